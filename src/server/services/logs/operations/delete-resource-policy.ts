/** DeleteResourcePolicy. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteResourcePolicy.html */
import type { DeleteResourcePolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { Logs } from '../logs.ts';

/** @throws InvalidParameterException, ResourceNotFoundException */
export const deleteResourcePolicy =
  (logs: Logs): Operation<DeleteResourcePolicyRequest, object> =>
  (input, call) => {
    const { policyName = '' } = input;
    for (const member of ['resourceArn', 'expectedRevisionId'] as const) if (input[member]) throw errors.notBuilt(member);
    if (!logs.resourcePolicies.delete(call, policyName)) throw errors.noResourcePolicy(policyName);
    return {};
  };
