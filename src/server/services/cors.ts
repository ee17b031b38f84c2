/**
 * The CORS headers that HTTP APIs and function URLs answer with by themselves.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors
 */
import type { HttpCors } from './http-api.ts';

/** As Lambda and API Gateway both name the members. */
interface Cors {
  readonly AllowCredentials?: boolean | undefined;
  readonly AllowHeaders?: readonly string[] | undefined;
  readonly AllowMethods?: readonly string[] | undefined;
  readonly AllowOrigins?: readonly string[] | undefined;
  readonly ExposeHeaders?: readonly string[] | undefined;
  readonly MaxAge?: number | undefined;
}

export function storedCors(cors: Cors): HttpCors {
  return {
    allowCredentials: cors.AllowCredentials,
    allowHeaders: cors.AllowHeaders,
    allowMethods: cors.AllowMethods,
    allowOrigins: cors.AllowOrigins,
    exposeHeaders: cors.ExposeHeaders,
    maxAge: cors.MaxAge,
  };
}

export type HeaderLines = readonly (readonly [name: string, value: string])[];

/**
 * The headers that answer a preflight request, none when its origin or method is not allowed.
 * `origin` is the allowed origin, `asked` the value of Access-Control-Request-Method.
 */
export function preflightHeaders(cors: HttpCors, origin: string | undefined, asked: string): [string, string][] {
  const methods = cors.allowMethods ?? [];
  if (origin === undefined || !(methods.includes('*') || methods.includes(asked))) return [];
  const headers = [...sharedHeaders(cors, origin)];
  headers.push(['access-control-allow-methods', methods.join(',')]);
  if (cors.allowHeaders?.length) headers.push(['access-control-allow-headers', cors.allowHeaders.join(',')]);
  if (cors.maxAge !== undefined) headers.push(['access-control-max-age', String(cors.maxAge)]);
  return headers;
}

/** A function's headers with these CORS headers in place of its own. `origin` is the allowed origin. */
export function replaceCorsHeaders(cors: HttpCors, origin: string | undefined, headers: HeaderLines): [string, string][] {
  const own = headers
    .filter(([name]) => !name.toLowerCase().startsWith('access-control-'))
    .map(([name, value]) => line(name, value));
  if (origin === undefined) return own;
  const exposed = cors.exposeHeaders?.length ? [line('access-control-expose-headers', cors.exposeHeaders.join(','))] : [];
  return [...own, ...sharedHeaders(cors, origin), ...exposed];
}

function sharedHeaders(cors: HttpCors, origin: string): [string, string][] {
  const headers = [line('access-control-allow-origin', origin)];
  if (origin !== '*') headers.push(line('vary', 'origin'));
  if (cors.allowCredentials) headers.push(line('access-control-allow-credentials', 'true'));
  return headers;
}

function line(name: string, value: string): [string, string] {
  return [name, value];
}
