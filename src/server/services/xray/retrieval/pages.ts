/** Pages of what a retrieval has found: a token is the place at which the next one starts. */
import { invalidRequest } from '../errors.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** @throws InvalidRequestException for a token that is none of ours. */
export function pageOf<Item>(all: readonly Item[], size: number, token: string | undefined): Page<Item> {
  const from = token === undefined || token === '' ? 0 : placeIn(token);
  const next = from + size < all.length ? Buffer.from(String(from + size)).toString('base64url') : null;
  return { items: all.slice(from, from + size), next };
}

function placeIn(token: string): number {
  const text = Buffer.from(token, 'base64url').toString();
  if (!/^[1-9]\d{0,8}$/.test(text)) throw invalidRequest(`Invalid token ${token}`);
  return Number(text);
}
