/**
 * What mapping templates see: `$input`, `$context`, `$stageVariables`, `$util`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */

import { decode } from '../api-request.ts';
import { parseExactly, stringifyExactly } from '../exact-json.ts';
import type { Exchange } from '../exchange.ts';
import { jsonPath } from '../json-path.ts';
import { collect, forwardedHeaders } from '../proxy-event.ts';
import { requestContext } from '../request-context.ts';
import { HostObject, ownValue, textOf } from '../vtl/values.ts';
import { util } from './template-functions.ts';

/** What a template set beside its text. */
export interface Overrides {
  readonly requestOverride: {
    readonly header: Record<string, unknown>;
    readonly path: Record<string, unknown>;
    readonly querystring: Record<string, unknown>;
  };
  readonly responseOverride: { readonly header: Record<string, unknown>; status?: unknown };
}

export const noOverrides = (): Overrides => ({
  requestOverride: { header: {}, path: {}, querystring: {} },
  responseOverride: { header: {} },
});

/** @param body what `$input` reads: of the request, or of the integration's answer. @param overrides are changed by the template. */
export function templateVariables(exchange: Exchange, body: string, overrides: Overrides): Record<string, unknown> {
  return {
    input: inputObject(exchange, body),
    util,
    context: { ...contextOf(exchange), ...overrides },
    stageVariables: { ...exchange.served.stage.variables },
  };
}

/** `$context`, with what only templates and logs see of it. */
export function contextOf(exchange: Exchange): Record<string, unknown> {
  const { recorded, downstream } = exchange.trace;
  const xrayTraceId = recorded?.traceId ?? /Root=([^;]+)/.exec(downstream)?.[1];
  return { ...requestContext(exchange), xrayTraceId };
}

export interface RequestParameters {
  readonly path: Readonly<Record<string, string>>;
  readonly querystring: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, string>>;
}

/** Of a name that repeats, the last value counts. */
export function parametersOf({ request, route, trace }: Exchange): RequestParameters {
  return {
    path: Object.fromEntries(Object.entries(route.pathParameters).map(([name, value]) => [name, decode(value)])),
    querystring: { ...collect(request.query).last },
    header: { ...collect(forwardedHeaders(request, trace.downstream)).last },
  };
}

function inputObject(exchange: Exchange, body: string): HostObject {
  const text = body === '' ? '{}' : body;
  let parameters: RequestParameters | undefined;
  const parametersNow = () => {
    parameters ??= parametersOf(exchange);
    return parameters;
  };
  let document: { readonly value: unknown } | undefined;
  const find = (path: unknown) => {
    document ??= { value: parsed(text) };
    return jsonPath(document.value, path === undefined ? '$' : textOf(path));
  };
  return new HostObject(
    {
      json: (path) => stringifyExactly(find(path) ?? ''),
      path: (path) => find(path),
      params(name) {
        if (name === undefined) return parametersNow();
        const { path, querystring, header } = parametersNow();
        const key = textOf(name);
        return ownValue(path, key) ?? ownValue(querystring, key) ?? headerIn(header, key) ?? '';
      },
    },
    { body: text },
  );
}

function headerIn(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  const key = Object.keys(headers).find((header) => header.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : headers[key];
}

function parsed(text: string): unknown {
  try {
    return parseExactly(text);
  } catch {
    return undefined;
  }
}
