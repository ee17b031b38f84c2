/** The version whose tags an operation reads or writes. */
import { AwsError } from '../../wire/aws-error.ts';
import { errors } from './errors.ts';
import type { ObjectVersion } from './object-record.ts';
import type { S3 } from './s3.ts';

interface Tagged {
  readonly Bucket: string | undefined;
  readonly Key: string | undefined;
  readonly VersionId?: string | undefined;
}

/** A delete marker has no tags, also where it is only the newest version. @throws NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed */
export function taggedVersion(s3: S3, input: Tagged, method: 'GET' | 'PUT' | 'DELETE'): ObjectVersion {
  const bucket = s3.buckets.get(input.Bucket);
  try {
    return s3.objects.version(bucket, input.Key ?? '', input.VersionId);
  } catch (cause) {
    if (cause instanceof AwsError && 'x-amz-delete-marker' in cause.headers) throw errors.methodOfMarker(method, cause.headers);
    // In the answer of this one operation the key has its bucket before it.
    if (cause instanceof AwsError && cause.code === 'NoSuchKey' && method === 'GET')
      throw errors.noKey(`${bucket.name}/${input.Key}`);
    throw cause;
  }
}
