/**
 * TagResource: adds tags to an API or a stage.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html
 */
import type { TagResourceRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import type { HttpApis } from '../store.ts';
import { taggedResource } from '../tagged.ts';

export const tagResource =
  (store: HttpApis): Operation<TagResourceRequest, object> =>
  (input, call) => {
    const resource = taggedResource(store, call, input.ResourceArn ?? '');
    resource.put({ ...resource.tags, ...input.Tags });
    return {};
  };
