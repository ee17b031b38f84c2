/** DeleteRestApi, with all it holds. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRestApi.html */
import type { DeleteRestApiRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import type { ApiGatewayStore } from '../store.ts';

export const deleteRestApi =
  (store: ApiGatewayStore): Operation<DeleteRestApiRequest, object> =>
  (input, call) => {
    store.transaction(() => store.deleteApi(call, input.restApiId ?? ''));
    return {};
  };
