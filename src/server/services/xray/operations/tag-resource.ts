/** TagResource: adds tags to a sampling rule or group, over those of the same key. AWS page: API_TagResource. */
import type { TagResourceRequest } from '@aws-sdk/client-xray';
import type { Tenant } from '../../ports.ts';
import { type TaggedResources, taggedResource } from '../tagged-resource.ts';
import { withTags } from '../tags.ts';

/** @throws ResourceNotFoundException, InvalidRequestException */
export function tagResource(resources: TaggedResources) {
  return (input: TagResourceRequest, tenant: Tenant): Record<string, never> => {
    const resource = taggedResource(resources, tenant, input.ResourceARN);
    resource.put(withTags(resource.tags, input.Tags));
    return {};
  };
}
