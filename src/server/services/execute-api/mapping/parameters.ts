/**
 * The right side of a parameter mapping: a value of the request, of the integration's answer, of the context, or a static one.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
import type { Pairs } from '../api-request.ts';
import { decode } from '../api-request.ts';
import { parseExactly, stringifyExactly } from '../exact-json.ts';
import type { Exchange } from '../exchange.ts';
import { gatewayErrors } from '../gateway-errors.ts';
import { jsonPath } from '../json-path.ts';
import { forwardedHeaders } from '../proxy-event.ts';
import { isMap, textOf } from '../vtl/values.ts';
import { contextOf } from './variables.ts';

/** `'*'` with its quotes is a static value. */
export function staticValue(expression: string): string | undefined {
  return /^'(.*)'$/s.exec(expression)?.[1];
}

/** @param answer of the integration, once there is one. @returns undefined for what is not there. */
export function mappedValue(
  expression: string,
  exchange: Exchange,
  answer?: { readonly headers: Pairs; readonly body: Uint8Array },
): string | readonly string[] | undefined {
  const literal = staticValue(expression);
  if (literal !== undefined) return literal;
  const [, source = '', rest = ''] =
    /^(method\.request|integration\.response|context|stageVariables)\.(.+)$/.exec(expression) ?? [];
  switch (source) {
    case 'context':
      return textUnlessMissing(jsonPath(contextOf(exchange), `$.${rest}`));
    case 'stageVariables':
      return Object.hasOwn(exchange.served.stage.variables, rest) ? exchange.served.stage.variables[rest] : undefined;
    case 'method.request':
      return requestValue(rest, exchange);
    case 'integration.response':
      return answer && answerValue(rest, answer);
    default:
      return undefined;
  }
}

function requestValue(part: string, { request, route, trace }: Exchange): string | readonly string[] | undefined {
  const [kind, name] = split(part);
  switch (kind) {
    case 'path':
      return Object.hasOwn(route.pathParameters, name) ? decode(route.pathParameters[name] ?? '') : undefined;
    case 'querystring':
      return valuesOf(request.query, name).at(-1);
    case 'multivaluequerystring':
      return unlessNone(valuesOf(request.query, name));
    case 'header':
      return valuesOf(forwardedHeaders(request, trace.downstream), name).at(-1);
    case 'multivalueheader':
      return unlessNone(valuesOf(forwardedHeaders(request, trace.downstream), name));
    case 'body':
      return bodyValue(Buffer.from(request.body).toString(), name, gatewayErrors.badJson);
    default:
      return undefined;
  }
}

function answerValue(part: string, answer: { readonly headers: Pairs; readonly body: Uint8Array }) {
  const [kind, name] = split(part);
  if (kind === 'header') return valuesOf(answer.headers, name, true).at(-1);
  if (kind === 'multivalueheader') return unlessNone(valuesOf(answer.headers, name, true));
  if (kind !== 'body') return undefined;
  const text = Buffer.from(answer.body).toString();
  return bodyValue(text, name, () => gatewayErrors.configuration('The body of the integration response is not JSON'));
}

/** `body` is the whole of it, `body.x` what JSONPath finds. */
function bodyValue(text: string, path: string, notJson: () => Error): string | undefined {
  if (path === '') return text;
  let document: unknown = {};
  // Only what looks like JSON is read as JSON.
  if (/^\s*[{["']/.test(text)) {
    try {
      document = parseExactly(text);
    } catch {
      throw notJson();
    }
  }
  return textUnlessMissing(jsonPath(document, path.startsWith('$') ? path : `$.${path}`));
}

function split(part: string): [kind: string, name: string] {
  const at = part.indexOf('.');
  return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
}

/** Names of request parameters are compared as they are spelt, those of an answer's headers in any case. */
function valuesOf(pairs: Pairs, name: string, anyCase = false): string[] {
  const isNamed = (given: string) => given === name || (anyCase && given.toLowerCase() === name.toLowerCase());
  return pairs.filter(([given]) => isNamed(given)).map(([, value]) => value);
}

const unlessNone = (values: readonly string[]) => (values.length > 0 ? values : undefined);

const textUnlessMissing = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : isMap(value) ? stringifyExactly(value) : textOf(value);
