/** PutBucketNotificationConfiguration. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html */
import { randomUUID } from 'node:crypto';
import type {
  LambdaFunctionConfiguration,
  NotificationConfiguration,
  PutBucketNotificationConfigurationRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../../wire/aws-error.ts';
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
    checkFilter(target);
    const functionArn = target.LambdaFunctionArn ?? '';
    if (!functionArn.startsWith('arn:')) throw errors.invalid('The ARN could not be parsed', 'CloudFunction', functionArn);
    for (const event of target.Events)
      if (!/^s3:Object(?:Created|Removed):(?:\*|\w+)$/.test(event)) throw errors.notBuilt(`The notification ${event}`);
    if (!unchecked && !callable(s3, bucket, functionArn))
      throw new AwsError('InvalidArgument', 'Unable to validate the following destination configurations', 400, {
        ArgumentName1: `${functionArn}, null`,
        ArgumentValue1: `Not authorized to invoke function [${functionArn}]`,
      });
  }
  const configuration: NotificationConfiguration = {
    ...(targets.length > 0 && { LambdaFunctionConfigurations: targets }),
    ...(wanted.EventBridgeConfiguration && { EventBridgeConfiguration: {} }),
  };
  return putConfiguration(s3, bucket, 'notification', Object.keys(configuration).length > 0 ? configuration : undefined);
}

/** @throws InvalidArgument, MalformedXML */
function checkFilter({ Filter: filter }: LambdaFunctionConfiguration): void {
  for (const { Name, Value } of filter?.Key?.FilterRules ?? []) {
    if (Name === undefined || Value === undefined) throw errors.malformedXml();
    if (!/^(?:prefix|suffix)$/i.test(Name))
      throw errors.invalid('filter rule name must be either prefix or suffix', 'FilterRule.Name', Name);
  }
}

/** A function that is not there cannot be called either. */
function callable(s3: S3, bucket: Bucket, functionArn: string): boolean {
  try {
    return s3.invoker.allows(bucket, functionArn, 's3.amazonaws.com', bucketArn(bucket.name));
  } catch {
    return false;
  }
}
