/** Numeric functions. What is no number makes the result missing. */
import type { Value } from '../values.ts';
import { numberOf } from '../values.ts';
import type { Argument, QueryFunction } from './functions.ts';

export const numberFunctions: Readonly<Record<string, QueryFunction>> = {
  abs: of(Math.abs),
  ceil: of(Math.ceil),
  floor: of(Math.floor),
  round: { args: [1, 2], apply: ([value, digits]) => numeric([value, digits ?? 0], ([a = 0, b = 0]) => rounded(a, b)) },
  log: of(Math.log),
  sqrt: of(Math.sqrt),
  greatest: { args: [1, Number.POSITIVE_INFINITY], apply: (args) => extreme(args, Math.max) },
  least: { args: [1, Number.POSITIVE_INFINITY], apply: (args) => extreme(args, Math.min) },
  toNumber: of((value) => value),
  toDouble: of((value) => value),
  toInt: of(Math.trunc),
  toLong: of(Math.trunc),
};

function of(calculate: (value: number) => number): QueryFunction {
  return { args: [1, 1], apply: (args) => numeric(args, ([value = 0]) => calculate(value)) };
}

function numeric(args: readonly Argument[], calculate: (values: readonly number[]) => number): Value {
  const values: number[] = [];
  for (const arg of args) {
    const value = numberOf(arg as Value);
    if (value === undefined) return undefined;
    values.push(value);
  }
  const result = calculate(values);
  return Number.isFinite(result) ? result : undefined;
}

/** Of those that are numbers. */
function extreme(args: readonly Argument[], pick: (...values: number[]) => number): Value {
  const values = args.flatMap((arg) => numberOf(arg as Value) ?? []);
  return values.length > 0 ? pick(...values) : undefined;
}

function rounded(value: number, digits: number): number {
  const factor = 10 ** Math.trunc(digits);
  return Math.round(value * factor) / factor;
}
