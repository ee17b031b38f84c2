/** GetTags: of an API or a stage. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html */
import type { GetTagsRequest, GetTagsResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import type { HttpApis } from '../store.ts';
import { taggedResource } from '../tagged.ts';

export const getTags =
  (store: HttpApis): Operation<GetTagsRequest, GetTagsResponse> =>
  (input, call) => ({ Tags: { ...taggedResource(store, call, input.ResourceArn ?? '').tags } });
