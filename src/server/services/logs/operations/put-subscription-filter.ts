/**
 * PutSubscriptionFilter, for functions.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html
 */
import type { PutSubscriptionFilterRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { filterKey } from '../log-group.ts';
import type { Logs } from '../logs.ts';
import { readPattern } from '../read-pattern.ts';
import { checkDestination, mostSubscriptions, refuseForeignFunction } from '../subscription/subscription-filter.ts';
import { checkFilterName, checkGroupName, checkOneOf } from '../validate.ts';

/** A filter of the same name is replaced. @throws InvalidParameterException, ResourceNotFoundException, LimitExceededException */
export const putSubscriptionFilter =
  (logs: Logs): Operation<PutSubscriptionFilterRequest, object> =>
  (input, call) => {
    const { logGroupName = '', filterName = '', filterPattern = '', destinationArn = '', distribution = 'ByLogStream' } = input;
    checkGroupName(logGroupName);
    checkFilterName(filterName);
    checkOneOf(distribution, 'distribution', ['Random', 'ByLogStream']);
    readPattern(filterPattern);
    for (const member of ['fieldSelectionCriteria', 'applyOnTransformedLogs'] as const)
      if (input[member]) throw errors.notBuilt(member);
    if (input.emitSystemFields && input.emitSystemFields.length > 0) throw errors.notBuilt('emitSystemFields');
    refuseForeignFunction(call, destinationArn);
    const group = logs.groups.group(call, logGroupName);
    const { subscriptionFilters } = logs.groups;
    const known = subscriptionFilters.get(call, filterKey(group, filterName));
    if (!known && subscriptionFilters.list(call, filterKey(group, '')).length >= mostSubscriptions) throw errors.limit();
    checkDestination(logs.invoker, call, group, destinationArn, input.roleArn);
    const creationTime = known?.creationTime ?? logs.now();
    const filter = { filterName, logGroupName, filterPattern, destinationArn, distribution, creationTime };
    subscriptionFilters.put(call, filterKey(group, filterName), filter);
    return {};
  };
