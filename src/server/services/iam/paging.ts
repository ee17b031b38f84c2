/** IAM's paging: Marker and MaxItems in, IsTruncated and Marker out (IAM API Reference, "Paginating results"). */
import { violated } from '../../wire/violations.ts';
import { validationError } from './errors.ts';

export interface PageRequest {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly IsTruncated: boolean;
  readonly Marker: string | undefined;
}

/** @param id orders the items and names the one to go on after; the marker is opaque to clients. */
export function page<Item>(items: readonly Item[], request: PageRequest, id: (item: Item) => string): Page<Item> {
  const maximum = request.MaxItems ?? 100;
  if (maximum < 1 || maximum > 1000) {
    const bound = maximum < 1 ? 'greater than or equal to 1' : 'less than or equal to 1000';
    throw validationError(violated('maxItems', maximum, `Member must have value ${bound}`));
  }
  const after = request.Marker === undefined ? undefined : Buffer.from(request.Marker, 'base64url').toString();
  const rest = after === undefined ? items : items.filter((item) => id(item) > after);
  const taken = rest.slice(0, maximum);
  const last = taken.at(-1);
  const truncated = rest.length > taken.length && last !== undefined;
  return {
    items: taken,
    IsTruncated: truncated,
    Marker: truncated ? Buffer.from(id(last)).toString('base64url') : undefined,
  };
}
