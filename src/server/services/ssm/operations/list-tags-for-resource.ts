/** ListTagsForResource. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListTagsForResource.html */
import type { ListTagsForResourceRequest, ListTagsForResourceResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import type { Ssm } from '../parameter.ts';
import { taggedParameter } from '../tagged-parameter.ts';

/** Of parameters. @throws InvalidResourceId, InvalidResourceType */
export const listTagsForResource =
  (ssm: Ssm): Operation<ListTagsForResourceRequest, ListTagsForResourceResult> =>
  (input, call) => {
    const parameter = taggedParameter(ssm, call, input.ResourceType, input.ResourceId);
    return { TagList: Object.entries(parameter.tags).map(([Key, Value]) => ({ Key, Value })) };
  };
