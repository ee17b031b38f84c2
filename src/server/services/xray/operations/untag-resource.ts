/** UntagResource: keys that are not there are no error. AWS page: API_UntagResource. */
import type { UntagResourceRequest } from '@aws-sdk/client-xray';
import type { Tenant } from '../../ports.ts';
import { type TaggedResources, taggedResource } from '../tagged-resource.ts';
import { withoutTags } from '../tags.ts';

/** @throws ResourceNotFoundException, InvalidRequestException */
export function untagResource(resources: TaggedResources) {
  return (input: UntagResourceRequest, tenant: Tenant): Record<string, never> => {
    const resource = taggedResource(resources, tenant, input.ResourceARN);
    resource.put(withoutTags(resource.tags, input.TagKeys ?? []));
    return {};
  };
}
