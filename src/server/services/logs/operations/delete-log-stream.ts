/** DeleteLogStream, with its events. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html */
import type { DeleteLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import type { Logs } from '../logs.ts';
import { checkGroupName, checkStreamName } from '../validate.ts';

export const deleteLogStream =
  (logs: Logs): Operation<DeleteLogStreamRequest, object> =>
  (input, call) => {
    const groupName = input.logGroupName ?? '';
    const name = input.logStreamName ?? '';
    checkGroupName(groupName);
    checkStreamName(name);
    logs.groups.deleteStream(call, logs.groups.group(call, groupName), name);
    return {};
  };
