/**
 * DescribeMetricFilters: of one group or of all, by name.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html
 */
import type { DescribeMetricFiltersRequest, DescribeMetricFiltersResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { filterKey } from '../log-group.ts';
import type { Logs } from '../logs.ts';
import { checkMetricWord, checkNamespace } from '../metric-filter/metric-filter.ts';
import { pageByKey } from '../next-token.ts';
import { checkFilterName, checkGroupName, checkLimit } from '../validate.ts';

/** @throws InvalidParameterException, ResourceNotFoundException */
export const describeMetricFilters =
  (logs: Logs): Operation<DescribeMetricFiltersRequest, DescribeMetricFiltersResponse> =>
  (input, call) => {
    const { logGroupName, filterNamePrefix: prefix = '', metricName, metricNamespace } = input;
    if (input.filterNamePrefix !== undefined) checkFilterName(prefix, 'filterNamePrefix');
    if (logGroupName !== undefined) checkGroupName(logGroupName);
    if (metricName !== undefined) checkMetricWord(metricName, 'metricName');
    if (metricNamespace !== undefined) checkNamespace(metricNamespace, 'metricNamespace');
    if ((metricName === undefined) !== (metricNamespace === undefined)) throw errors.metricNameAlone();
    const limit = checkLimit(input.limit, 50);
    const of = logGroupName === undefined ? '' : filterKey(logs.groups.group(call, logGroupName), '');
    const found = logs.groups.metricFilters
      .list(call, of)
      .filter(
        ({ value: { filterName, transformation } }) =>
          filterName.startsWith(prefix) &&
          (metricName === undefined ||
            (transformation.metricName === metricName && transformation.metricNamespace === metricNamespace)),
      );
    const request = [of, prefix, metricName, metricNamespace];
    const key = ({ value }: (typeof found)[number]) => `${value.filterName}:${value.logGroupName}`;
    const { page, nextToken } = pageByKey(found, key, request, input.nextToken, limit);
    return {
      metricFilters: page.map(({ value: { transformation, ...filter } }) => ({
        ...filter,
        metricTransformations: [transformation],
        // Transformers of logs are not built.
        applyOnTransformedLogs: false,
      })),
      nextToken,
    };
  };
