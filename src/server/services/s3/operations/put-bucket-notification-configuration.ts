/** PutBucketNotificationConfiguration. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html */
import { randomUUID } from 'node:crypto';
import type { NotificationConfiguration, PutBucketNotificationConfigurationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { type Bucket, bucketArn } from '../bucket.ts';
import { putConfiguration } from '../bucket-configuration.ts';
import { errors } from '../errors.ts';
import type { S3 } from '../s3.ts';

/** Functions and EventBridge: topics and queues are refused. @throws NoSuchBucket, InvalidArgument */
export const putBucketNotificationConfiguration =
  (s3: S3): Operation<PutBucketNotificationConfigurationRequest, object> =>
  (input) => {
    setNotification(
      s3,
      s3.buckets.get(input.Bucket),
      input.NotificationConfiguration ?? {},
      input.SkipDestinationValidation === true,
    );
    return {};
  };

/** @throws InvalidArgument when a function's policy does not let S3 call it. */
export function setNotification(s3: S3, bucket: Bucket, wanted: NotificationConfiguration, unchecked = false): Bucket {
  if (wanted.TopicConfigurations?.length) throw errors.notBuilt('Notification of SNS topics');
  if (wanted.QueueConfigurations?.length) throw errors.notBuilt('Notification of SQS queues');
  const targets = (wanted.LambdaFunctionConfigurations ?? []).map((target) => ({ ...target, Id: target.Id ?? randomUUID() }));
  for (const target of targets) {
    if (!target.Events?.length) throw errors.malformedXml();
    for (const event of target.Events)
      if (!/^s3:Object(?:Created|Removed):(?:\*|\w+)$/.test(event)) throw errors.notBuilt(`The notification ${event}`);
    if (!unchecked && !callable(s3, bucket, target.LambdaFunctionArn ?? ''))
      throw errors.invalid('Unable to validate the following destination configurations');
  }
  const configuration: NotificationConfiguration = {
    ...(targets.length > 0 && { LambdaFunctionConfigurations: targets }),
    ...(wanted.EventBridgeConfiguration && { EventBridgeConfiguration: {} }),
  };
  return putConfiguration(s3, bucket, 'notification', Object.keys(configuration).length > 0 ? configuration : undefined);
}

/** A function that is not there cannot be called either. */
function callable(s3: S3, bucket: Bucket, functionArn: string): boolean {
  try {
    return s3.invoker.allows(bucket, functionArn, 's3.amazonaws.com', bucketArn(bucket.name));
  } catch {
    return false;
  }
}
