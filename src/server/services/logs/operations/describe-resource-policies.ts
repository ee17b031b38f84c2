/** DescribeResourcePolicies, by name. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeResourcePolicies.html */
import type { DescribeResourcePoliciesRequest, DescribeResourcePoliciesResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { Logs } from '../logs.ts';
import { pageByKey } from '../next-token.ts';
import { describedPolicy } from '../resource-policy.ts';
import { checkLimit, checkOneOf } from '../validate.ts';

/** @throws InvalidParameterException */
export const describeResourcePolicies =
  (logs: Logs): Operation<DescribeResourcePoliciesRequest, DescribeResourcePoliciesResponse> =>
  (input, call) => {
    checkOneOf(input.policyScope, 'policyScope', ['ACCOUNT', 'RESOURCE']);
    if (input.resourceArn) throw errors.notBuilt('resourceArn');
    const limit = checkLimit(input.limit, 50);
    const found = input.policyScope === 'RESOURCE' ? [] : logs.resourcePolicies.list(call).map(({ value }) => value);
    const { page, nextToken } = pageByKey(found, (policy) => policy.policyName, [], input.nextToken, limit);
    return { resourcePolicies: page.map(describedPolicy), nextToken };
  };
