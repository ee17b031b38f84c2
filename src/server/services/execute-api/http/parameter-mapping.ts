/**
 * Parameter mappings of HTTP APIs: what is appended to, overwritten in or removed from a request and an answer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
import type { Pairs } from '../api-request.ts';
import type { ApiResponse } from '../api-response.ts';
import type { HttpExchange } from './exchange.ts';
import type { HttpAnswer } from './values.ts';
import { mappedText } from './values.ts';

export interface MappedRequest {
  readonly headers: Pairs;
  readonly query: Pairs;
  /** Instead of the integration's own path. */
  readonly path: string | undefined;
}

export function mapRequest(
  parameters: Readonly<Record<string, string>> | undefined,
  exchange: HttpExchange,
  request: { readonly headers: Pairs; readonly query: Pairs },
): MappedRequest {
  let { headers, query } = request;
  let path: string | undefined;
  for (const [key, expression] of Object.entries(parameters ?? {})) {
    const { operation, kind, name } = parseKey(key);
    const value = operation === 'remove' ? undefined : mappedText(expression, exchange);
    if (operation !== 'remove' && value === undefined) continue;
    if (kind === 'path') path = value;
    else if (kind === 'header') headers = change(headers, operation, name, value, true);
    else if (kind === 'querystring') query = change(query, operation, name, value, false);
  }
  return { headers, query, path };
}

/** @param parameters by status code of the answer. */
export function mapResponse(
  parameters: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined,
  exchange: HttpExchange,
  response: ApiResponse,
): ApiResponse {
  const mappings = parameters?.[String(response.statusCode)];
  if (!mappings) return response;
  const answer: HttpAnswer = response;
  let { headers, statusCode } = response;
  for (const [key, expression] of Object.entries(mappings)) {
    const { operation, kind, name } = parseKey(key);
    const value = operation === 'remove' ? undefined : mappedText(expression, exchange, answer);
    if (operation !== 'remove' && value === undefined) continue;
    if (kind === 'statuscode') statusCode = /^[1-5]\d\d$/.test(value ?? '') ? Number(value) : statusCode;
    else if (kind === 'header') headers = change(headers, operation, name, value, true);
  }
  return { ...response, statusCode, headers };
}

function parseKey(key: string) {
  const [, operation = '', kind = '', name = ''] = /^(append|overwrite|remove):(\w+)(?:\.(.+))?$/.exec(key) ?? [];
  return { operation, kind, name };
}

function change(pairs: Pairs, operation: string, name: string, value: string | undefined, anyCase: boolean): Pairs {
  const isNamed = (given: string) => given === name || (anyCase && given.toLowerCase() === name.toLowerCase());
  const kept = operation === 'append' ? pairs : pairs.filter(([given]) => !isNamed(given));
  return value === undefined ? kept : [...kept, [name, value]];
}
