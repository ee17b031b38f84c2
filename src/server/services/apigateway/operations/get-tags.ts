/** GetTags. https://docs.aws.amazon.com/apigateway/latest/api/API_GetTags.html */
import type { GetTagsRequest, Tags } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import type { ApiGatewayStore } from '../store.ts';
import { taggedResource } from '../tagged.ts';

export const getTags =
  (store: ApiGatewayStore): Operation<GetTagsRequest, Tags> =>
  (input, call) => ({ tags: { ...taggedResource(store, call, input.resourceArn ?? '').tags } });
