/**
 * The NextToken of GetTraceSummaries: where the page ended, bound to the parameters of the call.
 *
 * AWS answers `Invalid token` for one that is malformed or belongs to another call.
 */
import { createHash } from 'node:crypto';
import { invalidRequest } from '../errors.ts';
import type { ScanPosition } from './scan-traces.ts';

/** @param parameters everything that must stay the same from page to page. */
export function encodeToken({ end, minutes, after }: ScanPosition, parameters: readonly unknown[]): string {
  const fields = [fingerprint(parameters), end, minutes, after?.at, after?.id];
  return Buffer.from(JSON.stringify(fields)).toString('base64url');
}

/** @throws InvalidRequestException */
export function decodeToken(token: string, parameters: readonly unknown[]): ScanPosition {
  const [mark, end, minutes, at, id] = parse(token);
  const isWhole = typeof end === 'number' && typeof minutes === 'number' && typeof at === 'number' && typeof id === 'string';
  if (mark !== fingerprint(parameters) || !isWhole) throw invalidRequest(`Invalid token ${token}`);
  return { end, minutes, after: { at, id } };
}

function parse(token: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function fingerprint(parameters: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parameters)).digest('base64url').slice(0, 16);
}
