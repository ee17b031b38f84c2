/** GetRequestValidator. https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidator.html */
import type { GetRequestValidatorRequest, RequestValidator } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getRequestValidator =
  (store: ApiGatewayStore): Operation<GetRequestValidatorRequest, RequestValidator> =>
  (input, call) =>
    store.requestValidators.get(call, input.restApiId ?? '', input.requestValidatorId ?? '');
