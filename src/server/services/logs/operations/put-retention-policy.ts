/** PutRetentionPolicy. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
import type { PutRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import type { Logs } from '../logs.ts';
import { checkGroupName, checkRetention } from '../validate.ts';

/** @throws InvalidParameterException, ResourceNotFoundException */
export const putRetentionPolicy =
  (logs: Logs): Operation<PutRetentionPolicyRequest, object> =>
  (input, call) => {
    const name = input.logGroupName ?? '';
    checkGroupName(name);
    const retentionInDays = checkRetention(input.retentionInDays);
    logs.groups.putGroup(call, { ...logs.groups.group(call, name), retentionInDays });
    return {};
  };
