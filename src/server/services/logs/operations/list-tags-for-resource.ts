/** ListTagsForResource, for log groups. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html */
import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import type { Logs } from '../logs.ts';
import { taggedGroup } from '../tags.ts';

export const listTagsForResource =
  (logs: Logs): Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> =>
  (input, call) => ({ tags: { ...taggedGroup(logs, call, input.resourceArn ?? '').tags } });
