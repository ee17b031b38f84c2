/** DeleteBucket. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
import type { DeleteBucketRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { S3 } from '../s3.ts';

/** Uploads that were never completed go with it. @throws NoSuchBucket, BucketNotEmpty */
export const deleteBucket =
  (s3: S3): Operation<DeleteBucketRequest, object> =>
  (input) => {
    removeBucket(s3, input.Bucket ?? '');
    return {};
  };

/** @throws NoSuchBucket, BucketNotEmpty */
export function removeBucket(s3: S3, name: string): void {
  const bucket = s3.buckets.get(name);
  if (!s3.objects.isEmpty(bucket))
    throw bucket.versioning === undefined ? errors.notEmpty(bucket.name) : errors.versionsLeft(bucket.name);
  for (const upload of s3.uploads.list(bucket)) s3.uploads.end(bucket, upload, () => undefined);
  s3.buckets.remove(bucket.name);
}
