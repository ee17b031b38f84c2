/** PutIntegration: what a method calls. https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html */
import type { Integration, PutIntegrationRequest } from '@aws-sdk/client-api-gateway';
import type { RestIntegration } from '../../rest-api.ts';
import type { Operation } from '../../service.ts';
import { integrationTypes, notOneOf, refuseViolations } from '../constraints.ts';
import { errors } from '../errors.ts';
import { checkIntegration } from '../integration-rules.ts';
import { integrationShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException, ValidationException for what AWS refuses, and for what could not be called here. */
export const putIntegration =
  (store: ApiGatewayStore): Operation<PutIntegrationRequest, Integration> =>
  (input, call) => {
    const type = integrationTypes.find((given) => given === input.type);
    if (!type) {
      refuseViolations([notOneOf(String(input.type), 'putIntegrationInput.type', integrationTypes)]);
      return {};
    }
    const apiId = input.restApiId ?? '';
    const { resource, method } = store.method(call, apiId, input.resourceId ?? '', input.httpMethod ?? '');
    if (input.connectionType === 'VPC_LINK' || input.connectionId) throw errors.vpcLink();
    if (input.integrationTarget) throw errors.notBuilt('integrationTarget');
    if (input.responseTransferMode === 'STREAM') throw errors.notBuilt('responseTransferMode STREAM');
    const integration: RestIntegration = {
      type,
      // MOCK calls nothing.
      httpMethod: type === 'MOCK' ? undefined : input.integrationHttpMethod,
      uri: type === 'MOCK' ? undefined : input.uri,
      credentials: input.credentials,
      passthroughBehavior: input.passthroughBehavior ?? 'WHEN_NO_MATCH',
      contentHandling: input.contentHandling,
      requestParameters: input.requestParameters,
      requestTemplates: input.requestTemplates,
      cacheKeyParameters: input.cacheKeyParameters,
      insecureSkipVerification: input.tlsConfig?.insecureSkipVerification,
      timeoutInMillis: input.timeoutInMillis ?? 29_000,
      cacheNamespace: input.cacheNamespace ?? resource.id,
      // Putting an integration again keeps what it answers with.
      responses: method.integration?.responses ?? {},
    };
    checkIntegration(method, integration);
    store.putMethod(call, apiId, resource, { ...method, integration });
    return integrationShape(integration);
  };
