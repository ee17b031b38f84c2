/**
 * The NextToken of GetTraceSummaries: where the page ended, bound to the parameters of the call.
 *
 * AWS answers `Invalid token` for one that is malformed or belongs to another call.
 */
import { createHash } from 'node:crypto';
import { invalidRequest } from '../errors.ts';
import type { Position } from './candidates.ts';

/** @param parameters everything that must stay the same from page to page. */
export function encodeToken(position: Position, parameters: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([fingerprint(parameters), position.at, position.id])).toString('base64url');
}

/** @throws InvalidRequestException */
export function decodeToken(token: string, parameters: readonly unknown[]): Position {
  const [mark, at, id] = parse(token);
  if (mark !== fingerprint(parameters) || typeof at !== 'number' || typeof id !== 'string')
    throw invalidRequest(`Invalid token ${token}`);
  return { at, id };
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
