/** GetMethodResponse. https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethodResponse.html */
import type { GetMethodResponseRequest, MethodResponse } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { methodResponseShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getMethodResponse =
  (store: ApiGatewayStore): Operation<GetMethodResponseRequest, MethodResponse> =>
  (input, call) =>
    methodResponseShape(store.methodResponse(call, input).response);
