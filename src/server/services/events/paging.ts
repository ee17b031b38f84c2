/** EventBridge's paging: NextToken and Limit in, NextToken out. */
import { Constraints } from './constraints.ts';

/** @param items sorted by `key`, which is what the opaque token holds. */
export function page<Item>(
  items: readonly Item[],
  request: { readonly NextToken?: string | undefined; readonly Limit?: number | undefined },
  key: (item: Item) => string,
): { readonly items: readonly Item[]; readonly NextToken?: string } {
  new Constraints().range('limit', request.Limit, 1, 100).length('nextToken', request.NextToken, 1, 2_048).check();
  const after = request.NextToken === undefined ? '' : Buffer.from(request.NextToken, 'base64url').toString();
  const rest = items.filter((item) => key(item) > after);
  const taken = rest.slice(0, request.Limit ?? 100);
  const last = taken.at(-1);
  if (last === undefined || taken.length === rest.length) return { items: taken };
  return { items: taken, NextToken: Buffer.from(key(last)).toString('base64url') };
}
