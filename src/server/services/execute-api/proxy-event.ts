/**
 * The event that a function gets from a Lambda proxy integration of a REST API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */

import type { ApiRequest, Pairs } from './api-request.ts';
import { headerOf } from './api-request.ts';
import { isBinary } from './binary.ts';
import type { Exchange } from './exchange.ts';
import { requestContext } from './request-context.ts';

/** Hop-by-hop headers end at API Gateway; the trace header is replaced. */
export const hopByHop = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

/** REST APIs keep these from back ends, too. */
const notPassedOn = new Set(['content-md5', 'max-forwards', 'server', 'www-authenticate']);

/** API Gateway's front spells these its own way, however the client did. */
const capitalised: Readonly<Record<string, string>> = {
  authorization: 'Authorization',
  host: 'Host',
  'user-agent': 'User-Agent',
};

export function proxyEvent(exchange: Exchange): object {
  const { request, served, route, trace } = exchange;
  const headers = collect(forwardedHeaders(request, trace.downstream));
  const query = collect(request.query);
  const binary = isBinary(served.deployment.binaryMediaTypes, headerOf(request, 'content-type'));
  return {
    resource: route.resource.path,
    path: request.address.path,
    httpMethod: request.method,
    headers: headers.last,
    multiValueHeaders: headers.all,
    queryStringParameters: request.query.length > 0 ? query.last : null,
    multiValueQueryStringParameters: request.query.length > 0 ? query.all : null,
    pathParameters: nullIfEmpty(route.pathParameters),
    stageVariables: nullIfEmpty(served.stage.variables),
    requestContext: requestContext(exchange),
    body: request.body.length === 0 ? null : Buffer.from(request.body).toString(binary ? 'base64' : 'utf8'),
    isBase64Encoded: binary && request.body.length > 0,
  };
}

/** The client's headers as the integration sees them, with those that API Gateway adds. */
export function forwardedHeaders(request: ApiRequest, trace: string): Pairs {
  const kept: [string, string][] = [];
  for (const [name, value] of request.headers) {
    const key = name.toLowerCase();
    if (!hopByHop.has(key) && !notPassedOn.has(key)) kept.push([capitalised[key] ?? name, value]);
  }
  const forwardedFor = headerOf(request, 'x-forwarded-for');
  kept.push(
    ['X-Amzn-Trace-Id', trace],
    ['X-Forwarded-For', forwardedFor ? `${forwardedFor}, ${request.sourceIp}` : request.sourceIp],
    ['X-Forwarded-Port', String(request.port)],
    ['X-Forwarded-Proto', 'http'],
  );
  return kept;
}

/** Of a name that repeats, in any case, the single-value form keeps the last value, as AWS does. */
export function collect(pairs: Pairs): { readonly last: Record<string, string>; readonly all: Record<string, string[]> } {
  const last: Record<string, string> = Object.create(null);
  const all: Record<string, string[]> = Object.create(null);
  for (const [name, value] of pairs) {
    last[name] = value;
    const values = all[name];
    if (values) values.push(value);
    else all[name] = [value];
  }
  return { last, all };
}

export function nullIfEmpty(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> | null {
  return Object.keys(values).length > 0 ? values : null;
}
