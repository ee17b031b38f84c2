/** The header `x-amz-copy-source`: `[/]BUCKET/KEY[?versionId=ID]`, percent-encoded. */
import { type Conditions, checkCopySource } from './conditions.ts';
import { errors } from './errors.ts';
import type { ObjectVersion } from './object-record.ts';
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
  const match = /^\/?([^/]+)\/(.+)$/s.exec(decode(path));
  const [, name = '', key = ''] = match ?? [];
  if (!match) throw errors.invalid('Copy Source must mention the source bucket and key: sourcebucket/sourcekey');
  const version = s3.objects.version(s3.buckets.get(name), key, versionId);
  const conditions: Conditions = {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  };
  checkCopySource(conditions, version);
  return { bucket: name, key, version };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
