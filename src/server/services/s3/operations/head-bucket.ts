/** HeadBucket. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
import type { HeadBucketOutput, HeadBucketRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import type { S3 } from '../s3.ts';

/** @throws NoSuchBucket, without a body: it is a HEAD. */
export const headBucket =
  (s3: S3): Operation<HeadBucketRequest, HeadBucketOutput> =>
  (input) => ({ BucketRegion: s3.buckets.get(input.Bucket).region });
