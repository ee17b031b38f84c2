/** PutGatewayResponse. https://docs.aws.amazon.com/apigateway/latest/api/API_PutGatewayResponse.html */
import type { GatewayResponse, PutGatewayResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { checkResponseType } from '../constraints.ts';
import { defaultGatewayResponse } from '../gateway-responses.ts';
import { gatewayResponseShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws ValidationException for a type that there is not, NotFoundException */
export const putGatewayResponse =
  (store: ApiGatewayStore): Operation<PutGatewayResponseRequest, GatewayResponse> =>
  (input, call) => {
    const responseType = input.responseType ?? '';
    checkResponseType(responseType);
    const { id: apiId } = store.api(call, input.restApiId ?? '');
    const fallback = defaultGatewayResponse(responseType);
    const response = {
      responseType,
      statusCode: input.statusCode ?? fallback.statusCode,
      responseParameters: input.responseParameters ?? {},
      responseTemplates: input.responseTemplates ?? fallback.responseTemplates,
    };
    store.gatewayResponses.put(call, apiId, response);
    return gatewayResponseShape(response, false);
  };
