/** General and JSON functions. */
import type { Value } from '../values.ts';
import { textOf, truthy } from '../values.ts';
import type { QueryFunction } from './functions.ts';

export const generalFunctions: Readonly<Record<string, QueryFunction>> = {
  ispresent: { args: [1, 1], apply: ([value]) => value !== undefined },
  coalesce: {
    args: [1, Number.POSITIVE_INFINITY],
    apply: (args) => args.find((value) => value !== undefined) as Value,
  },
  if: { args: [3, 3], apply: ([condition, yes, no]) => (truthy(condition as Value) ? yes : no) as Value },
  /** Conditions and values in turn; the last argument is for when none holds. */
  case: {
    args: [2, Number.POSITIVE_INFINITY],
    apply: (args) => {
      for (let place = 0; place + 1 < args.length; place += 2) if (truthy(args[place] as Value)) return args[place + 1] as Value;
      return (args.length % 2 === 1 ? args[args.length - 1] : undefined) as Value;
    },
  },
  jsonParse: {
    args: [1, 1],
    apply: ([value]) => {
      try {
        const parsed: unknown = JSON.parse(textOf(value as Value) ?? '');
        return typeof parsed === 'object' && parsed !== null ? (parsed as Value) : undefined;
      } catch {
        return undefined;
      }
    },
  },
  jsonStringify: {
    args: [1, 1],
    apply: ([value]) => (typeof value === 'object' ? JSON.stringify(value) : undefined),
  },
};
