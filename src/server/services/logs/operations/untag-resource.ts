/** UntagResource, for log groups. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html */
import type { UntagResourceRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import type { Logs } from '../logs.ts';
import { removeTags, taggedGroup } from '../tags.ts';

export const untagResource =
  (logs: Logs): Operation<UntagResourceRequest, object> =>
  (input, call) => {
    const group = taggedGroup(logs, call, input.resourceArn ?? '');
    logs.groups.putGroup(call, removeTags(group, input.tagKeys ?? []));
    return {};
  };
