/**
 * `S3` events: the bucket of the same template gets the notification, and waits for the permission.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-s3.html
 */
import { isDeepStrictEqual } from 'node:util';
import { InvalidEvent, InvalidResource } from '../errors.ts';
import { expectList } from '../expect.ts';
import { conditionOf, type Translation } from '../translation.ts';
import { type Fields, isMap, ref, refOf, when } from '../values.ts';
import { type FunctionEvent, requireProperty } from './events.ts';
import { emitPermission, targetArn } from './permission.ts';

export function translateS3Event(translation: Translation, event: FunctionEvent): void {
  const bucketId = refOf(requireProperty(event, 'Bucket'));
  const bucket = bucketId === undefined ? undefined : translation.resources[bucketId];
  if (bucket?.['Type'] !== 'AWS::S3::Bucket')
    throw new InvalidEvent(event.id, 'S3 events must reference an S3 bucket in the same template.');
  const wanted = requireProperty(event, 'Events');
  const eventId = event.resource.logicalId + event.id;
  if (typeof wanted !== 'string' && !(Array.isArray(wanted) && wanted.every((one) => typeof one === 'string')))
    throw new InvalidResource(eventId, "Type of property 'Events' is invalid.");
  const permissionId = emitPermission(translation, event, 's3.amazonaws.com', { SourceAccount: ref('AWS::AccountId') });
  const condition = conditionOf(event.resource);
  if (condition === undefined) bucket['DependsOn'] = [...dependencies(eventId, bucket), permissionId];
  else waitByTag(String(bucketId), bucket, condition, permissionId);
  const invalid = (reason: string) => new InvalidResource(String(bucketId), reason);
  const properties = child(bucket, 'Properties', invalid('Properties should be a map.'));
  const notifications = child(
    properties,
    'NotificationConfiguration',
    invalid("Property 'NotificationConfiguration' should be a map."),
  );
  const filter = event.properties['Filter'] === undefined ? {} : { Filter: event.properties['Filter'] };
  const added = (Array.isArray(wanted) ? wanted : [wanted]).map((name) =>
    when(condition, { Function: targetArn(event), Event: name, ...filter }),
  );
  const { LambdaConfigurations: present } = notifications;
  if (present !== undefined && present !== null && !Array.isArray(present))
    throw invalid('Invalid type for LambdaConfigurations. Must be a list.');
  const all: unknown[] = Array.isArray(present) ? [...present] : [];
  for (const one of added) if (!all.some((other) => isDeepStrictEqual(one, other))) all.push(one);
  notifications['LambdaConfigurations'] = all;
}

function dependencies(eventId: string, bucket: Fields): string[] {
  const value = bucket['DependsOn'] === undefined ? [] : bucket['DependsOn'];
  const names: unknown[] = Array.isArray(value) ? value : [value];
  if (names.every((name) => typeof name === 'string')) return names;
  throw new InvalidResource(eventId, "Invalid type for field 'DependsOn'. Expected a string or list of strings.");
}

/** DependsOn takes no condition, so AWS writes a tag whose value refers to the permission only when that exists. */
function waitByTag(bucketId: string, bucket: Fields, condition: string, permissionId: string): void {
  const properties = child(bucket, 'Properties', new InvalidResource(bucketId, 'Properties should be a map.'));
  const tags = expectList(bucketId, 'Tags', properties['Tags'] ?? []);
  const tag = {
    Key: `sam:ConditionalDependsOn:${permissionId}`,
    Value: { 'Fn::If': [condition, ref(permissionId), 'no dependency'] },
  };
  properties['Tags'] = [...tags, tag];
}

/** The map of that name, made when there is none. */
function child(parent: Fields, name: string, wrong: InvalidResource): Fields {
  const value = parent[name];
  if (isMap(value)) return value;
  if (value !== undefined && value !== null) throw wrong;
  const made: Fields = {};
  parent[name] = made;
  return made;
}
