/** CreateLogStream. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
import type { CreateLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import type { Logs } from '../logs.ts';
import { checkGroupName, checkStreamName } from '../validate.ts';

/** @throws InvalidParameterException, ResourceNotFoundException, ResourceAlreadyExistsException */
export const createLogStream =
  (logs: Logs): Operation<CreateLogStreamRequest, object> =>
  (input, call) => {
    const groupName = input.logGroupName ?? '';
    const name = input.logStreamName ?? '';
    checkGroupName(groupName);
    checkStreamName(name);
    logs.groups.createStream(call, logs.groups.group(call, groupName), name);
    return {};
  };
