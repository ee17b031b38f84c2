/** DeleteLogGroup, with its events. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
import type { DeleteLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import type { Logs } from '../logs.ts';
import { checkGroupName } from '../validate.ts';

export const deleteLogGroup =
  (logs: Logs): Operation<DeleteLogGroupRequest, object> =>
  (input, call) => {
    const name = input.logGroupName ?? '';
    checkGroupName(name);
    logs.groups.deleteGroup(call, name);
    return {};
  };
