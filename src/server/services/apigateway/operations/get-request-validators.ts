/** GetRequestValidators. https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidators.html */
import type { GetRequestValidatorsRequest, RequestValidators } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { pageOf } from '../paging.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getRequestValidators =
  (store: ApiGatewayStore): Operation<GetRequestValidatorsRequest, RequestValidators> =>
  (input, call) =>
    pageOf(store.requestValidators.list(call, input.restApiId ?? ''), input.position, input.limit);
