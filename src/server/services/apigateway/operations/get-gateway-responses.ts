/** GetGatewayResponses: all types, in order of their names. https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponses.html */
import type { GatewayResponses, GetGatewayResponsesRequest } from '@aws-sdk/client-api-gateway';
import { gatewayResponseTypes } from '../../gateway-response-types.ts';
import type { Operation } from '../../service.ts';
import { effectiveGatewayResponse } from '../gateway-responses.ts';
import { pageOf } from '../paging.ts';
import { gatewayResponseShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getGatewayResponses =
  (store: ApiGatewayStore): Operation<GetGatewayResponsesRequest, GatewayResponses> =>
  (input, call) => {
    const { id: apiId } = store.api(call, input.restApiId ?? '');
    const all = Object.keys(gatewayResponseTypes).map((type) => {
      const { response, isDefault } = effectiveGatewayResponse(store, call, apiId, type);
      return gatewayResponseShape(response, isDefault);
    });
    return pageOf(all, input.position, input.limit);
  };
