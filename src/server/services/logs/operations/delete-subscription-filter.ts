/** DeleteSubscriptionFilter. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteSubscriptionFilter.html */
import type { DeleteSubscriptionFilterRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { filterKey } from '../log-group.ts';
import type { Logs } from '../logs.ts';
import { checkFilterName, checkGroupName } from '../validate.ts';

/** @throws InvalidParameterException, ResourceNotFoundException */
export const deleteSubscriptionFilter =
  (logs: Logs): Operation<DeleteSubscriptionFilterRequest, object> =>
  (input, call) => {
    const { logGroupName = '', filterName = '' } = input;
    checkGroupName(logGroupName);
    checkFilterName(filterName);
    const group = logs.groups.group(call, logGroupName);
    if (!logs.groups.subscriptionFilters.delete(call, filterKey(group, filterName))) throw errors.noSubscriptionFilter();
    return {};
  };
