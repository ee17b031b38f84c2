/** The event of a function's URL: payload format 2.0 (lambda/latest/dg/urls-invocation.html#urls-payloads). What is empty is left out. */
import { type FunctionUrlOwner, functionUrlHost, type StoredFunctionUrl } from '../../function-url.ts';
import type { UrlCaller } from './authorize.ts';
import type { UrlRequest } from './request.ts';

export interface UrlCall {
  readonly request: UrlRequest;
  readonly owner: FunctionUrlOwner;
  readonly url: StoredFunctionUrl;
  readonly caller: UrlCaller | undefined;
  readonly requestId: string;
  readonly traceHeader: string;
}

export function urlEvent({ request, owner, url, caller, requestId, traceHeader }: UrlCall): object {
  const domainName = functionUrlHost(url.id, owner.region);
  const query = queryParameters(request.queryString);
  const cookies = (request.headers.get('cookie') ?? []).flatMap((line) => line.split(/;\s*/));
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: request.path,
    rawQueryString: request.queryString,
    ...(cookies.length > 0 && { cookies }),
    headers: eventHeaders(request, domainName, traceHeader),
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    requestContext: {
      accountId: caller?.account ?? 'anonymous',
      apiId: url.id,
      ...(caller && { authorizer: authorizer(caller) }),
      domainName,
      domainPrefix: url.id,
      http: {
        method: request.method,
        path: decoded(request.path),
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: request.headers.get('user-agent')?.[0] ?? '',
      },
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: commonLogTime(request.receivedAt),
      timeEpoch: request.receivedAt,
    },
    ...eventBody(request),
  };
}

/** Unlike `rawPath`, which stays as it was sent; what decodes to no text stays too. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function authorizer(caller: UrlCaller): object {
  return {
    iam: {
      accessKey: caller.accessKeyId ?? null,
      accountId: caller.account,
      callerId: caller.userId,
      cognitoIdentity: null,
      principalOrgId: null,
      userArn: caller.arn,
      userId: caller.userId,
    },
  };
}

/** They end here, or are said again below. */
const ownHeaders = new Set([
  'connection',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

function eventHeaders(request: UrlRequest, domainName: string, traceHeader: string): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (const [name, values] of request.headers) if (!ownHeaders.has(name)) headers[name] = values.join(',');
  const forwarded = headers['x-forwarded-for'];
  headers['host'] = domainName;
  headers['x-amzn-trace-id'] = traceHeader;
  headers['x-forwarded-for'] = forwarded === undefined ? request.sourceIp : `${forwarded}, ${request.sourceIp}`;
  headers['x-forwarded-port'] = String(request.port);
  headers['x-forwarded-proto'] = 'http';
  return headers;
}

/** Values of a name that repeats are joined by commas. */
function queryParameters(queryString: string): Record<string, string> {
  const joined: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(queryString))
    joined[name] = joined[name] === undefined ? value : `${joined[name]},${value}`;
  return joined;
}

const textTypes = /^(?:text\/.*|application\/(?:json|xml|javascript)|application\/.*\+(?:json|xml))$/;

/** Text types go as text, all else as base64, forms too. */
function eventBody(request: UrlRequest): object {
  if (request.body.byteLength === 0) return { isBase64Encoded: false };
  const type = request.headers.get('content-type')?.[0]?.split(';')[0]?.trim().toLowerCase();
  const isText = type !== undefined && textTypes.test(type);
  return { body: Buffer.from(request.body).toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `09/Apr/2015:12:34:56 +0000` */
function commonLogTime(epochMilliseconds: number): string {
  const [, year, month, day, time] = /^(\d+)-(\d\d)-(\d\d)T([\d:]{8})/.exec(new Date(epochMilliseconds).toISOString()) ?? [];
  return `${day}/${months[Number(month) - 1]}/${year}:${time} +0000`;
}
