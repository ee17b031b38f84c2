/** CORS as Lambda handles it at a function's URL by itself (lambda/latest/dg/urls-configuration.html#urls-cors). */
import type { HttpCors } from '../../http-api.ts';
import type { UrlRequest } from './request.ts';
import type { UrlResponse } from './response.ts';

/** Undefined: it is no preflight request, or the URL has no CORS, so the function answers. */
export function answerPreflight(cors: HttpCors | undefined, request: UrlRequest): UrlResponse | undefined {
  const asked = request.headers.get('access-control-request-method')?.[0];
  if (!cors || request.method !== 'OPTIONS' || asked === undefined || !request.headers.has('origin')) return undefined;
  const headers: [string, string][] = [];
  const origin = allowedOrigin(cors, request);
  const methods = cors.allowMethods ?? [];
  if (origin !== undefined && (methods.includes('*') || methods.includes(asked))) {
    headers.push(...sharedHeaders(cors, origin), ['access-control-allow-methods', methods.join(',')]);
    if (cors.allowHeaders?.length) headers.push(['access-control-allow-headers', cors.allowHeaders.join(',')]);
    if (cors.maxAge !== undefined) headers.push(['access-control-max-age', String(cors.maxAge)]);
  }
  return { statusCode: 200, headers, body: new Uint8Array() };
}

/** The response with the URL's CORS headers instead of the function's. */
export function withCors(cors: HttpCors | undefined, request: UrlRequest, response: UrlResponse): UrlResponse {
  if (!cors) return response;
  const own = response.headers.filter(([name]) => !name.toLowerCase().startsWith('access-control-'));
  const origin = allowedOrigin(cors, request);
  if (origin === undefined) return { ...response, headers: own };
  const exposed = cors.exposeHeaders?.length ? [['access-control-expose-headers', cors.exposeHeaders.join(',')] as const] : [];
  return { ...response, headers: [...own, ...sharedHeaders(cors, origin), ...exposed] };
}

function sharedHeaders(cors: HttpCors, origin: string): [string, string][] {
  const headers: [string, string][] = [['access-control-allow-origin', origin]];
  if (origin !== '*') headers.push(['vary', 'Origin']);
  if (cors.allowCredentials) headers.push(['access-control-allow-credentials', 'true']);
  return headers;
}

/** `*` for everyone, unless credentials are allowed; else the request's own origin when it is listed. */
function allowedOrigin(cors: HttpCors, request: UrlRequest): string | undefined {
  const origin = request.headers.get('origin')?.[0];
  if (origin === undefined) return undefined;
  const allowed = cors.allowOrigins ?? [];
  if (allowed.includes('*')) return cors.allowCredentials ? origin : '*';
  return allowed.includes(origin) ? origin : undefined;
}
