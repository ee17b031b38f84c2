/** RemoveTagsFromResource. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RemoveTagsFromResource.html */
import type { RemoveTagsFromResourceRequest } from '@aws-sdk/client-ssm';
import type { Operation } from '../../service.ts';
import type { Ssm } from '../parameter.ts';
import { taggedParameter } from '../tagged-parameter.ts';

/** Of parameters. @throws InvalidResourceId, InvalidResourceType */
export const removeTagsFromResource =
  (ssm: Ssm): Operation<RemoveTagsFromResourceRequest, object> =>
  (input, call) => {
    const parameter = taggedParameter(ssm, call, input.ResourceType, input.ResourceId);
    const tags = Object.fromEntries(Object.entries(parameter.tags).filter(([key]) => !input.TagKeys?.includes(key)));
    ssm.parameters.put(call, { ...parameter, tags });
    return {};
  };
