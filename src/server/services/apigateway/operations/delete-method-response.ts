/** DeleteMethodResponse. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethodResponse.html */
import type { DeleteMethodResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { without } from '../patch/read-patches.ts';
import type { ApiGatewayStore } from '../store.ts';

export const deleteMethodResponse =
  (store: ApiGatewayStore): Operation<DeleteMethodResponseRequest, object> =>
  (input, call) => {
    const { resource, method, response } = store.methodResponse(call, input);
    const responses = without(method.responses, response.statusCode);
    store.putMethod(call, input.restApiId ?? '', resource, { ...method, responses });
    return {};
  };
