/** TagResource, for log groups. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html */
import type { TagResourceRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import type { Logs } from '../logs.ts';
import { addTags, taggedGroup } from '../tags.ts';

export const tagResource =
  (logs: Logs): Operation<TagResourceRequest, object> =>
  (input, call) => {
    const group = taggedGroup(logs, call, input.resourceArn ?? '');
    logs.groups.putGroup(call, addTags(group, input.tags ?? {}));
    return {};
  };
