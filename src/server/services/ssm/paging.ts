/** Pages of Parameter Store. The token is the place of the next entry. */
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
