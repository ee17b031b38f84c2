/** DeleteRetentionPolicy: events are kept for ever again. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html */
import type { DeleteRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import type { Logs } from '../logs.ts';
import { checkGroupName } from '../validate.ts';

export const deleteRetentionPolicy =
  (logs: Logs): Operation<DeleteRetentionPolicyRequest, object> =>
  (input, call) => {
    const name = input.logGroupName ?? '';
    checkGroupName(name);
    logs.groups.putGroup(call, { ...logs.groups.group(call, name), retentionInDays: undefined });
    return {};
  };
