/**
 * AWS::Lambda::EventSourceMapping: its creation fails, with the reason that Lambda gives (event-source.ts).
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html
 */
import type { ResourceProvider } from '../../ports.ts';
import { type Ask, neverUpdated, textOf } from '../../resource-properties.ts';

const properties = [
  ...['FunctionName', 'EventSourceArn', 'Enabled', 'BatchSize', 'MaximumBatchingWindowInSeconds', 'StartingPosition'],
  ...['StartingPositionTimestamp', 'FilterCriteria', 'FunctionResponseTypes', 'DestinationConfig', 'Tags', 'KmsKeyArn'],
  ...['MaximumRecordAgeInSeconds', 'MaximumRetryAttempts', 'BisectBatchOnFunctionError', 'ParallelizationFactor'],
  ...['TumblingWindowInSeconds', 'ScalingConfig', 'Topics', 'Queues', 'SourceAccessConfigurations', 'SelfManagedEventSource'],
  ...['AmazonManagedKafkaEventSourceConfig', 'SelfManagedKafkaEventSourceConfig', 'DocumentDBEventSourceConfig'],
  ...['MetricsConfig', 'LoggingConfig', 'ProvisionedPollerConfig'],
];

export function eventSourceMappingResource(ask: Ask): ResourceProvider {
  return {
    type: 'AWS::Lambda::EventSourceMapping',
    properties,
    createOnly: properties,
    required: ['FunctionName'],
    create: (request) =>
      ask(request, 'CreateEventSourceMapping', {
        FunctionName: textOf(request.properties['FunctionName']),
        EventSourceArn: textOf(request.properties['EventSourceArn']),
        SelfManagedEventSource: request.properties['SelfManagedEventSource'],
      }),
    update: neverUpdated('AWS::Lambda::EventSourceMapping'),
    delete: async () => undefined,
  };
}
