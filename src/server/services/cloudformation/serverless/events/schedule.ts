/** `Schedule` events: an EventBridge rule with a rate or cron expression. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-schedule.html */
import { InvalidEvent } from '../errors.ts';
import { emit, inherited, type Translation } from '../translation.ts';
import { defined, type Fields, getAtt, isMap } from '../values.ts';
import { type FunctionEvent, requireProperty } from './events.ts';
import { emitPermission, targetArn } from './permission.ts';

export function translateScheduleEvent(translation: Translation, event: FunctionEvent): void {
  const { properties, resource } = event;
  const logicalId = resource.logicalId + event.id;
  const ScheduleExpression = requireProperty(event, 'Schedule');
  const target = defined({
    Arn: targetArn(event),
    Id: targetId(logicalId),
    Input: properties['Input'],
    DeadLetterConfig: deadLetterConfig(event),
    RetryPolicy: properties['RetryPolicy'],
    RoleArn: properties['RoleArn'],
  });
  emit(
    translation,
    logicalId,
    'AWS::Events::Rule',
    defined({
      Description: properties['Description'],
      Name: properties['Name'],
      ScheduleExpression,
      State: stateOf(event),
      Targets: [target],
    }),
    inherited(resource),
  );
  emitPermission(translation, event, 'events.amazonaws.com', { SourceArn: getAtt(logicalId, 'Arn') });
}

/** At most 64 characters, with the end whole. */
export const targetId = (logicalId: string): string => `${logicalId.slice(0, 64 - 'LambdaTarget'.length)}LambdaTarget`;

export function stateOf({ id, properties }: FunctionEvent): unknown {
  const { Enabled: enabled, State: state } = properties;
  if (enabled !== undefined && state !== undefined)
    throw new InvalidEvent(id, 'State and Enabled Properties cannot both be specified.');
  if (enabled === undefined) return state;
  return enabled ? 'ENABLED' : 'DISABLED';
}

export function deadLetterConfig({ id: eventId, properties, resource }: FunctionEvent): Fields | undefined {
  const config = properties['DeadLetterConfig'];
  const id = resource.logicalId + eventId;
  if (config === undefined || config === null) return undefined;
  if (isMap(config) && config['Arn'] !== undefined && config['Type'] !== undefined)
    throw new InvalidEvent(id, "You can either define 'Arn' or 'Type' property of DeadLetterConfig.");
  if (isMap(config) && config['Arn'] !== undefined) return { Arn: config['Arn'] };
  if (isMap(config) && config['Type'] !== undefined)
    throw new InvalidEvent(id, "Radiograph makes no queues: give DeadLetterConfig an 'Arn' instead of a 'Type'.");
  throw new InvalidEvent(id, "No 'Arn' or 'Type' property provided for DeadLetterConfig.");
}
