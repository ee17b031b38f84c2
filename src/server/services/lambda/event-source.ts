/**
 * Event source mappings: the services that Lambda would poll are not built here, so none can be made. The one place that says so.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
 */
import type { CreateEventSourceMappingRequest } from '@aws-sdk/client-lambda';
import { Constraints } from './constraints.ts';
import { invalidParameter } from './errors.ts';

const polled: Readonly<Record<string, string>> = {
  sqs: 'Amazon SQS',
  kinesis: 'Amazon Kinesis',
  dynamodb: 'DynamoDB Streams',
  kafka: 'Amazon MSK',
  mq: 'Amazon MQ',
  rds: 'Amazon DocumentDB',
};

const arnPattern = /^arn:aws[a-zA-Z0-9-]*:[a-zA-Z0-9-]+:(?:[a-z]{2}(?:-gov)?-[a-z]+-\d)?:(?:\d{12})?:.*$/;
const shownArn = 'arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}(-gov)?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)';

/** @throws ValidationException, InvalidParameterValueException for what is no source at all. @returns the source's name. */
export function checkEventSource(input: CreateEventSourceMappingRequest): string {
  new Constraints()
    .pattern('eventSourceArn', input.EventSourceArn, arnPattern, shownArn)
    .range('batchSize', input.BatchSize, 1, 10_000)
    .range('maximumBatchingWindowInSeconds', input.MaximumBatchingWindowInSeconds, 0, 300)
    .range('parallelizationFactor', input.ParallelizationFactor, 1, 10)
    .oneOf('startingPosition', input.StartingPosition, ['LATEST', 'AT_TIMESTAMP', 'TRIM_HORIZON'])
    .check();
  if (input.SelfManagedEventSource !== undefined) return 'self-managed Apache Kafka';
  const service = input.EventSourceArn?.split(':')[2] ?? '';
  const name = polled[service];
  if (name === undefined) throw invalidParameter('Unrecognized event source.');
  return name;
}

export function sourceNotBuilt(name: string, arn: string | undefined): Error {
  return invalidParameter(
    `Radiograph does not emulate ${name}: ${arn ?? 'it'} cannot be an event source. Functions are invoked by API Gateway, function URLs, S3, CloudWatch Logs and EventBridge.`,
  );
}
