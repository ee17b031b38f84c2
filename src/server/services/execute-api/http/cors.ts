/**
 * CORS as an HTTP API handles it by itself: preflight requests are answered without a route, and the function's own CORS headers
 * give way to the API's.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
import { preflightHeaders, replaceCorsHeaders } from '../../cors.ts';
import type { HttpCors } from '../../http-api.ts';
import type { ApiRequest } from '../api-request.ts';
import { headerOf } from '../api-request.ts';
import type { ApiResponse } from '../api-response.ts';

/** 204 for a preflight request to an API with CORS; an origin or method that is not allowed gets no headers. */
export function answerPreflight(cors: HttpCors | undefined, request: ApiRequest): ApiResponse | undefined {
  const asked = headerOf(request, 'access-control-request-method');
  if (!cors || request.method !== 'OPTIONS' || asked === undefined || headerOf(request, 'origin') === undefined) return undefined;
  const lowered = cors.allowHeaders && { allowHeaders: cors.allowHeaders.map((name) => name.toLowerCase()) };
  const headers = preflightHeaders({ ...cors, ...lowered }, allowedOrigin(cors, request), asked);
  return { statusCode: 204, headers, body: new Uint8Array() };
}

/** The response with the API's CORS headers instead of the function's. */
export function withCors(cors: HttpCors | undefined, request: ApiRequest, response: ApiResponse): ApiResponse {
  if (!cors) return response;
  return { ...response, headers: replaceCorsHeaders(cors, allowedOrigin(cors, request), response.headers) };
}

/** `*` for everyone; else the request's own origin when it is allowed. */
function allowedOrigin(cors: HttpCors, request: ApiRequest): string | undefined {
  const origin = headerOf(request, 'origin');
  if (origin === undefined) return undefined;
  const allowed = cors.allowOrigins ?? [];
  if (allowed.includes('*')) return '*';
  const scheme = /^https?:\/\//.exec(origin)?.[0];
  return allowed.includes(origin) || (scheme !== undefined && allowed.includes(`${scheme}*`)) ? origin : undefined;
}
