/** DeleteMethod. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethod.html */
import type { DeleteMethodRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import type { ApiGatewayStore } from '../store.ts';

export const deleteMethod =
  (store: ApiGatewayStore): Operation<DeleteMethodRequest, object> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const { resource, method } = store.method(call, apiId, input.resourceId ?? '', input.httpMethod ?? '');
    const { [method.httpMethod]: _gone, ...methods } = resource.methods;
    store.putResource(call, apiId, { ...resource, methods });
    return {};
  };
