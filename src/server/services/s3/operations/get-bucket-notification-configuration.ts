/** GetBucketNotificationConfiguration. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html */
import type { GetBucketNotificationConfigurationRequest, NotificationConfiguration } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import type { S3 } from '../s3.ts';

/** @throws NoSuchBucket */
export const getBucketNotificationConfiguration =
  (s3: S3): Operation<GetBucketNotificationConfigurationRequest, NotificationConfiguration> =>
  (input) =>
    (s3.buckets.get(input.Bucket).configurations['notification'] ?? {}) as NotificationConfiguration;
