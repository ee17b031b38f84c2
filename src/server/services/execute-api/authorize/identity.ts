/**
 * What identifies a caller to an authorizer: the values of its identity sources, which are also the key of its cache.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html
 */
import type { RestAuthorizer } from '../../rest-api.ts';
import { headerOf } from '../api-request.ts';
import { wholeMatch } from '../bounded-regex.ts';
import type { Exchange } from '../exchange.ts';
import { gatewayErrors } from '../gateway-errors.ts';
import { jsonPath } from '../json-path.ts';
import { contextOf } from '../mapping/variables.ts';
import { textOf } from '../vtl/values.ts';

/** @throws GatewayError 401 when a value is missing, or the token does not match the authorizer's pattern. */
export function identityOf(exchange: Exchange, authorizer: RestAuthorizer): readonly string[] {
  const sources = (authorizer.identitySource ?? '')
    .split(',')
    .map((source) => source.trim())
    .filter((source) => source !== '');
  const values = sources.map((source) => {
    const value = sourceValue(exchange, source);
    if (value === undefined || value === '') throw gatewayErrors.unauthorized(`Identity source ${source} is missing`);
    return value;
  });
  const pattern = authorizer.identityValidationExpression;
  if (pattern && authorizer.type === 'TOKEN') {
    const outcome = wholeMatch(pattern, values[0] ?? '');
    if ('failure' in outcome) throw gatewayErrors.authorizerMisconfigured(outcome.failure);
    if (!outcome.value) throw gatewayErrors.unauthorized('The token does not match identityValidationExpression');
  }
  return values;
}

function sourceValue(exchange: Exchange, source: string): string | undefined {
  const { request, served } = exchange;
  const [, kind, name = ''] =
    /^(method\.request\.header|method\.request\.querystring|context|stageVariables)\.(.+)$/.exec(source) ?? [];
  switch (kind) {
    case 'method.request.header':
      return headerOf(request, name.toLowerCase());
    case 'method.request.querystring':
      return request.query.find(([given]) => given === name)?.[1];
    case 'stageVariables':
      return Object.hasOwn(served.stage.variables, name) ? served.stage.variables[name] : undefined;
    case 'context': {
      const value = jsonPath(contextOf(exchange), `$.${name}`);
      return value === undefined || value === null ? undefined : textOf(value);
    }
    default:
      return undefined;
  }
}
