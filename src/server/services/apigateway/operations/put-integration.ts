/** PutIntegration: what a method calls. https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html */
import type { Integration, PutIntegrationRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { hasExpression } from '../mapping.ts';
import { integrationShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

const lambdaUri = /^arn:aws[a-z-]*:apigateway:[a-z0-9-]+:lambda:path\/2015-03-31\/functions\/.+\/invocations$/;

/** @throws BadRequestException for what AWS refuses, and for types, back ends and templates that are not built. */
export const putIntegration =
  (store: ApiGatewayStore): Operation<PutIntegrationRequest, Integration> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const { resource, method } = store.method(call, apiId, input.resourceId ?? '', input.httpMethod ?? '');
    const type = input.type;
    if (type !== 'AWS_PROXY' && type !== 'MOCK') throw errors.integrationType(String(type));
    if (type === 'AWS_PROXY') {
      if (!input.integrationHttpMethod) throw errors.integrationMethod();
      if (!input.uri?.startsWith('arn:')) throw errors.integrationUri();
      if (!lambdaUri.test(input.uri)) throw errors.lambdaUri(input.uri);
    }
    for (const [contentType, template] of Object.entries(input.requestTemplates ?? {}))
      if (hasExpression(template)) throw errors.template(`the request template of ${contentType}`);
    for (const option of ['connectionId', 'tlsConfig', 'integrationTarget'] as const)
      if (input[option]) throw errors.notBuilt(option);
    if (input.responseTransferMode === 'STREAM') throw errors.notBuilt('responseTransferMode STREAM');
    if (Object.keys(input.requestParameters ?? {}).length > 0) throw errors.notBuilt('requestParameters of an integration');
    const timeoutInMillis = input.timeoutInMillis ?? 29_000;
    if (timeoutInMillis < 50 || timeoutInMillis > 29_000) throw errors.timeout();
    const integration = {
      type,
      httpMethod: input.integrationHttpMethod,
      uri: input.uri,
      credentials: input.credentials,
      passthroughBehavior: input.passthroughBehavior ?? 'WHEN_NO_MATCH',
      contentHandling: input.contentHandling,
      requestTemplates: input.requestTemplates,
      timeoutInMillis,
      cacheNamespace: input.cacheNamespace ?? resource.id,
      responses: {},
    };
    store.putMethod(call, apiId, resource, { ...method, integration });
    return integrationShape(integration);
  };
