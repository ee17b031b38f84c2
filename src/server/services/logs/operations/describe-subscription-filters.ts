/** DescribeSubscriptionFilters, by name. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeSubscriptionFilters.html */
import type { DescribeSubscriptionFiltersRequest, DescribeSubscriptionFiltersResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { filterKey } from '../log-group.ts';
import type { Logs } from '../logs.ts';
import { pageByKey } from '../next-token.ts';
import { checkFilterName, checkGroupName, checkLimit } from '../validate.ts';

/** @throws InvalidParameterException, ResourceNotFoundException */
export const describeSubscriptionFilters =
  (logs: Logs): Operation<DescribeSubscriptionFiltersRequest, DescribeSubscriptionFiltersResponse> =>
  (input, call) => {
    const { logGroupName = '', filterNamePrefix: prefix } = input;
    checkGroupName(logGroupName);
    if (prefix !== undefined) checkFilterName(prefix, 'filterNamePrefix');
    const limit = checkLimit(input.limit, 50);
    const group = logs.groups.group(call, logGroupName);
    const found = logs.groups.subscriptionFilters.list(call, filterKey(group, prefix ?? '')).map(({ value }) => value);
    const { page, nextToken } = pageByKey(found, (filter) => filter.filterName, [group.id, prefix], input.nextToken, limit);
    return { subscriptionFilters: page.map((filter) => ({ ...filter, applyOnTransformedLogs: false })), nextToken };
  };
