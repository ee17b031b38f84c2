/** GetRestApis: the caller's APIs, oldest first. https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html */
import type { GetRestApisRequest, RestApis } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { pageOf } from '../paging.ts';
import { restApiShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getRestApis =
  (store: ApiGatewayStore): Operation<GetRestApisRequest, RestApis> =>
  (input, call) => {
    const all = store.apis(call).sort((a, b) => a.createdDate - b.createdDate);
    const page = pageOf(all, input.position, input.limit);
    return { items: page.items.map((api) => restApiShape(api)), position: page.position };
  };
