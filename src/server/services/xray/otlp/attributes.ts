/**
 * Reads attributes. What a document's own field stands for is taken out, so that the rest is metadata and nothing is told twice.
 *
 * Who calls it: the files that each make one field of a document.
 */
import type { Attributes } from './span.ts';

/** The first that is there and not empty. Numbers and booleans are not text. */
export function textOf(attributes: Attributes, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = attributes.get(key);
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

/** The same, and all of `keys` that hold text are taken out: they are names of one thing. */
export function takeText(attributes: Attributes, ...keys: readonly string[]): string | undefined {
  let found: string | undefined;
  for (const key of keys) {
    const value = attributes.get(key);
    if (typeof value !== 'string') continue;
    attributes.delete(key);
    if (value !== '') found ??= value;
  }
  return found;
}

/** A whole number, also from text. Taken out. */
export function takeWhole(attributes: Attributes, ...keys: readonly string[]): number | undefined {
  let found: number | undefined;
  for (const key of keys) {
    const value = attributes.get(key);
    if (typeof value !== 'number' && !(typeof value === 'string' && /^\d{1,15}$/.test(value))) continue;
    attributes.delete(key);
    found ??= Number(value);
  }
  return found;
}

/** A list of texts, from a list or from one text. */
export function textsOf(attributes: Attributes, key: string): readonly string[] {
  const value = attributes.get(key);
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string' && item !== '') : [];
}

/** Which conventions a span's attributes belong to: what it has none of need not be looked for. */
export interface Families {
  readonly http: boolean;
  readonly aws: boolean;
  readonly rpc: boolean;
  readonly db: boolean;
}

export function familiesOf(attributes: Attributes): Families {
  const found = { http: false, aws: false, rpc: false, db: false };
  for (const key of attributes.keys()) {
    if (key.startsWith('http.') || key.startsWith('url.')) found.http = true;
    else if (key.startsWith('aws.')) found.aws = true;
    else if (key.startsWith('rpc.')) found.rpc = true;
    else if (key.startsWith('db.')) found.db = true;
  }
  return found;
}
