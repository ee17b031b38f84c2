/**
 * What a route, an integration, a stage and a CORS configuration may be. Refused, by name, is what could not be done as asked.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop.html
 */
import type { Cors, CreateIntegrationRequest, CreateRouteRequest, CreateStageRequest } from '@aws-sdk/client-apigatewayv2';
import { storedCors } from '../cors.ts';
import type { HttpCors, PayloadFormat } from '../http-api.ts';
import { errors, refuse } from './errors.ts';
import { checkRequestParameters, checkResponseParameters } from './parameter-rules.ts';

const routeKeyForm = /^(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|ANY) \/\S*$/;

/** @throws BadRequestException */
export function checkRoute(input: Partial<CreateRouteRequest>): void {
  if (input.RouteKey !== undefined && input.RouteKey !== '$default' && !isRoutePath(input.RouteKey))
    throw errors.routeKey(input.RouteKey);
  if (input.AuthorizationType !== undefined && !['NONE', 'AWS_IAM', 'CUSTOM', 'JWT'].includes(input.AuthorizationType))
    throw errors.authorization(input.AuthorizationType);
  refuse(input, ['ApiKeyRequired', 'ModelSelectionExpression']);
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
export function checkIntegration(
  input: Partial<CreateIntegrationRequest>,
  type: string | undefined = input.IntegrationType,
): void {
  if (type !== undefined && type !== 'AWS_PROXY' && type !== 'HTTP_PROXY') throw errors.integrationType(type);
  if (input.ConnectionType !== undefined && input.ConnectionType !== 'INTERNET') throw errors.notBuilt('ConnectionType VPC_LINK');
  if (input.IntegrationSubtype) throw errors.notBuilt(`IntegrationSubtype ${input.IntegrationSubtype}`);
  if (input.IntegrationUri !== undefined && type === 'HTTP_PROXY') checkUrl(input.IntegrationUri);
  else if (input.IntegrationUri !== undefined && !namesFunction(input.IntegrationUri))
    throw errors.integrationUri(input.IntegrationUri);
  const timeout = input.TimeoutInMillis ?? 30_000;
  if (timeout < 50 || timeout > 30_000) throw errors.timeout();
  checkRequestParameters(input.RequestParameters);
  checkResponseParameters(input.ResponseParameters);
  refuse(input, ['ConnectionId', 'ContentHandlingStrategy', 'PassthroughBehavior']);
  refuse(input, ['RequestTemplates', 'TemplateSelectionExpression']);
}

/** Stage variables may stand for any part. */
function checkUrl(uri: string): void {
  const filled = uri.replace(/\$\{stageVariables\.\w+\}/g, 'x').replace(/[{}]/g, '');
  const url = /^https?:\/\//.test(filled) ? filled : `http://${filled}`;
  if (!/^(?:https?:\/\/|\$\{stageVariables\.)/.test(uri) || !URL.canParse(url)) throw errors.httpUri(uri);
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
  refuse(input, ['ClientCertificateId']);
  const { DestinationArn: destination, Format: format } = input.AccessLogSettings ?? {};
  if (destination && !/^arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:log-group:[\w./#-]+(?::\*)?$/.test(destination))
    throw errors.accessLog();
  if (destination && !format) throw errors.accessLog();
  // Those of WebSocket APIs; throttling is stored and not done.
  for (const settings of [input.DefaultRouteSettings ?? {}, ...Object.values(input.RouteSettings ?? {})])
    refuse(settings, ['DataTraceEnabled', ...(settings.LoggingLevel === 'OFF' ? [] : ['LoggingLevel'])]);
}

/** @throws BadRequestException */
export function corsOf(cors: Cors): HttpCors {
  if (cors.AllowCredentials && cors.AllowOrigins?.includes('*')) throw errors.credentialsForAll();
  return storedCors(cors);
}
