/** DeleteIntegration. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegration.html */
import type { DeleteIntegrationRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { ApiGatewayStore } from '../store.ts';

export const deleteIntegration =
  (store: ApiGatewayStore): Operation<DeleteIntegrationRequest, object> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const { resource, method } = store.method(call, apiId, input.resourceId ?? '', input.httpMethod ?? '');
    if (!method.integration) throw errors.noIntegration();
    store.putMethod(call, apiId, resource, { ...method, integration: undefined });
    return {};
  };
