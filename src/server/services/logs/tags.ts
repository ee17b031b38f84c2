/**
 * Tags of log groups. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html
 */
import type { Scope } from '../../store/ports.ts';
import { errors } from './errors.ts';
import type { LogGroup } from './log-group.ts';
import { groupNameOfArn } from './log-group.ts';
import type { Logs } from './logs.ts';

type Tags = Readonly<Record<string, string>>;

/** @throws ResourceNotFoundException also for ARNs of what cannot be made here. */
export function taggedGroup(logs: Logs, scope: Scope, arn: string): LogGroup {
  const name = groupNameOfArn(arn);
  const [, , , region, account] = arn.split(':');
  if (region !== scope.region || account !== scope.account) throw errors.noResource();
  return logs.groups.group(scope, name);
}

/** @throws TooManyTagsException, InvalidParameterException */
export function addTags(group: LogGroup, tags: Tags): LogGroup {
  checkTags(tags);
  const all = { ...group.tags, ...tags };
  if (Object.keys(all).length > 50) throw errors.tooManyTags();
  return { ...group, tags: all };
}

/** Keys that are not there are no error. */
export function removeTags(group: LogGroup, keys: readonly string[]): LogGroup {
  return { ...group, tags: Object.fromEntries(Object.entries(group.tags).filter(([key]) => !keys.includes(key))) };
}

/** @throws InvalidParameterException, TooManyTagsException */
export function checkTags(tags: Tags): void {
  if (Object.keys(tags).length > 50) throw errors.tooManyTags();
  for (const [key, value] of Object.entries(tags)) {
    if (key.length < 1 || key.length > 128 || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u.test(key) || /^aws:/i.test(key))
      throw errors.constraint(key, 'tags', 'satisfy regular expression pattern: ^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$');
    if (value.length > 256 || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(value))
      throw errors.constraint(value, 'tags', 'satisfy regular expression pattern: ^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$');
  }
}
