/** String functions. A missing text makes the result missing, but for `isempty`, `isblank` and `concat`. */
import type { Value } from '../values.ts';
import { numberOf, textOf } from '../values.ts';
import type { Argument, QueryFunction } from './functions.ts';

export const textFunctions: Readonly<Record<string, QueryFunction>> = {
  isempty: { args: [1, 1], apply: ([value]) => (text(value) ?? '') === '' },
  isblank: { args: [1, 1], apply: ([value]) => (text(value) ?? '').trim() === '' },
  concat: { args: [1, Number.POSITIVE_INFINITY], apply: (args) => args.map((arg) => text(arg) ?? '').join('') },
  ltrim: trimming((value, letters) => value.slice(leading(value, letters))),
  rtrim: trimming((value, letters) => value.slice(0, trailing(value, letters))),
  trim: trimming((value, letters) => {
    const start = leading(value, letters);
    return value.slice(start, Math.max(start, trailing(value, letters)));
  }),
  strlen: of((value) => [...value].length),
  toupper: of((value) => value.toUpperCase()),
  tolower: of((value) => value.toLowerCase()),
  substr: {
    args: [2, 3],
    apply: ([value, from, length]) => {
      const given = text(value);
      const start = numberOf(from as Value);
      const count = length === undefined ? Number.POSITIVE_INFINITY : numberOf(length as Value);
      if (given === undefined || start === undefined || count === undefined) return undefined;
      return given.slice(Math.max(0, start), Math.max(0, start) + Math.max(0, count));
    },
  },
  replace: {
    args: [3, 3],
    apply: ([value, search, replacement]) => {
      const [given, wanted, by] = [text(value), text(search), text(replacement)];
      if (given === undefined || wanted === undefined || by === undefined) return undefined;
      return wanted === '' ? given : given.replaceAll(wanted, () => by);
    },
  },
  strcontains: {
    args: [2, 2],
    apply: ([value, search]) => {
      const [given, wanted] = [text(value), text(search)];
      return given === undefined || wanted === undefined ? undefined : given.includes(wanted) ? 1 : 0;
    },
  },
  startsWith: { args: [2, 2], apply: ([value, start]) => (text(value) ?? '').startsWith(text(start) ?? '\u0000') },
  endsWith: { args: [2, 2], apply: ([value, end]) => (text(value) ?? '').endsWith(text(end) ?? '\u0000') },
};

const text = (argument: Argument): string | undefined => textOf(argument as Value);

function of(apply: (value: string) => Value): QueryFunction {
  return {
    args: [1, 1],
    apply: ([value]) => {
      const given = text(value);
      return given === undefined ? undefined : apply(given);
    },
  };
}

/** The second argument is a set of characters, as in AWS; blanks when it is not given. */
function trimming(apply: (value: string, letters: string | undefined) => string): QueryFunction {
  return {
    args: [1, 2],
    apply: ([value, letters]) => {
      const given = text(value);
      return given === undefined ? undefined : apply(given, letters === undefined ? undefined : text(letters));
    },
  };
}

const trimmed = (character: string, letters: string | undefined) =>
  letters === undefined ? character.trim() === '' : letters.includes(character);

function leading(value: string, letters: string | undefined): number {
  let start = 0;
  while (start < value.length && trimmed(value.charAt(start), letters)) start++;
  return start;
}

function trailing(value: string, letters: string | undefined): number {
  let end = value.length;
  while (end > 0 && trimmed(value.charAt(end - 1), letters)) end--;
  return end;
}
