/**
 * Pages of lists that are short enough to be held in memory: `position` is the place of the first item of the page.
 */
import { errors } from './errors.ts';

export interface Page<Item> {
  readonly items: Item[];
  readonly position: string | undefined;
}

/**
 * @param limit AWS's default is 25, the most is 500.
 * @throws BadRequestException for a position that we did not hand out.
 */
export function pageOf<Item>(all: readonly Item[], position: string | undefined, limit: number | undefined): Page<Item> {
  const start = position === undefined || position === '' ? 0 : Number(Buffer.from(position, 'base64url').toString());
  if (!Number.isSafeInteger(start) || start < 0) throw errors.position();
  const end = start + Math.min(Math.max(limit ?? 25, 1), 500);
  return {
    items: all.slice(start, end),
    position: end < all.length ? Buffer.from(String(end)).toString('base64url') : undefined,
  };
}
