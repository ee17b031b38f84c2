/** Lambda's paging: Marker and MaxItems in, NextMarker out (Lambda API Reference, "ListFunctions"). */
import { Constraints } from './constraints.ts';

export interface PageRequest {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/**
 * @param key sorts the items and is what the opaque marker holds, so that items that come or go in between move no page.
 * @param largest items a page may have, whatever was asked for.
 */
export function page<Item>(
  items: readonly Item[],
  request: PageRequest,
  key: (item: Item) => string,
  largest = 50,
): { readonly items: readonly Item[]; readonly NextMarker?: string } {
  new Constraints().range('maxItems', request.MaxItems, 1, 10_000).check();
  const after = request.Marker === undefined ? undefined : Buffer.from(request.Marker, 'base64url').toString();
  const sorted = [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const rest = after === undefined ? sorted : sorted.filter((item) => key(item) > after);
  const taken = rest.slice(0, Math.min(request.MaxItems ?? largest, largest));
  const last = taken.at(-1);
  if (taken.length === rest.length || last === undefined) return { items: taken };
  return { items: taken, NextMarker: Buffer.from(key(last)).toString('base64url') };
}

/** A version number as a key that sorts by value; `$LATEST` comes first. */
export function versionKey(version: string): string {
  return version === '$LATEST' ? '' : version.padStart(20, '0');
}
