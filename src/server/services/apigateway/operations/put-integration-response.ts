/** PutIntegrationResponse. https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html */
import type { IntegrationResponse, PutIntegrationResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { checkStatusCode } from '../constraints.ts';
import { errors } from '../errors.ts';
import { checkIntegrationResponse } from '../integration-rules.ts';
import { integrationResponseShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException, ValidationException */
export const putIntegrationResponse =
  (store: ApiGatewayStore): Operation<PutIntegrationResponseRequest, IntegrationResponse> =>
  (input, call) => {
    const statusCode = input.statusCode ?? '';
    checkStatusCode(statusCode);
    const apiId = input.restApiId ?? '';
    const { resource, method } = store.method(call, apiId, input.resourceId ?? '', input.httpMethod ?? '');
    const { integration } = method;
    if (!integration) throw errors.noIntegration();
    const response = {
      statusCode,
      selectionPattern: input.selectionPattern,
      responseParameters: input.responseParameters,
      responseTemplates: input.responseTemplates,
      contentHandling: input.contentHandling,
    };
    checkIntegrationResponse(method, response);
    const responses = { ...integration.responses, [statusCode]: response };
    store.putMethod(call, apiId, resource, { ...method, integration: { ...integration, responses } });
    return integrationResponseShape(response);
  };
