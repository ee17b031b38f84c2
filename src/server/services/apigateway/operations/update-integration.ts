/** UpdateIntegration, by patch operations. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateIntegration.html */
import type { Integration, UpdateIntegrationRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { checkIntegration } from '../integration-rules.ts';
import { patchIntegration } from '../patch/integration.ts';
import { readPatches } from '../patch/read-patches.ts';
import { integrationShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException, NotFoundException; then nothing is changed. */
export const updateIntegration =
  (store: ApiGatewayStore): Operation<UpdateIntegrationRequest, Integration> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const { resource, method } = store.method(call, apiId, input.resourceId ?? '', input.httpMethod ?? '');
    if (!method.integration) throw errors.noIntegration();
    const patches = readPatches('updateIntegrationInput', input.patchOperations);
    const integration = patches.reduce(patchIntegration, method.integration);
    checkIntegration(method, integration);
    store.putMethod(call, apiId, resource, { ...method, integration });
    return integrationShape(integration);
  };
