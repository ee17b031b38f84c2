/** DeleteGatewayResponse: back to AWS's. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteGatewayResponse.html */
import type { DeleteGatewayResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { checkResponseType } from '../constraints.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws ValidationException, NotFoundException when the API has none of its own. */
export const deleteGatewayResponse =
  (store: ApiGatewayStore): Operation<DeleteGatewayResponseRequest, object> =>
  (input, call) => {
    checkResponseType(input.responseType ?? '');
    const { id: apiId } = store.api(call, input.restApiId ?? '');
    const { responseType } = store.gatewayResponses.get(call, apiId, input.responseType ?? '');
    store.gatewayResponses.delete(call, apiId, responseType);
    return {};
  };
