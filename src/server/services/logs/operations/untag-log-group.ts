/** UntagLogGroup, the older form. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagLogGroup.html */
import type { UntagLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import type { Logs } from '../logs.ts';
import { removeTags } from '../tags.ts';
import { checkGroupName } from '../validate.ts';

export const untagLogGroup =
  (logs: Logs): Operation<UntagLogGroupRequest, object> =>
  (input, call) => {
    const name = input.logGroupName ?? '';
    checkGroupName(name);
    logs.groups.putGroup(call, removeTags(logs.groups.group(call, name), input.tags ?? []));
    return {};
  };
