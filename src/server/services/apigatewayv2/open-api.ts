/**
 * An HTTP API as its OpenAPI 3 document describes it, with API Gateway's extensions: routes, integrations, CORS, tags.
 *
 * Who calls it: ImportApi, ReimportApi, and through them AWS::ApiGatewayV2::Api with a `Body`; that is how SAM describes HTTP APIs.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html
 */
import type { CreateAuthorizerRequest, CreateIntegrationRequest } from '@aws-sdk/client-apigatewayv2';
import { newId } from '../api-id.ts';
import type { HttpAuthorizer, HttpCors, HttpIntegration, HttpRoute } from '../http-api.ts';
import { readOpenApiText } from '../open-api-text.ts';
import { errors } from './errors.ts';
import { authorizerFrom } from './new-authorizer.ts';
import { newIntegration } from './new-integration.ts';
import { checkRoute, corsOf } from './rules.ts';

export interface ImportedApi {
  readonly name: string;
  readonly description: string | undefined;
  readonly version: string | undefined;
  readonly cors: HttpCors | undefined;
  readonly disableExecuteApiEndpoint: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly routes: readonly HttpRoute[];
  readonly integrations: readonly HttpIntegration[];
  readonly authorizers: readonly HttpAuthorizer[];
}

export type Fields = Readonly<Record<string, unknown>>;

const methods = ['get', 'post', 'put', 'delete', 'patch', 'head', 'options'];
const anyMethod = 'x-amazon-apigateway-any-method';
const integrationExtension = 'x-amazon-apigateway-integration';
const noRouteFields = ['parameters', 'summary', 'description', 'servers'];

/** @param text JSON or YAML. @throws BadRequestException for what is no such document, or describes what is not built. */
export function readOpenApi(text: string): ImportedApi {
  const document = parseDocument(text);
  const info = fields(document['info'], 'info');
  const routes: HttpRoute[] = [];
  const integrations: HttpIntegration[] = [];
  const authorizers = importedAuthorizers(document);
  for (const [path, item] of Object.entries(fields(document['paths'], 'paths'))) {
    for (const [key, given] of Object.entries(fields(item, path))) {
      if (noRouteFields.includes(key)) continue;
      if (key !== anyMethod && !methods.includes(key)) throw errors.openApi(`${path} has an unknown method ${key}`);
      const operation = fields(given, `${path} ${key}`);
      const isDefault = path === '$default' || path === '/$default' || operation['isDefaultRoute'] === true;
      const routeKey = isDefault ? '$default' : `${key === anyMethod ? 'ANY' : key.toUpperCase()} ${path}`;
      checkRoute({ RouteKey: routeKey });
      if (routes.some((route) => route.routeKey === routeKey)) throw errors.routeExists(routeKey);
      const integration = integrationOf(document, operation[integrationExtension]);
      if (integration) integrations.push(integration);
      routes.push({
        id: newId(7),
        routeKey,
        integrationId: integration?.id,
        operationName: textOf(operation['operationId']),
        ...guardOf(document, authorizers, operation['security'] ?? document['security']),
      });
    }
  }
  return {
    name: textOf(info['title']) ?? '',
    description: textOf(info['description']),
    version: textOf(info['version']),
    cors: importedCors(document['x-amazon-apigateway-cors']),
    disableExecuteApiEndpoint: isEndpointDisabled(document['servers']),
    tags: importedTags(document['tags']),
    routes,
    integrations,
    authorizers: [...authorizers.values()],
  };
}

export function parseDocument(text: string): Fields {
  let document: unknown;
  try {
    document = readOpenApiText(text);
  } catch (cause) {
    throw errors.openApi(`it is neither JSON nor YAML (${cause instanceof Error ? cause.message : String(cause)})`);
  }
  const read = fields(document, 'the document');
  if (!String(read['openapi'] ?? '').startsWith('3.')) throw errors.openApi('HTTP APIs take OpenAPI 3 only');
  return read;
}

/** By the names of their security schemes. */
function importedAuthorizers(document: Fields): Map<string, HttpAuthorizer> {
  const schemes = fields(fields(document['components'], 'components')['securitySchemes'], 'securitySchemes');
  const authorizers = new Map<string, HttpAuthorizer>();
  for (const [name, given] of Object.entries(schemes)) {
    const extension = fields(given, name)['x-amazon-apigateway-authorizer'];
    if (extension === undefined) continue;
    const authorizer = fields(extension, name);
    const jwt = fields(authorizer['jwtConfiguration'], name);
    const source = authorizer['identitySource'];
    const seconds = authorizer['authorizerResultTtlInSeconds'];
    const input = {
      Name: name,
      AuthorizerType: textOf(authorizer['type'])?.toUpperCase() as CreateAuthorizerRequest['AuthorizerType'],
      IdentitySource: Array.isArray(source) ? source.map(String) : (textOf(source)?.split(/\s*,\s*/) ?? []),
      AuthorizerUri: textOf(authorizer['authorizerUri']),
      AuthorizerCredentialsArn: textOf(authorizer['authorizerCredentials']),
      AuthorizerPayloadFormatVersion: textOf(authorizer['authorizerPayloadFormatVersion']),
      EnableSimpleResponses:
        authorizer['enableSimpleResponses'] === undefined ? undefined : String(authorizer['enableSimpleResponses']) === 'true',
      ...(seconds === undefined ? {} : { AuthorizerResultTtlInSeconds: Number(seconds) }),
      JwtConfiguration:
        authorizer['jwtConfiguration'] === undefined
          ? undefined
          : { Issuer: textOf(jwt['issuer']), Audience: Array.isArray(jwt['audience']) ? jwt['audience'].map(String) : [] },
    };
    authorizers.set(name, authorizerFrom(newId(6), input));
  }
  return authorizers;
}

/** The first scheme that API Gateway knows guards a route; the others guard nothing, in AWS neither. */
function guardOf(
  document: Fields,
  authorizers: ReadonlyMap<string, HttpAuthorizer>,
  security: unknown,
): Pick<HttpRoute, 'authorizationType' | 'authorizerId' | 'authorizationScopes'> {
  const schemes = fields(fields(document['components'], 'components')['securitySchemes'], 'securitySchemes');
  for (const requirement of Array.isArray(security) ? security : []) {
    for (const [name, scopes] of Object.entries(fields(requirement, 'security'))) {
      const authorizer = authorizers.get(name);
      if (authorizer)
        return {
          authorizationType: authorizer.type === 'JWT' ? 'JWT' : 'CUSTOM',
          authorizerId: authorizer.id,
          authorizationScopes: Array.isArray(scopes) ? scopes.map(String) : [],
        };
      const isSigned = textOf(fields(schemes[name], name)['x-amazon-apigateway-authtype'])?.toLowerCase() === 'awssigv4';
      if (isSigned) return { authorizationType: 'AWS_IAM' };
    }
  }
  return {};
}

/** An integration, or a reference to one under `components`. Each route gets a record of its own. */
function integrationOf(document: Fields, given: unknown): HttpIntegration | undefined {
  if (given === undefined) return undefined;
  let integration = fields(given, integrationExtension);
  const reference = textOf(integration['$ref']);
  if (reference !== undefined) {
    const name = /^#\/components\/x-amazon-apigateway-integrations\/(.+)$/.exec(reference)?.[1] ?? '';
    const shared = fields(document['components'], 'components')['x-amazon-apigateway-integrations'];
    integration = fields(fields(shared, 'x-amazon-apigateway-integrations')[name], reference);
  }
  const timeout = integration['timeoutInMillis'];
  return newIntegration({
    IntegrationType: textOf(integration['type'])?.toUpperCase() as CreateIntegrationRequest['IntegrationType'],
    IntegrationUri: textOf(integration['uri']),
    IntegrationMethod: textOf(integration['httpMethod']),
    PayloadFormatVersion: textOf(integration['payloadFormatVersion']),
    ...(timeout === undefined ? {} : { TimeoutInMillis: Number(timeout) }),
    CredentialsArn: textOf(integration['credentials']),
    RequestParameters: integration['requestParameters'] as CreateIntegrationRequest['RequestParameters'],
    ResponseParameters: integration['responseParameters'] as CreateIntegrationRequest['ResponseParameters'],
    ConnectionType: textOf(integration['connectionType']) as CreateIntegrationRequest['ConnectionType'],
    ConnectionId: textOf(integration['connectionId']),
    IntegrationSubtype: textOf(integration['integrationSubtype']),
  });
}

function importedCors(given: unknown): HttpCors | undefined {
  if (given === undefined) return undefined;
  const cors = fields(given, 'x-amazon-apigateway-cors');
  const list = (name: string): string[] | undefined => {
    const value = cors[name];
    if (value === undefined) return undefined;
    return Array.isArray(value) ? value.map(String) : String(value).split(',');
  };
  return corsOf({
    AllowCredentials: cors['allowCredentials'] === undefined ? undefined : String(cors['allowCredentials']) === 'true',
    AllowHeaders: list('allowHeaders'),
    AllowMethods: list('allowMethods'),
    AllowOrigins: list('allowOrigins'),
    ExposeHeaders: list('exposeHeaders'),
    MaxAge: cors['maxAge'] === undefined ? undefined : Number(cors['maxAge']),
  });
}

function isEndpointDisabled(servers: unknown): boolean {
  if (!Array.isArray(servers)) return false;
  return servers.some((server) => {
    const configuration = fields(server, 'servers')['x-amazon-apigateway-endpoint-configuration'];
    return configuration !== undefined && String(fields(configuration, 'servers')['disableExecuteApiEndpoint']) === 'true';
  });
}

function importedTags(tags: unknown): Record<string, string> {
  if (!Array.isArray(tags)) return {};
  const pairs = tags.map((tag) => fields(tag, 'tags')).filter((tag) => tag['x-amazon-apigateway-tag-value'] !== undefined);
  return Object.fromEntries(pairs.map((tag) => [String(tag['name']), String(tag['x-amazon-apigateway-tag-value'])]));
}

export function fields(value: unknown, name: string): Fields {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw errors.openApi(`${name} is not an object`);
  return value as Fields;
}

const textOf = (value: unknown): string | undefined => (value === undefined || value === null ? undefined : String(value));
