/** GetRestApi. https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApi.html */
import type { GetRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { restApiShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getRestApi =
  (store: ApiGatewayStore): Operation<GetRestApiRequest, RestApi> =>
  (input, call) =>
    restApiShape(store.api(call, input.restApiId ?? ''), true);
