/**
 * What an integration and its responses may be. Refused, by name, is what could not be called.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html
 */
import type { RestIntegration, RestIntegrationResponse, RestMethod } from '../rest-api.ts';
import { errors } from './errors.ts';

/** Services that answer at the API port, by their names in integration URIs. */
const services = new Set([
  'lambda',
  's3',
  'ssm',
  'sts',
  'iam',
  'logs',
  'monitoring',
  'xray',
  'kms',
  'ecr',
  'cloudformation',
  'events',
  'apigateway',
]);
const lambdaUri = /:lambda:path\/(?:\/)?2015-03-31\/functions\/.+\/invocations$/;

/** @throws BadRequestException */
export function checkIntegration(method: RestMethod, integration: RestIntegration): void {
  const { type, uri, timeoutInMillis } = integration;
  if (type !== 'MOCK' && !integration.httpMethod) throw errors.integrationMethod();
  if (type === 'AWS' || type === 'AWS_PROXY') checkAwsUri(integration);
  if (type === 'HTTP' || type === 'HTTP_PROXY') checkHttpUri(uri);
  if (!Number.isInteger(timeoutInMillis) || timeoutInMillis < 50 || timeoutInMillis > 29_000) throw errors.timeout();
  checkContentTypes(integration.requestTemplates);
  for (const [target, expression] of Object.entries(integration.requestParameters ?? {})) {
    if (!/^integration\.request\.(?:header|querystring|path|multivalueheader|multivaluequerystring)\.\S+$/.test(target))
      throw errors.mapping(target);
    checkExpression(expression, /^(?:method\.request|context|stageVariables)\./);
    checkDeclared(method, expression);
  }
}

function checkAwsUri({ type, uri = '', credentials }: RestIntegration): void {
  if (!uri.startsWith('arn:')) throw errors.invalidArn();
  const [, service = ''] = /^arn:[\w-]+:apigateway:[\w-]+:([\w.-]+):(?:path|action)\//.exec(uri) ?? [];
  if (!service) throw errors.integrationUri();
  if (type === 'AWS_PROXY' && !lambdaUri.test(uri)) throw errors.proxyWithoutFunction();
  if (!services.has(service)) throw errors.awsService(service);
  if (service !== 'lambda' && !credentials) throw errors.noRole();
}

/** Stage variables may stand for any part. */
function checkHttpUri(uri = ''): void {
  const filled = uri.replace(/\$\{stageVariables\.\w+\}/g, 'x');
  const isWhole = uri.startsWith('${stageVariables.') || /^https?:\/\/[^/\s]+/.test(filled);
  if (!isWhole || !URL.canParse(uri.startsWith('${') ? 'http://x' : filled.replace(/[{}]/g, ''))) throw errors.httpEndpoint();
}

/** @throws BadRequestException */
export function checkIntegrationResponse(method: RestMethod, response: RestIntegrationResponse): void {
  checkContentTypes(response.responseTemplates);
  const declared = method.responses[response.statusCode]?.responseParameters ?? {};
  for (const [target, expression] of Object.entries(response.responseParameters ?? {})) {
    if (!/^method\.response\.header\.\S+$/.test(target)) throw errors.mapping(target);
    if (!Object.hasOwn(declared, target)) throw errors.mappingParameter(target);
    checkExpression(expression, /^(?:integration\.response|context|stageVariables)\./);
  }
}

function checkExpression(expression: string, sources: RegExp): void {
  if (!/^'.*'$/s.test(expression) && !sources.test(expression)) throw errors.mapping(expression);
}

/** What an integration takes from a method's request, the method has to name. */
function checkDeclared({ requestParameters = {} }: RestMethod, expression: string): void {
  const [, kind, name = ''] = /^method\.request\.(?:multivalue)?(header|querystring|path)\.(.+)$/.exec(expression) ?? [];
  if (kind !== undefined && !Object.hasOwn(requestParameters, `method.request.${kind}.${name}`)) {
    if (!Object.hasOwn(requestParameters, expression)) throw errors.mappingParameter(expression);
  }
}

function checkContentTypes(templates: Readonly<Record<string, unknown>> | undefined): void {
  for (const type of Object.keys(templates ?? {}))
    if (type !== '$default' && !/^[\w.+*-]+\/[\w.+*-]+/.test(type)) throw errors.contentType(type);
}
