/** TagLogGroup, the older form. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html */
import type { TagLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import type { Logs } from '../logs.ts';
import { addTags } from '../tags.ts';
import { checkGroupName } from '../validate.ts';

export const tagLogGroup =
  (logs: Logs): Operation<TagLogGroupRequest, object> =>
  (input, call) => {
    const name = input.logGroupName ?? '';
    checkGroupName(name);
    logs.groups.putGroup(call, addTags(logs.groups.group(call, name), input.tags ?? {}));
    return {};
  };
