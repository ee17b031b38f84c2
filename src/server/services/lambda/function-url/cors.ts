/** CORS as Lambda handles it at a function's URL by itself (lambda/latest/dg/urls-configuration.html#urls-cors). */
import { preflightHeaders, replaceCorsHeaders } from '../../cors.ts';
import type { HttpCors } from '../../http-api.ts';
import type { UrlRequest } from './request.ts';
import type { UrlResponse } from './response.ts';

/** Undefined: it is no preflight request, or the URL has no CORS, so the function answers. */
export function answerPreflight(cors: HttpCors | undefined, request: UrlRequest): UrlResponse | undefined {
  const asked = request.headers.get('access-control-request-method')?.[0];
  if (!cors || request.method !== 'OPTIONS' || asked === undefined || !request.headers.has('origin')) return undefined;
  const headers = preflightHeaders(cors, allowedOrigin(cors, request), asked);
  return { statusCode: 200, headers, body: new Uint8Array() };
}

/** The response with the URL's CORS headers instead of the function's. */
export function withCors(cors: HttpCors | undefined, request: UrlRequest, response: UrlResponse): UrlResponse {
  if (!cors) return response;
  return { ...response, headers: replaceCorsHeaders(cors, allowedOrigin(cors, request), response.headers) };
}

/** `*` for everyone, unless credentials are allowed; else the request's own origin when it is listed. */
function allowedOrigin(cors: HttpCors, request: UrlRequest): string | undefined {
  const origin = request.headers.get('origin')?.[0];
  if (origin === undefined) return undefined;
  const allowed = cors.allowOrigins ?? [];
  if (allowed.includes('*')) return cors.allowCredentials ? origin : '*';
  return allowed.includes(origin) ? origin : undefined;
}
