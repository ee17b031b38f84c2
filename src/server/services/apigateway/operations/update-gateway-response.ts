/** UpdateGatewayResponse, by patch operations. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateGatewayResponse.html */
import type { GatewayResponse, UpdateGatewayResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { checkResponseType } from '../constraints.ts';
import { defaultGatewayResponse } from '../gateway-responses.ts';
import { patchGatewayResponse } from '../patch/gateway-response.ts';
import { readPatches } from '../patch/read-patches.ts';
import { gatewayResponseShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws ValidationException, BadRequestException, NotFoundException; then nothing is changed. */
export const updateGatewayResponse =
  (store: ApiGatewayStore): Operation<UpdateGatewayResponseRequest, GatewayResponse> =>
  (input, call) => {
    const responseType = input.responseType ?? '';
    checkResponseType(responseType);
    const patches = readPatches('updateGatewayResponseInput', input.patchOperations);
    const { id: apiId } = store.api(call, input.restApiId ?? '');
    const before = store.gatewayResponses.find(call, apiId, responseType) ?? defaultGatewayResponse(responseType);
    const response = patches.reduce(patchGatewayResponse, before);
    store.gatewayResponses.put(call, apiId, response);
    return gatewayResponseShape(response, false);
  };
