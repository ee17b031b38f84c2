/** DeleteMetricFilter. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteMetricFilter.html */
import type { DeleteMetricFilterRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { filterKey } from '../log-group.ts';
import type { Logs } from '../logs.ts';
import { checkFilterName, checkGroupName } from '../validate.ts';

/** @throws InvalidParameterException, ResourceNotFoundException */
export const deleteMetricFilter =
  (logs: Logs): Operation<DeleteMetricFilterRequest, object> =>
  (input, call) => {
    const { logGroupName = '', filterName = '' } = input;
    checkFilterName(filterName);
    checkGroupName(logGroupName);
    const group = logs.groups.group(call, logGroupName);
    if (!logs.groups.metricFilters.delete(call, filterKey(group, filterName))) throw errors.noMetricFilter();
    return {};
  };
