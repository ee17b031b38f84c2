/** Lets a service call the function. Who calls it: every event type. */
import { emit, inherited, type Translation } from '../translation.ts';
import { defined, type Fields, getAtt, ref } from '../values.ts';
import type { FunctionEvent } from './events.ts';

/** @param source SourceArn or SourceAccount. @returns the permission's logical id. */
export function emitPermission(
  translation: Translation,
  event: FunctionEvent,
  principal: string,
  source: Fields,
  suffix = '',
): string {
  const logicalId = `${event.resource.logicalId}${event.id}Permission${suffix}`;
  const FunctionName = ref(event.aliasId ?? event.resource.logicalId);
  const properties = defined({ Action: 'lambda:InvokeFunction', FunctionName, Principal: principal, ...source });
  emit(translation, logicalId, 'AWS::Lambda::Permission', properties, inherited(event.resource));
  return logicalId;
}

/** What a rule, notification or filter calls. */
export const targetArn = (event: FunctionEvent): Fields =>
  event.aliasId === undefined ? getAtt(event.resource.logicalId, 'Arn') : ref(event.aliasId);

/** `${Function.Arn}` or `${Alias}` inside a Fn::Sub. */
export const targetName = (event: FunctionEvent): string =>
  event.aliasId === undefined ? `\${${event.resource.logicalId}.Arn}` : `\${${event.aliasId}}`;
