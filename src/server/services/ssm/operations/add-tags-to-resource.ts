/** AddTagsToResource. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html */
import type { AddTagsToResourceRequest } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import type { Ssm } from '../parameter.ts';
import { taggedParameter } from '../tagged-parameter.ts';
import { toTags } from '../write-parameter.ts';

/** Of parameters. @throws InvalidResourceId, InvalidResourceType */
export const addTagsToResource =
  (ssm: Ssm): Operation<AddTagsToResourceRequest, object> =>
  (input, call) => {
    const parameter = taggedParameter(ssm, call, input.ResourceType, input.ResourceId);
    ssm.parameters.put(call, { ...parameter, tags: { ...parameter.tags, ...toTags(input.Tags ?? []) } });
    return {};
  };
