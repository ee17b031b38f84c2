/** DescribeLogGroups, by name. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
import type {
  LogGroup as DescribedGroup,
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { filterKey, groupArn, groupNameOfArn, type LogGroup } from '../log-group.ts';
import type { Logs } from '../logs.ts';
import { decodeToken, encodeToken } from '../next-token.ts';
import { storedBytesOf } from '../stored-bytes.ts';
import { checkGroupName, checkLimit, checkOneOf, groupClasses } from '../validate.ts';

/** `logGroupNamePattern` is a part of the name, in the same case. @throws InvalidParameterException */
export const describeLogGroups =
  (logs: Logs): Operation<DescribeLogGroupsRequest, DescribeLogGroupsResponse> =>
  async (input, call) => {
    const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, logGroupIdentifiers: identifiers } = input;
    if (prefix !== undefined) checkGroupName(prefix, 'logGroupNamePrefix');
    if (pattern) checkGroupName(pattern, 'logGroupNamePattern');
    checkOneOf(input.logGroupClass, 'logGroupClass', groupClasses);
    if (prefix && pattern) throw errors.prefixAndPattern();
    if (input.includeLinkedAccounts) throw errors.notBuilt('includeLinkedAccounts');
    const limit = checkLimit(input.limit, 50);
    const request = [prefix, pattern, identifiers, input.logGroupClass];
    const [after = ''] = input.nextToken ? decodeToken(request, input.nextToken) : [];
    const names = identifiers?.map((given) => (given.startsWith('arn:') ? groupNameOfArn(given) : given));
    const found = logs.groups
      .listGroups(call, prefix ?? '')
      .filter(
        (group) =>
          group.name > after &&
          (!pattern || group.name.includes(pattern)) &&
          (!names || names.includes(group.name)) &&
          (!input.logGroupClass || group.logGroupClass === input.logGroupClass),
      );
    const page = found.slice(0, limit);
    // With a pattern AWS tells neither sizes nor retention.
    const sizes = pattern ? new Map<string, number>() : await storedBytesOf(logs, call, page, call.signal);
    const shown = (group: LogGroup): DescribedGroup => ({
      logGroupName: group.name,
      creationTime: group.creationTime,
      arn: `${groupArn(call, group)}:*`,
      metricFilterCount: logs.groups.metricFilters.list(call, filterKey(group, '')).length,
      logGroupClass: group.logGroupClass,
      logGroupArn: groupArn(call, group),
      ...(pattern ? {} : detailsOf(group, sizes.get(group.id) ?? 0)),
    });
    const detailsOf = (group: LogGroup, storedBytes: number): DescribedGroup => ({
      retentionInDays: group.retentionInDays,
      storedBytes,
      deletionProtectionEnabled: false,
    });
    return {
      logGroups: page.map(shown),
      nextToken: found.length > limit ? encodeToken(request, [page[page.length - 1]?.name ?? '']) : undefined,
    };
  };
