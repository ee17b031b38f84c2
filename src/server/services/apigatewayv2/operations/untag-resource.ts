/**
 * UntagResource: takes tags from an API or a stage.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html
 */
import type { UntagResourceRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import type { HttpApis } from '../store.ts';
import { taggedResource } from '../tagged.ts';

export const untagResource =
  (store: HttpApis): Operation<UntagResourceRequest, object> =>
  (input, call) => {
    const resource = taggedResource(store, call, input.ResourceArn ?? '');
    const removed = new Set(input.TagKeys ?? []);
    resource.put(Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !removed.has(key))));
    return {};
  };
