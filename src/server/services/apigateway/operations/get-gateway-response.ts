/** GetGatewayResponse: the API's own, or AWS's. https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponse.html */
import type { GatewayResponse, GetGatewayResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { checkResponseType } from '../constraints.ts';
import { effectiveGatewayResponse } from '../gateway-responses.ts';
import { gatewayResponseShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws ValidationException, NotFoundException */
export const getGatewayResponse =
  (store: ApiGatewayStore): Operation<GetGatewayResponseRequest, GatewayResponse> =>
  (input, call) => {
    const responseType = input.responseType ?? '';
    checkResponseType(responseType);
    const { id: apiId } = store.api(call, input.restApiId ?? '');
    const { response, isDefault } = effectiveGatewayResponse(store, call, apiId, responseType);
    return gatewayResponseShape(response, isDefault);
  };
