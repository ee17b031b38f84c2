/**
 * What a route, an integration, a stage and a CORS configuration may be. Refused, by name, is what could not be done as asked.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop.html
 */
import type { Cors, CreateIntegrationRequest, CreateRouteRequest, CreateStageRequest } from '@aws-sdk/client-apigatewayv2';
import type { HttpCors, PayloadFormat } from '../http-api.ts';
import { errors, refuse } from './errors.ts';

const routeKeyForm = /^(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|ANY) \/\S*$/;

/** @throws BadRequestException */
export function checkRoute(input: Partial<CreateRouteRequest>): void {
  if (input.RouteKey !== undefined && input.RouteKey !== '$default' && !isRoutePath(input.RouteKey))
    throw errors.routeKey(input.RouteKey);
  if (input.AuthorizationType !== undefined && input.AuthorizationType !== 'NONE')
    throw errors.authorization(input.AuthorizationType);
  refuse(input, ['ApiKeyRequired', 'AuthorizationScopes', 'AuthorizerId', 'ModelSelectionExpression']);
  refuse(input, ['RequestModels', 'RequestParameters', 'RouteResponseSelectionExpression']);
}

/** Variables fill whole parts of a path, and a greedy one is the last. */
function isRoutePath(key: string): boolean {
  const parts = key.split('/').slice(1);
  return (
    routeKeyForm.test(key) &&
    parts.every((part, at) => /^[^{}]*$|^\{[^{}+]+\}$/.test(part) || (/^\{[^{}+]+\+\}$/.test(part) && at === parts.length - 1))
  );
}

/** `integrations/ID` -> `ID`. @throws BadRequestException */
export function integrationOf(target: string | undefined): string | undefined {
  if (!target) return undefined;
  const id = /^integrations\/(\w+)$/.exec(target)?.[1];
  if (!id) throw errors.target(target);
  return id;
}

/** @throws BadRequestException */
export function checkIntegration(input: Partial<CreateIntegrationRequest>): void {
  if (input.IntegrationType !== undefined && input.IntegrationType !== 'AWS_PROXY')
    throw errors.integrationType(input.IntegrationType);
  if (input.ConnectionType !== undefined && input.ConnectionType !== 'INTERNET') throw errors.notBuilt('ConnectionType VPC_LINK');
  if (input.IntegrationUri !== undefined && !namesFunction(input.IntegrationUri))
    throw errors.integrationUri(input.IntegrationUri);
  const timeout = input.TimeoutInMillis ?? 30_000;
  if (timeout < 50 || timeout > 30_000) throw errors.timeout();
  refuse(input, ['ConnectionId', 'ContentHandlingStrategy', 'IntegrationSubtype', 'PassthroughBehavior', 'RequestParameters']);
  refuse(input, ['RequestTemplates', 'ResponseParameters', 'TemplateSelectionExpression', 'TlsConfig']);
}

const functionArn = String.raw`arn:aws[a-z-]*:lambda:[^/:]+:\d{12}:function:[^/]+`;
const functionForms = [
  new RegExp(`^${functionArn}$`),
  new RegExp(`^arn:aws[a-z-]*:apigateway:[^/]+:lambda:path/2015-03-31/functions/${functionArn}/invocations$`),
];

export const namesFunction = (uri: string): boolean => functionForms.some((form) => form.test(uri));

/** @throws BadRequestException */
export function payloadFormat(version: string): PayloadFormat {
  if (version !== '1.0' && version !== '2.0') throw errors.payloadFormat();
  return version;
}

/** @throws BadRequestException */
export function checkStage(input: Partial<CreateStageRequest>): void {
  if (input.StageName !== undefined && !/^(?:\$default|[\w-]{1,128})$/.test(input.StageName)) throw errors.stageName();
  for (const [name, value] of Object.entries(input.StageVariables ?? {}))
    if (!/^\w+$/.test(name) || !/^[A-Za-z0-9\-._~:/?#&=,]*$/.test(value)) throw errors.variable(name);
  refuse(input, ['AccessLogSettings', 'ClientCertificateId', 'RouteSettings']);
  // A client that asks for nothing but metrics gets what it can see; throttling it would not.
  const { DetailedMetricsEnabled: _metrics, ...settings } = input.DefaultRouteSettings ?? {};
  if (Object.values(settings).some((value) => value !== undefined && value !== false))
    throw errors.notBuilt(`DefaultRouteSettings (${Object.keys(settings).join(', ')})`);
}

/** @throws BadRequestException */
export function corsOf(cors: Cors): HttpCors {
  if (cors.AllowCredentials && cors.AllowOrigins?.includes('*')) throw errors.credentialsForAll();
  return {
    allowCredentials: cors.AllowCredentials,
    allowHeaders: cors.AllowHeaders,
    allowMethods: cors.AllowMethods,
    allowOrigins: cors.AllowOrigins,
    exposeHeaders: cors.ExposeHeaders,
    maxAge: cors.MaxAge,
  };
}
