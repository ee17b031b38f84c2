/**
 * The tokens that page through lists and events: opaque to clients, and good for the request they came from only.
 */
import { createHash } from 'node:crypto';
import { errors } from './errors.ts';

/** @param request what the token belongs to; times are left out, since clients that follow a group move them. */
export function encodeToken(request: readonly unknown[], position: readonly string[]): string {
  return Buffer.from(JSON.stringify([fingerprint(request), ...position])).toString('base64url');
}

/** @throws InvalidParameterException for a token that is not ours, or belongs to another request. */
export function decodeToken(request: readonly unknown[], token: string): readonly string[] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    throw errors.nextToken();
  }
  if (!Array.isArray(parts) || !parts.every((part) => typeof part === 'string')) throw errors.nextToken();
  const [of, ...position] = parts as string[];
  if (of !== fingerprint(request)) throw errors.nextToken();
  return position;
}

/**
 * One page of a list in order of `keyOf`, behind the key that the token names, wherever that stands now.
 * @param keyOf is unique. @param request what the token belongs to.
 * @throws InvalidParameterException for a token of another request.
 */
export function pageByKey<Item>(
  found: readonly Item[],
  keyOf: (item: Item) => string,
  request: readonly unknown[],
  token: string | undefined,
  limit: number,
): { page: Item[]; nextToken: string | undefined } {
  const [after] = token ? decodeToken(request, token) : [];
  const sorted = found.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
  const rest = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after);
  const page = rest.slice(0, limit);
  const last = page[page.length - 1];
  return { page, nextToken: last !== undefined && rest.length > limit ? encodeToken(request, [keyOf(last)]) : undefined };
}

function fingerprint(request: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('base64url').slice(0, 16);
}
