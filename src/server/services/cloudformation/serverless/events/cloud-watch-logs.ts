/** `CloudWatchLogs` events: a subscription filter. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-cloudwatchlogs.html */
import { emit, inherited, type Translation } from '../translation.ts';
import { type FunctionEvent, requireProperty } from './events.ts';
import { emitPermission, targetArn } from './permission.ts';

export function translateLogsEvent(translation: Translation, event: FunctionEvent): void {
  const LogGroupName = requireProperty(event, 'LogGroupName');
  const FilterPattern = requireProperty(event, 'FilterPattern');
  const arn = `arn:${translation.partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:\${__LogGroupName__}:*`;
  const permissionId = emitPermission(translation, event, 'logs.amazonaws.com', {
    SourceArn: { 'Fn::Sub': [arn, { __LogGroupName__: LogGroupName }] },
  });
  emit(
    translation,
    event.resource.logicalId + event.id,
    'AWS::Logs::SubscriptionFilter',
    { LogGroupName, FilterPattern, DestinationArn: targetArn(event) },
    { DependsOn: [permissionId], ...inherited(event.resource) },
  );
}
