/** The header `Range`, of one range. https://www.rfc-editor.org/rfc/rfc9110#name-range */
import { errors } from './errors.ts';

export interface ByteRange {
  readonly start: number;
  /** Without it. */
  readonly end: number;
}

/** Undefined: all of it, as for ranges that are malformed or several. @throws InvalidRange when it lies outside. */
export function parseRange(range: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec((range ?? '').trim());
  if (!match) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '') {
    if (last === '') return undefined;
    if (Number(last) === 0 || size === 0) throw errors.range(range ?? '', size);
    return { start: Math.max(size - Number(last), 0), end: size };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= size) throw errors.range(range ?? '', size);
  return { start, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}
