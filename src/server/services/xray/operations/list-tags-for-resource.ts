/** ListTagsForResource: all tags on one page. AWS ignores a token, whatever it is. AWS page: API_ListTagsForResource. */
import type { ListTagsForResourceRequest } from '@aws-sdk/client-xray';
import type { Tenant } from '../../ports.ts';
import { type TaggedResources, taggedResource } from '../tagged-resource.ts';
import { printedTags } from '../tags.ts';

export interface TagsOutput {
  readonly Tags: ReturnType<typeof printedTags>;
  readonly NextToken: null;
}

/** @throws ResourceNotFoundException */
export function listTagsForResource(resources: TaggedResources) {
  return (input: ListTagsForResourceRequest, tenant: Tenant): TagsOutput => ({
    Tags: printedTags(taggedResource(resources, tenant, input.ResourceARN).tags),
    NextToken: null,
  });
}
