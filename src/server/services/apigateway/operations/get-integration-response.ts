/** GetIntegrationResponse. https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegrationResponse.html */
import type { GetIntegrationResponseRequest, IntegrationResponse } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { checkStatusCode } from '../constraints.ts';
import { integrationResponseShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getIntegrationResponse =
  (store: ApiGatewayStore): Operation<GetIntegrationResponseRequest, IntegrationResponse> =>
  (input, call) => {
    checkStatusCode(input.statusCode ?? '');
    return integrationResponseShape(store.integrationResponse(call, input).response);
  };
