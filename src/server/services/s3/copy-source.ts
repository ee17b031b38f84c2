/** The header `x-amz-copy-source`: `[/]BUCKET/KEY[?versionId=ID]`, percent-encoded; a plus is a space. */
import { AwsError } from '../../wire/aws-error.ts';
import { type Conditions, checkCopySource } from './conditions.ts';
import { errors } from './errors.ts';
import { isArchived, type ObjectVersion } from './object-record.ts';
import type { S3 } from './s3.ts';

interface CopyInput {
  readonly CopySource: string | undefined;
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
}

export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly version: ObjectVersion;
}

/** @throws InvalidArgument, NoSuchBucket, NoSuchKey, NoSuchVersion, PreconditionFailed */
export function findCopySource(s3: S3, input: CopyInput): CopySource {
  const [path = '', query = ''] = (input.CopySource ?? '').split('?');
  const versionId = new URLSearchParams(query).get('versionId') ?? undefined;
  const match = /^\/?([^/]+)\/(.+)$/s.exec(decode(path.replace(/\+/g, ' ')));
  const [, name = '', key = ''] = match ?? [];
  // AWS prints the header's name for its value too.
  if (!match) throw errors.invalid('Invalid copy source object key', 'x-amz-copy-source', 'x-amz-copy-source');
  const version = sourceVersion(s3, name, key, versionId);
  const conditions: Conditions = {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  };
  checkCopySource(conditions, version);
  if (isArchived(version)) throw errors.archivedSource();
  return { bucket: name, key, version };
}

function sourceVersion(s3: S3, name: string, key: string, versionId: string | undefined): ObjectVersion {
  try {
    return s3.objects.version(s3.buckets.get(name), key, versionId);
  } catch (cause) {
    if (cause instanceof AwsError && cause.code === 'MethodNotAllowed')
      throw errors.request('The source of a copy request may not specifically refer to a delete marker by version id.');
    throw cause;
  }
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
