/** Pages of a list: the token is where the next one starts. */
import { validationError } from './errors.ts';

export function page<Item>(
  items: readonly Item[],
  token: string | undefined,
  size: number,
): { items: Item[]; NextToken?: string } {
  const start = token === undefined || token === '' ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0) throw validationError('The next token is not valid.');
  const end = start + size;
  return { items: items.slice(start, end), ...(end < items.length ? { NextToken: String(end) } : {}) };
}
