/**
 * HTTP and HTTP_PROXY: another HTTP server answers. HTTP_PROXY passes requests and answers on as they are; HTTP maps both.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html
 */
import type { RestIntegration } from '../../rest-api.ts';
import type { Pairs } from '../api-request.ts';
import { headerOf } from '../api-request.ts';
import type { ApiResponse } from '../api-response.ts';
import type { Exchange } from '../exchange.ts';
import { withStageVariables } from '../function-invocation.ts';
import { gatewayErrors } from '../gateway-errors.ts';
import { sendable } from '../mapping/header-rules.ts';
import type { MappedParameters } from '../mapping/integration-request.ts';
import { integrationRequest, mappedParameters } from '../mapping/integration-request.ts';
import { integrationResponse } from '../mapping/integration-response.ts';
import { forwardedHeaders } from '../proxy-event.ts';
import type { IntegrationCall, Report } from './integration-call.ts';
import type { OutboundResponse } from './outbound.ts';
import { OutboundError, send } from './outbound.ts';

const bodiless = new Set(['GET', 'HEAD', 'OPTIONS']);

/** @throws GatewayError 415, 500, or 504. */
export async function http(exchange: Exchange, integration: RestIntegration, report: Report): Promise<ApiResponse> {
  const request = integrationRequest(exchange, integration);
  const answer = await call(exchange, integration, { ...request, query: request.querystring }, report);
  const mapped = { ...answer, selection: String(answer.statusCode) };
  return integrationResponse(exchange, integration, mapped, request.overrides);
}

const notForwarded = new Set(['host', 'content-encoding', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto']);
/** They end at API Gateway, or are sent under another name. */
const notReturned = new Set(['transfer-encoding', 'content-encoding', 'via', 'keep-alive']);
const remapped = new Set(['connection', 'content-length', 'date', 'server', 'x-amzn-requestid', 'x-amz-apigw-id']);

/** @throws GatewayError 500 or 504. */
export async function httpProxy(exchange: Exchange, integration: RestIntegration, report: Report): Promise<ApiResponse> {
  const { request, trace, served } = exchange;
  const isTraced = served.stage.tracingEnabled;
  const mapped = mappedParameters(exchange, integration);
  const replaced = new Set(mapped.header.map(([name]) => name.toLowerCase()));
  const kept = forwardedHeaders(request, trace.downstream).filter(([name]) => {
    const key = name.toLowerCase();
    return !notForwarded.has(key) && !replaced.has(key);
  });
  const answer = await call(
    exchange,
    integration,
    {
      path: mapped.path,
      header: sendable([...kept, ...mapped.header], integration.type),
      query: [...request.query, ...mapped.querystring],
      body: request.body,
    },
    report,
  );
  const headers = answer.headers
    // A traced stage answers with its own trace header.
    .filter(([name]) => !notReturned.has(name.toLowerCase()) && !(isTraced && name.toLowerCase() === 'x-amzn-trace-id'))
    .map(([name, value]) => [remapped.has(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name, value] as const);
  return { statusCode: answer.statusCode, headers, body: answer.body };
}

async function call(
  exchange: Exchange,
  integration: RestIntegration,
  given: { path: MappedParameters['path']; header: Pairs; query: Pairs; body: Uint8Array },
  report: Report,
): Promise<OutboundResponse> {
  const { request } = exchange;
  const method = !integration.httpMethod || integration.httpMethod === 'ANY' ? request.method : integration.httpMethod;
  const url = urlOf(exchange, integration, given.path, given.query);
  const told: IntegrationCall = {
    target: { kind: 'http', url: `${url.origin}${url.pathname}`, method },
    startedAt: Date.now(),
  };
  report(told);
  try {
    const answer = await send({
      method,
      url,
      headers: withDefaults(exchange, given.header),
      body: bodiless.has(method) || given.body.length === 0 ? undefined : given.body,
      timeoutInMillis: integration.timeoutInMillis,
      insecure: integration.insecureSkipVerification,
    });
    told.status = answer.statusCode;
    told.contentLength = answer.body.length;
    return answer;
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    if (error.reason === 'timeout') throw gatewayErrors.timedOut(error.message);
    throw error.reason === 'network' ? gatewayErrors.network(error.message) : gatewayErrors.configuration(error.message);
  } finally {
    told.endedAt = Date.now();
  }
}

/** `{name}` is filled by the mapped path parameters, `${stageVariables.name}` by the stage's. */
function urlOf({ served }: Exchange, integration: RestIntegration, path: MappedParameters['path'], query: Pairs): URL {
  const uri = withStageVariables(integration.uri ?? '', served.stage.variables).replace(
    /\{([^{}]+?)\+?\}/g,
    (whole, name: string) => (Object.hasOwn(path, name) ? encodePath(path[name] ?? '') : whole),
  );
  if (!URL.canParse(uri)) throw gatewayErrors.configuration('Invalid endpoint address');
  const url = new URL(uri);
  for (const [name, value] of query) url.searchParams.append(name, value);
  return url;
}

const encodePath = (text: string): string => text.split('/').map(encodeURIComponent).join('/');

function withDefaults(exchange: Exchange, headers: Pairs): Pairs {
  const { request, served, trace } = exchange;
  const contentType = headerOf(request, 'content-type');
  const wanted: [string, string | undefined][] = [
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${served.api.id}`],
    // By the client's method, whatever the integration's is.
    ['Content-Type', bodiless.has(request.method) ? undefined : contentType],
    ['X-Amzn-Trace-Id', trace.downstream],
    ['X-Amzn-Apigateway-Api-Id', served.api.id],
  ];
  const missing = wanted.flatMap(([name, value]) => {
    const isGiven = headers.some(([given]) => given.toLowerCase() === name.toLowerCase());
    return isGiven || value === undefined ? [] : [[name, value] as const];
  });
  return [...headers, ...missing];
}
