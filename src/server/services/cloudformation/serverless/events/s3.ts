/**
 * `S3` events: the bucket of the same template gets the notification, and waits for the permission.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-s3.html
 */
import { isDeepStrictEqual } from 'node:util';
import { InvalidEvent } from '../errors.ts';
import { conditionOf, type Translation } from '../translation.ts';
import { type Fields, isMap, ref, refOf, when } from '../values.ts';
import { type FunctionEvent, requireProperty } from './events.ts';
import { emitPermission, targetArn } from './permission.ts';

export function translateS3Event(translation: Translation, event: FunctionEvent): void {
  const bucketId = refOf(requireProperty(event, 'Bucket'));
  const bucket = bucketId === undefined ? undefined : translation.resources[bucketId];
  if (bucket?.['Type'] !== 'AWS::S3::Bucket')
    throw new InvalidEvent(event.id, 'S3 events must reference an S3 bucket in the same template.');
  const permissionId = emitPermission(translation, event, 's3.amazonaws.com', { SourceAccount: ref('AWS::AccountId') });
  const condition = conditionOf(event.resource);
  if (condition === undefined) bucket['DependsOn'] = [...dependencies(bucket), permissionId];
  else waitByTag(bucket, condition, permissionId);
  const notifications = child(child(bucket, 'Properties'), 'NotificationConfiguration');
  const wanted = requireProperty(event, 'Events');
  const filter = event.properties['Filter'] === undefined ? {} : { Filter: event.properties['Filter'] };
  const added = (Array.isArray(wanted) ? wanted : [wanted]).map((name) =>
    when(condition, { Function: targetArn(event), Event: name, ...filter }),
  );
  const { LambdaConfigurations: present } = notifications;
  const all: unknown[] = Array.isArray(present) ? [...present] : [];
  for (const one of added) if (!all.some((other) => isDeepStrictEqual(one, other))) all.push(one);
  notifications['LambdaConfigurations'] = all;
}

function dependencies(bucket: Fields): unknown[] {
  const { DependsOn: value } = bucket;
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** DependsOn takes no condition, so AWS writes a tag whose value refers to the permission only when that exists. */
function waitByTag(bucket: Fields, condition: string, permissionId: string): void {
  const properties = child(bucket, 'Properties');
  const tags = Array.isArray(properties['Tags']) ? properties['Tags'] : [];
  const tag = {
    Key: `sam:ConditionalDependsOn:${permissionId}`,
    Value: { 'Fn::If': [condition, ref(permissionId), 'no dependency'] },
  };
  properties['Tags'] = [...tags, tag];
}

function child(parent: Fields, name: string): Fields {
  const value = parent[name];
  if (isMap(value)) return value;
  const made: Fields = {};
  parent[name] = made;
  return made;
}
