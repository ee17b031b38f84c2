/** Pages of Parameter Store. The token is the place of the next entry. */
import { violated } from '../../wire/violations.ts';
import { errors } from './errors.ts';

export function pageOf<Item>(
  items: readonly Item[],
  limit: number,
  token: string | undefined,
): { readonly page: readonly Item[]; readonly next: string | undefined } {
  const start = token === undefined || token === '' ? 0 : Number(Buffer.from(token, 'base64').toString('utf8'));
  if (!Number.isInteger(start) || start < 0) throw errors.nextToken();
  const end = start + limit;
  return { page: items.slice(start, end), next: end < items.length ? Buffer.from(String(end)).toString('base64') : undefined };
}

/** @throws ValidationException */
export function pageSize(wanted: number | undefined, most: number, byDefault = most): number {
  const rule = (words: string) => errors.invalid(violated('maxResults', wanted, `Member must have value ${words}`));
  if (wanted !== undefined && wanted > most) throw rule(`less than or equal to ${most}`);
  if (wanted !== undefined && wanted < 1) throw rule('greater than or equal to 1');
  return wanted ?? byDefault;
}
