/** GetIntegration. https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegration.html */
import type { GetIntegrationRequest, Integration } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { integrationShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getIntegration =
  (store: ApiGatewayStore): Operation<GetIntegrationRequest, Integration> =>
  (input, call) => {
    const { method } = store.method(call, input.restApiId ?? '', input.resourceId ?? '', input.httpMethod ?? '');
    if (!method.integration) throw errors.noIntegration();
    return integrationShape(method.integration);
  };
