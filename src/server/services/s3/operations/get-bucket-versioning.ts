/** GetBucketVersioning. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
import type { GetBucketVersioningOutput, GetBucketVersioningRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import type { S3 } from '../s3.ts';

/** A bucket that never had versioning has no status. @throws NoSuchBucket */
export const getBucketVersioning =
  (s3: S3): Operation<GetBucketVersioningRequest, GetBucketVersioningOutput> =>
  (input) => ({ Status: s3.buckets.get(input.Bucket).versioning });
