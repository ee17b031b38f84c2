/** Pages of lists that are held in memory: `NextToken` is the place of the next page's first item. */
import { errors } from './errors.ts';

interface Asked {
  readonly MaxResults?: string | undefined;
  readonly NextToken?: string | undefined;
}

/** @throws BadRequestException for a token that was not handed out here. */
export function pageOf<Item>(all: readonly Item[], asked: Asked): { Items: Item[]; NextToken: string | undefined } {
  const start = asked.NextToken ? Number(Buffer.from(asked.NextToken, 'base64url').toString()) : 0;
  if (!Number.isSafeInteger(start) || start < 0) throw errors.nextToken();
  const size = Number(asked.MaxResults);
  const end = Number.isSafeInteger(size) && size > 0 ? start + size : all.length;
  return {
    Items: all.slice(start, end),
    NextToken: end < all.length ? Buffer.from(String(end)).toString('base64url') : undefined,
  };
}
