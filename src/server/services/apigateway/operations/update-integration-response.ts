/** UpdateIntegrationResponse, by patch operations. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateIntegrationResponse.html */
import type { IntegrationResponse, UpdateIntegrationResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { statusCodeViolation } from '../constraints.ts';
import { checkIntegrationResponse } from '../integration-rules.ts';
import { patchIntegrationResponse } from '../patch/integration-response.ts';
import { readPatches } from '../patch/read-patches.ts';
import { integrationResponseShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException, NotFoundException; then nothing is changed. */
export const updateIntegrationResponse =
  (store: ApiGatewayStore): Operation<UpdateIntegrationResponseRequest, IntegrationResponse> =>
  (input, call) => {
    const wrong = statusCodeViolation(input.statusCode ?? '');
    const patches = readPatches('updateIntegrationResponseInput', input.patchOperations, wrong);
    const { resource, method, integration, response: before } = store.integrationResponse(call, input);
    const response = patches.reduce(patchIntegrationResponse, before);
    checkIntegrationResponse(method, response);
    const responses = { ...integration.responses, [response.statusCode]: response };
    store.putMethod(call, input.restApiId ?? '', resource, { ...method, integration: { ...integration, responses } });
    return integrationResponseShape(response);
  };
