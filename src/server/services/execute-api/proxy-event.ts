/**
 * The event that a function gets from a Lambda proxy integration of a REST API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */

import type { ApiRequest, Pairs } from './api-request.ts';
import { headerOf } from './api-request.ts';
import { isBinary } from './binary.ts';
import type { Exchange } from './exchange.ts';
import type { ServedStage } from './find-stage.ts';

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

/** API Gateway's front spells these its own way, however the client did. */
const capitalised: Readonly<Record<string, string>> = {
  authorization: 'Authorization',
  host: 'Host',
  'user-agent': 'User-Agent',
};

export function proxyEvent({ request, served, route, ids, trace }: Exchange): object {
  const { api, stage, deployment, tenant } = served;
  const headers = collect(forwardedHeaders(request, trace.downstream));
  const query = collect(request.query);
  const binary = isBinary(deployment.binaryMediaTypes, headerOf(request, 'content-type'));
  return {
    resource: route.resource.path,
    path: request.address.path,
    httpMethod: request.method,
    headers: headers.last,
    multiValueHeaders: headers.all,
    queryStringParameters: request.query.length > 0 ? query.last : null,
    multiValueQueryStringParameters: request.query.length > 0 ? query.all : null,
    pathParameters: nullIfEmpty(route.pathParameters),
    stageVariables: nullIfEmpty(stage.variables),
    requestContext: {
      resourceId: route.resource.id,
      resourcePath: route.resource.path,
      httpMethod: request.method,
      extendedRequestId: ids.extendedRequestId,
      requestTime: clfTime(request.receivedAt),
      path: `/${stage.stageName}${request.address.path}`,
      accountId: tenant.account,
      protocol: request.protocol,
      stage: stage.stageName,
      domainPrefix: api.id,
      requestTimeEpoch: request.receivedAt,
      requestId: ids.requestId,
      identity: {
        cognitoIdentityPoolId: null,
        accountId: null,
        cognitoIdentityId: null,
        caller: null,
        sourceIp: request.sourceIp,
        principalOrgId: null,
        accessKey: null,
        cognitoAuthenticationType: null,
        cognitoAuthenticationProvider: null,
        userArn: null,
        userAgent: headerOf(request, 'user-agent') ?? null,
        user: null,
      },
      domainName: domainName(served),
      deploymentId: deployment.id,
      apiId: api.id,
    },
    body: request.body.length === 0 ? null : Buffer.from(request.body).toString(binary ? 'base64' : 'utf8'),
    isBase64Encoded: binary && request.body.length > 0,
  };
}

/** The API's name in AWS, whatever name it was reached by here. */
export function domainName(served: ServedStage): string {
  return `${served.api.id}.execute-api.${served.tenant.region}.amazonaws.com`;
}

function forwardedHeaders(request: ApiRequest, trace: string): Pairs {
  const kept: [string, string][] = [];
  for (const [name, value] of request.headers) {
    const key = name.toLowerCase();
    if (!hopByHop.has(key)) kept.push([capitalised[key] ?? name, value]);
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

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `09/Apr/2015:12:34:56 +0000`, the time of the Common Log Format. */
export function clfTime(epochMilliseconds: number): string {
  const time = new Date(epochMilliseconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${two(time.getUTCDate())}/${months[time.getUTCMonth()]}/${time.getUTCFullYear()}`;
  return `${date}:${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} +0000`;
}
