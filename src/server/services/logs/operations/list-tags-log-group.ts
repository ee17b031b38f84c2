/** ListTagsLogGroup, the older form. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsLogGroup.html */
import type { ListTagsLogGroupRequest, ListTagsLogGroupResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import type { Logs } from '../logs.ts';
import { checkGroupName } from '../validate.ts';

export const listTagsLogGroup =
  (logs: Logs): Operation<ListTagsLogGroupRequest, ListTagsLogGroupResponse> =>
  (input, call) => {
    const name = input.logGroupName ?? '';
    checkGroupName(name);
    return { tags: { ...logs.groups.group(call, name).tags } };
  };
