/** PutResourcePolicy, of the account. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html */
import type { PutResourcePolicyRequest, PutResourcePolicyResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { Logs } from '../logs.ts';
import { checkPolicyDocument, mostResourcePolicies, shownPolicy } from '../resource-policy.ts';
import { checkFilterName } from '../validate.ts';

/** One of the same name is replaced. @throws InvalidParameterException, LimitExceededException. Policies of one group are refused. */
export const putResourcePolicy =
  (logs: Logs): Operation<PutResourcePolicyRequest, PutResourcePolicyResponse> =>
  (input, call) => {
    const { policyName = '', policyDocument = '' } = input;
    for (const member of ['resourceArn', 'expectedRevisionId'] as const) if (input[member]) throw errors.notBuilt(member);
    checkFilterName(policyName, 'policyName');
    checkPolicyDocument(policyDocument);
    const { resourcePolicies } = logs;
    if (!resourcePolicies.get(call, policyName) && resourcePolicies.list(call).length >= mostResourcePolicies)
      throw errors.limit();
    const policy = { policyName, policyDocument, lastUpdatedTime: logs.now() };
    resourcePolicies.put(call, policyName, policy);
    return { resourcePolicy: shownPolicy(policy) };
  };
