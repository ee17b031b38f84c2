/**
 * `EventBridgeRule` and its older name `CloudWatchEvent`: a rule that takes events by pattern.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventbridgerule.html
 */
import { emit, inherited, type Translation } from '../translation.ts';
import { defined, getAtt, isMap } from '../values.ts';
import type { FunctionEvent } from './events.ts';
import { emitPermission, targetArn } from './permission.ts';
import { deadLetterConfig, stateOf, targetId } from './schedule.ts';

export function translateRuleEvent(translation: Translation, event: FunctionEvent): void {
  const { properties, resource } = event;
  const logicalId = resource.logicalId + event.id;
  const given = isMap(properties['Target']) ? properties['Target']['Id'] : undefined;
  const target = defined({
    Arn: targetArn(event),
    Id: given ?? targetId(logicalId),
    Input: properties['Input'],
    InputPath: properties['InputPath'],
    InputTransformer: properties['InputTransformer'],
    DeadLetterConfig: deadLetterConfig(event),
    RetryPolicy: properties['RetryPolicy'],
  });
  const rule = defined({
    EventBusName: properties['EventBusName'],
    EventPattern: properties['Pattern'],
    Name: properties['RuleName'],
    State: stateOf(event),
    Targets: [target],
  });
  emit(translation, logicalId, 'AWS::Events::Rule', rule, inherited(resource));
  emitPermission(translation, event, 'events.amazonaws.com', { SourceArn: getAtt(logicalId, 'Arn') });
}
