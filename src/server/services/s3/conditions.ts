/**
 * Conditional requests: `If-Match` and its like, for reads, writes and copies.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html
 */
import { AwsError } from '../../wire/aws-error.ts';
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

/** By RFC 9110: tags win over times, and a time that is still to come counts for nothing. @throws PreconditionFailed; 304 */
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
  } else if (IfModifiedSince && version.lastModified <= IfModifiedSince.getTime() && IfModifiedSince.getTime() <= Date.now())
    throw notModified();
}

/** The source of a copy: what would be 304 is 412 there. @throws PreconditionFailed */
export function checkCopySource(conditions: Conditions, version: ObjectVersion): void {
  try {
    checkRead(conditions, version);
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    const unchanged = conditions.IfNoneMatch === undefined ? 'If-Modified-Since' : 'If-None-Match';
    throw errors.precondition(`x-amz-copy-source-${String(cause.members['Condition'] ?? unchanged)}`);
  }
}

/** What is there now decides whether a write may happen. @throws PreconditionFailed, NoSuchKey, NotImplemented as on AWS */
export function writeCheck(key: string, conditions: Conditions): (current: ObjectVersion | undefined) => void {
  const { IfMatch, IfNoneMatch } = conditions;
  if (IfMatch !== undefined && IfNoneMatch !== undefined)
    throw errors.header('If-Match,If-None-Match', 'Multiple conditional request headers present in the request');
  const refused = (name: string) => errors.header(name, `We don't accept the provided value of ${name} header for this API`);
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') throw refused('If-None-Match');
  if (IfMatch === '*') throw refused('If-Match');
  return (current) => {
    if (IfNoneMatch === '*' && current) throw errors.precondition('If-None-Match');
    if (IfMatch === undefined) return;
    if (!current) throw errors.noKey(key);
    if (!named(IfMatch, current.etag)) throw errors.precondition('If-Match');
  };
}

/** A deletion takes `*` for any object that is there. @throws PreconditionFailed, NoSuchKey */
export function deleteCheck(key: string, etag: string | undefined): ((current: ObjectVersion | undefined) => void) | undefined {
  if (etag === undefined) return undefined;
  return (current) => {
    if (!current) throw errors.noKey(key);
    if (!named(etag, current.etag)) throw errors.precondition('If-Match');
  };
}
