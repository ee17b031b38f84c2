/** GetMethod. https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethod.html */
import type { GetMethodRequest, Method } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { methodShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getMethod =
  (store: ApiGatewayStore): Operation<GetMethodRequest, Method> =>
  (input, call) =>
    methodShape(store.method(call, input.restApiId ?? '', input.resourceId ?? '', input.httpMethod ?? '').method);
