/**
 * A deployed API as an OpenAPI document of version 2 (`swagger`) or 3 (`oas30`).
 *
 * Who calls it: GetExport. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html
 */
import type { Tenant } from '../../ports.ts';
import type { RestApi, RestDeployment, RestMethod, RestStage } from '../../rest-api.ts';
import { exportIntegration } from './export-integration.ts';

export type ExportType = 'swagger' | 'oas30';

export interface ExportRequest {
  readonly type: ExportType;
  /** `integrations`, `authorizers`, or `apigateway` for all of API Gateway's extensions. */
  readonly extensions: ReadonlySet<string>;
}

interface Exported {
  readonly api: RestApi;
  readonly stage: RestStage;
  readonly deployment: RestDeployment;
}

type Document = Record<string, unknown>;

export function exportApi(tenant: Tenant, { api, stage, deployment }: Exported, request: ExportRequest): Document {
  const isAll = request.extensions.has('apigateway');
  const wanted = {
    isSwagger: request.type === 'swagger',
    integrations: isAll || request.extensions.has('integrations'),
    authorizers: isAll || request.extensions.has('authorizers'),
  };
  const paths: Document = {};
  for (const resource of deployment.resources) {
    const methods = Object.values(resource.methods);
    if (methods.length > 0)
      paths[resource.path] = Object.fromEntries(
        methods.map((method) => [keyOf(method), operationOf(deployment, method, wanted)]),
      );
  }
  const host = `${api.id}.execute-api.${tenant.region}.amazonaws.com`;
  const info = {
    ...(api.description ? { description: api.description } : {}),
    version: api.version ?? new Date(deployment.createdDate).toISOString().replace(/\.\d+Z$/, 'Z'),
    title: api.name,
  };
  const schemas = schemasOf(deployment, wanted.isSwagger);
  const schemes = securitySchemes(deployment, wanted.authorizers);
  const extensions = isAll ? apiExtensions(deployment) : {};
  if (wanted.isSwagger)
    return {
      swagger: '2.0',
      info,
      host,
      basePath: `/${stage.stageName}`,
      schemes: ['https'],
      paths,
      ...(Object.keys(schemes).length > 0 ? { securityDefinitions: schemes } : {}),
      ...(Object.keys(schemas).length > 0 ? { definitions: schemas } : {}),
      ...extensions,
    };
  return {
    openapi: '3.0.1',
    info,
    servers: [{ url: `https://${host}/{basePath}`, variables: { basePath: { default: stage.stageName } } }],
    paths,
    components: {
      ...(Object.keys(schemas).length > 0 ? { schemas } : {}),
      ...(Object.keys(schemes).length > 0 ? { securitySchemes: schemes } : {}),
    },
    ...extensions,
  };
}

interface Wanted {
  readonly isSwagger: boolean;
  readonly integrations: boolean;
  readonly authorizers: boolean;
}

const keyOf = ({ httpMethod }: RestMethod): string =>
  httpMethod === 'ANY' ? 'x-amazon-apigateway-any-method' : httpMethod.toLowerCase();

function operationOf(deployment: RestDeployment, method: RestMethod, wanted: Wanted): Document {
  const text = wanted.isSwagger ? { type: 'string' } : { schema: { type: 'string' } };
  const parameters: Document[] = Object.entries(method.requestParameters ?? {}).flatMap(([parameter, required]) => {
    const [, kind = '', name] = /^method\.request\.(header|querystring|path)\.(.+)$/.exec(parameter) ?? [];
    if (name === undefined) return [];
    const isRequired = required || kind === 'path';
    // Version 3 leaves out what is its default.
    const told = isRequired || wanted.isSwagger ? { required: isRequired } : {};
    return [{ name, in: kind === 'querystring' ? 'query' : kind, ...told, ...text }];
  });
  const models = Object.entries(method.requestModels ?? {});
  const reference = (name: string) => ({ $ref: `#/${wanted.isSwagger ? 'definitions' : 'components/schemas'}/${name}` });
  const [body] = models;
  if (wanted.isSwagger && body) parameters.push({ in: 'body', name: body[1], required: true, schema: reference(body[1]) });
  const consumes = [...new Set([...models.map(([type]) => type), ...Object.keys(method.integration?.requestTemplates ?? {})])];
  const produces = producesOf(method);
  const security = securityOf(deployment, method, wanted.authorizers);
  const validator = deployment.requestValidators?.find(({ id }) => id === method.requestValidatorId);
  return {
    ...(method.operationName ? { operationId: method.operationName } : {}),
    ...(wanted.isSwagger && consumes.length > 0 ? { consumes } : {}),
    ...(wanted.isSwagger && produces.length > 0 ? { produces } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(!wanted.isSwagger && models.length > 0
      ? {
          requestBody: {
            content: Object.fromEntries(models.map(([type, name]) => [type, { schema: reference(name) }])),
            required: true,
          },
        }
      : {}),
    responses: responsesOf(method, reference, wanted.isSwagger),
    ...(security.length > 0 ? { security } : {}),
    ...(wanted.integrations && validator ? { 'x-amazon-apigateway-request-validator': validator.name } : {}),
    ...(wanted.integrations && method.integration
      ? { 'x-amazon-apigateway-integration': exportIntegration(method.integration) }
      : {}),
  };
}

function producesOf(method: RestMethod): string[] {
  const models = Object.values(method.responses).map((response) => response.responseModels ?? {});
  const templates = Object.values(method.integration?.responses ?? {}).map((response) => response.responseTemplates ?? {});
  const types = [...models, ...templates].flatMap((byType) => Object.keys(byType));
  return [...new Set(types)];
}

function responsesOf(method: RestMethod, reference: (name: string) => object, isSwagger: boolean): Document {
  return Object.fromEntries(
    Object.values(method.responses).map((response) => {
      const headers = Object.keys(response.responseParameters ?? {}).map((name) => [
        name.replace('method.response.header.', ''),
        isSwagger ? { type: 'string' } : { schema: { type: 'string' } },
      ]);
      const models = Object.entries(response.responseModels ?? {});
      const [first] = models;
      return [
        response.statusCode,
        {
          description: `${response.statusCode} response`,
          ...(headers.length > 0 ? { headers: Object.fromEntries(headers) } : {}),
          ...(isSwagger && first ? { schema: reference(first[1]) } : {}),
          ...(!isSwagger
            ? { content: Object.fromEntries(models.map(([type, name]) => [type, { schema: reference(name) }])) }
            : {}),
        },
      ];
    }),
  );
}

function securityOf(deployment: RestDeployment, method: RestMethod, withAuthorizers: boolean): Document[] {
  const security: Document[] = [];
  const authorizer = deployment.authorizers?.find(({ id }) => id === method.authorizerId);
  if (withAuthorizers && authorizer) security.push({ [authorizer.name]: [] });
  if (withAuthorizers && method.authorizationType === 'AWS_IAM') security.push({ sigv4: [] });
  if (method.apiKeyRequired) security.push({ api_key: [] });
  return security;
}

function securitySchemes(deployment: RestDeployment, withAuthorizers: boolean): Document {
  const methods = deployment.resources.flatMap((resource) => Object.values(resource.methods));
  const schemes: Document = {};
  const header = (name: string) => ({ type: 'apiKey', name, in: 'header' });
  if (methods.some(({ apiKeyRequired }) => apiKeyRequired)) schemes['api_key'] = header('x-api-key');
  if (!withAuthorizers) return schemes;
  if (methods.some(({ authorizationType }) => authorizationType === 'AWS_IAM'))
    schemes['sigv4'] = { ...header('Authorization'), 'x-amazon-apigateway-authtype': 'awsSigv4' };
  for (const { id: _id, name, authType, type, ...authorizer } of deployment.authorizers ?? []) {
    const source = /^method\.request\.header\.(.+)$/.exec(authorizer.identitySource ?? '')?.[1];
    schemes[name] = {
      ...header(type === 'TOKEN' ? (source ?? 'Authorization') : 'Unused'),
      'x-amazon-apigateway-authtype': authType,
      'x-amazon-apigateway-authorizer': { type: type.toLowerCase(), ...authorizer },
    };
  }
  return schemes;
}

/** The schemas of models, with names for API Gateway's URLs. */
function schemasOf(deployment: RestDeployment, isSwagger: boolean): Document {
  const root = isSwagger ? '#/definitions/' : '#/components/schemas/';
  return Object.fromEntries(
    (deployment.models ?? []).flatMap(({ name, schema }) => {
      if (!schema) return [];
      const named = schema.replace(/https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/"]+\/models\//g, root);
      try {
        return [[name, JSON.parse(named) as unknown]];
      } catch {
        return [];
      }
    }),
  );
}

function apiExtensions(deployment: RestDeployment): Document {
  const validators = deployment.requestValidators ?? [];
  const responses = deployment.gatewayResponses ?? [];
  return {
    ...(responses.length > 0
      ? {
          'x-amazon-apigateway-gateway-responses': Object.fromEntries(
            responses.map(({ responseType, statusCode, responseParameters, responseTemplates }) => [
              responseType,
              { ...(statusCode ? { statusCode: Number(statusCode) } : {}), responseParameters, responseTemplates },
            ]),
          ),
        }
      : {}),
    ...(validators.length > 0
      ? {
          'x-amazon-apigateway-request-validators': Object.fromEntries(
            validators.map(({ id: _id, name, ...checks }) => [name, checks]),
          ),
        }
      : {}),
    ...(deployment.binaryMediaTypes.length > 0 ? { 'x-amazon-apigateway-binary-media-types': deployment.binaryMediaTypes } : {}),
  };
}
