/**
 * Where values of parameter mappings and identity sources come from: `request.header.x`, `context.x`, `stageVariables.x`, …
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
import type { Pairs } from '../api-request.ts';
import { jsonPath } from '../json-path.ts';
import { textOf } from '../vtl/values.ts';
import { httpContext } from './context.ts';
import type { HttpExchange } from './exchange.ts';

export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Pairs;
  readonly body: Uint8Array;
}

/** @param reference without its `$`. Values of a name that repeats are joined by commas. */
export function requestValue(reference: string, exchange: HttpExchange, answer?: HttpAnswer): string | undefined {
  const { request, served, matched } = exchange;
  const [, source = '', rest = ''] = /^(request|response)\.(.+)$/.exec(reference) ?? [];
  if (source === '') {
    const [, root, path = ''] = /^(context|stageVariables)\.(.+)$/.exec(reference) ?? [];
    if (root === 'context') return text(jsonPath(httpContext(exchange), `$.${path}`));
    return root === 'stageVariables' && Object.hasOwn(served.stage.variables, path) ? served.stage.variables[path] : undefined;
  }
  const [kind = '', ...name] = rest.split('.');
  const key = name.join('.');
  if (source === 'response') {
    if (!answer) return undefined;
    if (kind === 'statuscode') return String(answer.statusCode);
    return kind === 'header' ? joined(answer.headers, key, true) : bodyValue(answer.body, key);
  }
  switch (kind) {
    case 'header':
      return joined(request.headers, key, true);
    case 'querystring':
      return joined(request.query, key, false);
    case 'path':
      if (key === '') return served.path;
      return Object.hasOwn(matched.pathParameters, key) ? matched.pathParameters[key] : undefined;
    case 'body':
      return bodyValue(request.body, key);
    default:
      return undefined;
  }
}

/** `$request.header.x` is that value; in another text every `${request.header.x}` is replaced. */
export function mappedText(expression: string, exchange: HttpExchange, answer?: HttpAnswer): string | undefined {
  if (expression.startsWith('$') && !expression.startsWith('${')) return requestValue(expression.slice(1), exchange, answer);
  return expression.replace(/\$\{([^}]*)\}/g, (_, reference: string) => requestValue(reference, exchange, answer) ?? '');
}

function joined(pairs: Pairs, name: string, anyCase: boolean): string | undefined {
  const values = pairs.filter(([given]) => given === name || (anyCase && given.toLowerCase() === name.toLowerCase()));
  return values.length > 0 ? values.map(([, value]) => value).join(',') : undefined;
}

function bodyValue(body: Uint8Array, path: string): string | undefined {
  const whole = Buffer.from(body).toString();
  if (path === '') return whole;
  try {
    return text(jsonPath(JSON.parse(whole), `$.${path}`));
  } catch {
    return undefined;
  }
}

const text = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : typeof value === 'object' ? JSON.stringify(value) : textOf(value);
