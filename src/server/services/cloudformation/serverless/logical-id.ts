/** Logical ids that carry a hash of what they stand for, so that a change makes a new resource (layer versions, deployments). */
import { createHash } from 'node:crypto';

/** Hex digits of a hash in a logical id. */
const DIGITS = 10;

/** SHA-1 in hex, of text as it is or of JSON with sorted keys and no blanks: the two that AWS's translator hashes. */
export function digest(data: unknown): string {
  return createHash('sha1')
    .update(typeof data === 'string' ? data : canonicalJson(data))
    .digest('hex');
}

export function hashedLogicalId(prefix: string, data: unknown): string {
  return prefix + digest(data).slice(0, DIGITS);
}

/** An explicit hash (`AutoPublishCodeSha256`) takes the place of the computed one. */
export function givenHashLogicalId(prefix: string, hash: string): string {
  return prefix + hash.slice(0, DIGITS);
}

/** JSON as Python's `json.dumps(sort_keys=True, separators=(",", ":"))` writes it: keys by code point, only ASCII. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, member]) => `${ascii(key)}:${canonicalJson(member)}`).join(',')}}`;
  }
  return typeof value === 'string' ? ascii(value) : JSON.stringify(value ?? null);
}

function ascii(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
