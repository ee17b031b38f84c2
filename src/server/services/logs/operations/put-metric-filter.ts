/** PutMetricFilter. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
import type { PutMetricFilterRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { filterKey } from '../log-group.ts';
import type { Logs } from '../logs.ts';
import { checkTransformation, mostMetricFilters } from '../metric-filter/metric-filter.ts';
import { readPattern } from '../read-pattern.ts';
import { checkFilterName, checkGroupName } from '../validate.ts';

/** A filter of the same name is replaced. @throws InvalidParameterException, ResourceNotFoundException, LimitExceededException */
export const putMetricFilter =
  (logs: Logs): Operation<PutMetricFilterRequest, object> =>
  (input, call) => {
    const { logGroupName = '', filterName = '', filterPattern = '' } = input;
    checkGroupName(logGroupName);
    checkFilterName(filterName);
    const transformation = checkTransformation(input.metricTransformations ?? [], readPattern(filterPattern));
    for (const member of ['fieldSelectionCriteria', 'applyOnTransformedLogs'] as const)
      if (input[member]) throw errors.notBuilt(member);
    if (input.emitSystemFieldDimensions && input.emitSystemFieldDimensions.length > 0)
      throw errors.notBuilt('emitSystemFieldDimensions');
    const group = logs.groups.group(call, logGroupName);
    const { metricFilters } = logs.groups;
    const known = metricFilters.get(call, filterKey(group, filterName));
    if (!known && metricFilters.list(call, filterKey(group, '')).length >= mostMetricFilters) throw errors.limit();
    const creationTime = known?.creationTime ?? logs.now();
    const filter = { filterName, logGroupName, filterPattern, transformation, creationTime };
    metricFilters.put(call, filterKey(group, filterName), filter);
    return {};
  };
