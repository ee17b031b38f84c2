/**
 * An API from its OpenAPI or Swagger document, with API Gateway's extensions: resources, methods and integrations.
 *
 * Who calls it: AWS::ApiGateway::RestApi with a `Body`; that is how SAM describes its APIs.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */
import { AwsError } from '../../../wire/aws-error.ts';
import type { ResourceRequest } from '../../ports.ts';
import { type Ask, mapOf, numberOf, type Properties, textOf } from '../../resource-properties.ts';
import type { ApiGatewayStore } from '../store.ts';

const httpMethods = ['get', 'post', 'put', 'delete', 'patch', 'head', 'options', 'x-amazon-apigateway-any-method'];

/** Replaces all that the API has. @throws BadRequestException for what is not built, by name. */
export async function importBody(
  ask: Ask,
  store: ApiGatewayStore,
  request: ResourceRequest,
  restApiId: string,
  body: Properties,
): Promise<void> {
  const { tenant } = request;
  const { rootResourceId } = store.api(tenant, restApiId);
  clear(store, tenant, restApiId, rootResourceId);
  const byPath = new Map([['/', rootResourceId]]);
  for (const [path, item] of Object.entries(mapOf('Body/paths', body['paths']))) {
    const resourceId = await resourceAt(ask, request, restApiId, byPath, path);
    for (const [name, operation] of Object.entries(mapOf(path, item))) {
      if (name === 'parameters') continue;
      if (!httpMethods.includes(name)) throw new AwsError('BadRequestException', `${path}: ${name} is not built here.`);
      const httpMethod = name === 'x-amazon-apigateway-any-method' ? 'ANY' : name.toUpperCase();
      await putMethod(ask, request, { restApiId, resourceId, httpMethod }, mapOf(`${path} ${name}`, operation), body);
    }
  }
}

function clear(store: ApiGatewayStore, tenant: ResourceRequest['tenant'], apiId: string, rootId: string): void {
  store.transaction(() => {
    for (const resource of store.resources(tenant, apiId)) {
      if (resource.id === rootId) store.putResource(tenant, apiId, { ...resource, methods: {} });
      else store.deleteResource(tenant, apiId, resource.id);
    }
  });
}

/** Makes the resources on the way to the path. */
async function resourceAt(
  ask: Ask,
  request: ResourceRequest,
  restApiId: string,
  byPath: Map<string, string>,
  path: string,
): Promise<string> {
  let parentId = byPath.get('/') ?? '';
  let at = '';
  for (const pathPart of path.split('/').filter((part) => part !== '')) {
    at = `${at}/${pathPart}`;
    const known = byPath.get(at);
    parentId = known ?? (await ask<{ id?: string }>(request, 'CreateResource', { restApiId, parentId, pathPart })).id ?? '';
    byPath.set(at, parentId);
  }
  return parentId;
}

interface MethodAddress extends Properties {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}

async function putMethod(
  ask: Ask,
  request: ResourceRequest,
  at: MethodAddress,
  operation: Properties,
  body: Properties,
): Promise<void> {
  const security = operation['security'] ?? body['security'];
  if (Array.isArray(security) && security.length > 0) {
    throw new AwsError(
      'BadRequestException',
      `${at.httpMethod}: security (authorizers, API keys) is not built here: Radiograph could not enforce it.`,
    );
  }
  await ask(request, 'PutMethod', { ...at, authorizationType: 'NONE', operationName: textOf(operation['operationId']) });
  for (const [statusCode, response] of Object.entries(mapOf('responses', operation['responses']))) {
    if (!/^[1-5]\d\d$/.test(statusCode)) continue;
    const headers = Object.keys(mapOf('headers', mapOf('response', response)['headers']));
    const responseParameters = Object.fromEntries(headers.map((name) => [`method.response.header.${name}`, false]));
    await ask(request, 'PutMethodResponse', { ...at, statusCode, responseParameters });
  }
  const integration = operation['x-amazon-apigateway-integration'];
  if (integration === undefined) throw new AwsError('BadRequestException', 'No integration defined for method');
  await putIntegration(ask, request, at, mapOf('x-amazon-apigateway-integration', integration));
}

async function putIntegration(ask: Ask, request: ResourceRequest, at: MethodAddress, integration: Properties): Promise<void> {
  await ask(request, 'PutIntegration', {
    ...at,
    type: textOf(integration['type'])?.toUpperCase(),
    integrationHttpMethod: textOf(integration['httpMethod']),
    uri: textOf(integration['uri']),
    credentials: textOf(integration['credentials']),
    passthroughBehavior: textOf(integration['passthroughBehavior'])?.toUpperCase(),
    contentHandling: textOf(integration['contentHandling']),
    requestTemplates: integration['requestTemplates'],
    requestParameters: integration['requestParameters'],
    timeoutInMillis: numberOf('timeoutInMillis', integration['timeoutInMillis']),
  });
  for (const [pattern, response] of Object.entries(mapOf('responses', integration['responses']))) {
    const given = mapOf('responses', response);
    await ask(request, 'PutIntegrationResponse', {
      ...at,
      statusCode: textOf(given['statusCode']),
      selectionPattern: pattern === 'default' ? undefined : pattern,
      responseParameters: given['responseParameters'],
      responseTemplates: given['responseTemplates'],
    });
  }
}
