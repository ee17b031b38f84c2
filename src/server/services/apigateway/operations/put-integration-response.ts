/** PutIntegrationResponse. https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html */
import type { IntegrationResponse, PutIntegrationResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { hasExpression, staticValue } from '../mapping.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException for mappings that are not built (anything but text and static values). */
export const putIntegrationResponse =
  (store: ApiGatewayStore): Operation<PutIntegrationResponseRequest, IntegrationResponse> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const { resource, method } = store.method(call, apiId, input.resourceId ?? '', input.httpMethod ?? '');
    const { integration } = method;
    if (!integration) throw errors.noIntegration();
    const statusCode = input.statusCode ?? '';
    if (!/^[1-5]\d\d$/.test(statusCode)) throw errors.statusCode();
    if (integration.type === 'MOCK') {
      for (const [contentType, template] of Object.entries(input.responseTemplates ?? {}))
        if (hasExpression(template)) throw errors.template(`the response template of ${contentType}`);
      for (const value of Object.values(input.responseParameters ?? {}))
        if (staticValue(value) === undefined) throw errors.parameterMapping(value);
      if (input.selectionPattern && input.selectionPattern !== statusCode) throw errors.selectionPattern();
    }
    const response = {
      statusCode,
      selectionPattern: input.selectionPattern,
      responseParameters: input.responseParameters,
      responseTemplates: input.responseTemplates,
    };
    const responses = { ...integration.responses, [statusCode]: response };
    store.putMethod(call, apiId, resource, { ...method, integration: { ...integration, responses } });
    return response;
  };
