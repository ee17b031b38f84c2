/**
 * Conditional requests: `If-Match` and its like, for reads, writes and copies.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html
 */
import { errors } from './errors.ts';
import { quoted, unquoted } from './object-fields.ts';
import type { ObjectVersion } from './object-record.ts';

export interface Conditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
}

const named = (condition: string, etag: string) =>
  condition.split(',').some((part) => part.trim() === '*' || unquoted(part.trim()) === etag);

/** By RFC 9110: tags win over times. @throws PreconditionFailed; 304 */
export function checkRead(conditions: Conditions, version: ObjectVersion): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  if (IfMatch !== undefined) {
    if (!named(IfMatch, version.etag)) throw errors.precondition('If-Match');
  } else if (IfUnmodifiedSince && version.lastModified > IfUnmodifiedSince.getTime())
    throw errors.precondition('If-Unmodified-Since');
  const notModified = () =>
    errors.notModified({ etag: quoted(version.etag), 'last-modified': new Date(version.lastModified).toUTCString() });
  if (IfNoneMatch !== undefined) {
    if (named(IfNoneMatch, version.etag)) throw notModified();
  } else if (IfModifiedSince && version.lastModified <= IfModifiedSince.getTime()) throw notModified();
}

/** The source of a copy: what would be 304 is 412 there. @throws PreconditionFailed */
export function checkCopySource(conditions: Conditions, version: ObjectVersion): void {
  try {
    checkRead(conditions, version);
  } catch (cause) {
    if (cause instanceof Error && cause.message === 'Not Modified') throw errors.precondition('x-amz-copy-source-if-none-match');
    throw cause;
  }
}

/** What is there now decides whether a write may happen. @throws PreconditionFailed, NoSuchKey */
export function writeCheck(key: string, conditions: Conditions): (current: ObjectVersion | undefined) => void {
  const { IfMatch, IfNoneMatch } = conditions;
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') throw errors.notBuilt('If-None-Match with an entity tag, on writes');
  return (current) => {
    if (IfNoneMatch === '*' && current) throw errors.precondition('If-None-Match');
    if (IfMatch === undefined) return;
    if (!current) throw errors.noKey(key);
    if (!named(IfMatch, current.etag)) throw errors.precondition('If-Match');
  };
}
