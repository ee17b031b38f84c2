/**
 * A page of a listing: keys in order, those that share a prefix up to the delimiter rolled up.
 *
 * Who calls it: ListObjects, ListObjectsV2, ListObjectVersions, ListMultipartUploads' kin.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html
 */
import { errors } from './errors.ts';
import type { ObjectRecord } from './object-record.ts';

export type Listed<Item> = { readonly prefix: string } | { readonly item: Item; readonly key: string };

export interface Page<Item> {
  readonly entries: readonly Listed<Item>[];
  /** What the next page begins after: a key or a common prefix. Undefined when this is the last. */
  readonly next: string | undefined;
}

export interface ListRequest {
  readonly prefix: string;
  readonly delimiter: string;
  /** Keys and common prefixes up to and with this one are left out. */
  readonly after: string;
  readonly limit: number;
}

/**
 * @param scan records from a key on, in order; it is called again behind every common prefix, so that a page costs what it shows.
 * @param items what a record shows; none: it is left out.
 */
export function listPage<Item>(
  request: ListRequest,
  scan: (from: string) => Iterable<ObjectRecord>,
  items: (record: ObjectRecord) => readonly Item[],
): Page<Item> {
  const { prefix, delimiter, after, limit } = request;
  const entries: Listed<Item>[] = [];
  if (limit === 0) return { entries, next: undefined };
  let last = after;
  // Before the prefix there is nothing to scan.
  let from = commonPrefix(after, prefix, delimiter) === after ? behind(after) : after;
  for (;;) {
    let jumped = false;
    for (const record of scan(from)) {
      const { key } = record;
      const rolled = commonPrefix(key, prefix, delimiter);
      // Also the keys under a common prefix that the page before ended with.
      if (rolled === undefined ? key === after : rolled === after) continue;
      const shown = items(record);
      if (shown.length === 0) continue;
      if (entries.length >= limit) return { entries, next: last };
      if (rolled === undefined) {
        for (const item of shown) entries.push({ item, key });
        last = key;
        continue;
      }
      entries.push({ prefix: rolled });
      last = rolled;
      from = behind(rolled);
      jumped = true;
      break;
    }
    if (!jumped) return { entries, next: undefined };
  }
}

/** The first key behind all that begin with the prefix: no character is greater than U+10FFFF. */
const behind = (prefix: string) => `${prefix}\u{10ffff}`;

/** A marker below a common prefix stands for all of it. */
export function behindCommonPrefix(marker: string, prefix: string, delimiter: string): string {
  return (marker.startsWith(prefix) && commonPrefix(marker, prefix, delimiter)) || marker;
}

export function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** `encoding-type=url` is for keys that XML cannot hold. @throws InvalidArgument */
export function keyEncoder(encodingType: string | undefined): (key: string) => string {
  if (encodingType !== undefined && encodingType !== 'url')
    throw errors.invalid('Invalid Encoding Method specified in Request', 'encoding-type', encodingType);
  return encodingType === 'url'
    ? (key) =>
        encodeURIComponent(key)
          .replace(/%2F/g, '/')
          .replace(/[!'()*]/g, percent)
    : (key) => key;
}

const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** At most 1,000, which is also the default. @throws InvalidArgument */
export function pageSize(wanted: number | undefined): number {
  if (wanted !== undefined && (!Number.isInteger(wanted) || wanted < 0))
    throw errors.invalid('Argument maxKeys must be an integer between 0 and 2147483647');
  return Math.min(wanted ?? 1000, 1000);
}
