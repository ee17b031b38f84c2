/** GetResources: the tree of an API. https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html */
import type { GetResourcesRequest, Resources } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { pageOf } from '../paging.ts';
import { resourceShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getResources =
  (store: ApiGatewayStore): Operation<GetResourcesRequest, Resources> =>
  (input, call) => {
    const embed = input.embed?.includes('methods') ?? false;
    const page = pageOf(store.resources(call, input.restApiId ?? ''), input.position, input.limit);
    return { items: page.items.map((resource) => resourceShape(resource, embed)), position: page.position };
  };
