/**
 * ListLogGroups: names, ARNs and classes, by a pattern of up to five prefixes (`^/aws`) and parts of names.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListLogGroups.html
 */
import type { ListLogGroupsRequest, ListLogGroupsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { groupArn } from '../log-group.ts';
import type { Logs } from '../logs.ts';
import { pageByKey } from '../next-token.ts';
import { checkLimit, checkOneOf, groupClasses } from '../validate.ts';

const alternative = '\\^?[.\\-_/#A-Za-z0-9]{3,24}';
const patternShape = new RegExp(`^${alternative}(\\|${alternative}){0,4}$`);

/** @throws InvalidParameterException. Filters by data source and by index are refused. */
export const listLogGroups =
  (logs: Logs): Operation<ListLogGroupsRequest, ListLogGroupsResponse> =>
  (input, call) => {
    const { logGroupNamePattern: pattern, logGroupClass, logGroupTags = [] } = input;
    for (const member of ['includeLinkedAccounts', 'dataSources', 'fieldIndexNames'] as const)
      if (input[member]) throw errors.notBuilt(member);
    if (pattern !== undefined && !patternShape.test(pattern))
      throw errors.constraint(pattern, 'logGroupNamePattern', `satisfy regular expression pattern: ${patternShape.source}`);
    checkOneOf(logGroupClass, 'logGroupClass', groupClasses);
    const limit = input.limit === undefined ? 50 : checkLimit(input.limit, 1000);
    const matches = namesLike(pattern);
    const found = logs.groups.listGroups(call, '').filter(
      (group) =>
        matches(group.name) &&
        (logGroupClass === undefined || group.logGroupClass === logGroupClass) &&
        logGroupTags.every(({ key = '', values = [] }) => {
          const value = group.tags[key];
          return value !== undefined && (values.length === 0 || values.includes(value));
        }),
    );
    const request = [pattern, logGroupClass, logGroupTags];
    const { page, nextToken } = pageByKey(found, (group) => group.name, request, input.nextToken, limit);
    return {
      logGroups: page.map((group) => ({
        logGroupName: group.name,
        logGroupArn: groupArn(call, group),
        logGroupClass: group.logGroupClass,
      })),
      nextToken,
    };
  };

function namesLike(pattern: string | undefined): (name: string) => boolean {
  const alternatives = pattern?.split('|');
  if (!alternatives) return () => true;
  return (name) => alternatives.some((part) => (part.startsWith('^') ? name.startsWith(part.slice(1)) : name.includes(part)));
}
