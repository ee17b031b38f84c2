/**
 * The integration request: what a REST API makes of a method request before it calls the back end.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-request.html
 *
 * Who calls it: the integrations that are no proxies, and HTTP_PROXY for its parameters.
 */
import type { RestIntegration } from '../../rest-api.ts';
import type { Pairs } from '../api-request.ts';
import { headerOf } from '../api-request.ts';
import type { Exchange } from '../exchange.ts';
import { gatewayErrors } from '../gateway-errors.ts';
import { TemplateError } from '../vtl/nodes.ts';
import { render } from '../vtl/render.ts';
import { textOf } from '../vtl/values.ts';
import { requestBody } from './body.ts';
import { checkMappedHeaders, sendable } from './header-rules.ts';
import { mappedValue } from './parameters.ts';
import type { Overrides } from './variables.ts';
import { noOverrides, templateVariables } from './variables.ts';

export interface MappedParameters {
  readonly header: Pairs;
  readonly querystring: Pairs;
  readonly path: Readonly<Record<string, string>>;
}

export interface IntegrationRequest extends MappedParameters {
  readonly body: Uint8Array;
  /** Kept for the response template, which sees what this one set. */
  readonly overrides: Overrides;
}

/** @throws GatewayError 415 when no template takes the body, 500 for a template that fails. */
export function integrationRequest(exchange: Exchange, integration: RestIntegration): IntegrationRequest {
  const template = requestTemplate(exchange, integration);
  const body = requestBody(exchange, integration.contentHandling);
  const overrides = noOverrides();
  const sent = template === undefined ? body : rendered(template, exchange, body, overrides);
  const mapped = mappedParameters(exchange, integration);
  const { header, querystring, path } = overrides.requestOverride;
  return {
    header: sendable(override(mapped.header, header), integration.type),
    querystring: override(mapped.querystring, querystring),
    path: { ...mapped.path, ...Object.fromEntries(Object.entries(path).map(([name, value]) => [name, textOf(value)])) },
    body: typeof sent === 'string' ? Buffer.from(sent) : sent,
    overrides,
  };
}

/** What `integration.request.…` says. @throws GatewayError 500 for a header that is API Gateway's own. */
export function mappedParameters(exchange: Exchange, integration: RestIntegration): MappedParameters {
  const mapped = { header: [] as [string, string][], querystring: [] as [string, string][], path: {} as Record<string, string> };
  for (const [target, expression] of Object.entries(integration.requestParameters ?? {})) {
    const [, kind, name = ''] = /^integration\.request\.(header|querystring|path)\.(.+)$/.exec(target) ?? [];
    const value = mappedValue(expression, exchange);
    if (value === undefined) continue;
    if (kind === 'path') mapped.path[name] = typeof value === 'string' ? value : value.join(',');
    else if (kind === 'querystring')
      for (const one of typeof value === 'string' ? [value] : value) mapped.querystring.push([name, one]);
    else if (kind === 'header') mapped.header.push([name, typeof value === 'string' ? value : value.join(',')]);
  }
  checkMappedHeaders(mapped.header, integration.type);
  return mapped;
}

/** The template for the request's content type; undefined when the body passes through. */
function requestTemplate({ request }: Exchange, integration: RestIntegration): string | undefined {
  const templates = integration.requestTemplates ?? {};
  const contentType = headerOf(request, 'content-type')?.split(';')[0]?.trim().toLowerCase() || 'application/json';
  const found = Object.entries(templates).find(([type]) => type.toLowerCase() === contentType)?.[1] ?? templates['$default'];
  if (found) return found;
  const { passthroughBehavior } = integration;
  const isRefused =
    passthroughBehavior === 'NEVER' || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && Object.keys(templates).length > 0);
  if (isRefused)
    throw gatewayErrors.mediaType(`No request template for ${contentType}, and passthrough is ${passthroughBehavior}`);
  return undefined;
}

/** Runs a template over a body. @throws GatewayError 500 */
export function rendered(template: string, exchange: Exchange, body: string | Uint8Array, overrides: Overrides): string {
  if (typeof body !== 'string') throw gatewayErrors.configuration('A mapping template cannot read a binary body');
  try {
    return render(template.trim(), templateVariables(exchange, body, overrides));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw gatewayErrors.configuration(error.message);
  }
}

/** A name that a template set is sent with its values only. */
export function override(pairs: Pairs, given: Readonly<Record<string, unknown>>): Pairs {
  const names = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const set = Object.entries(given).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => [name, textOf(one)] as const),
  );
  return [...pairs.filter(([name]) => !names.has(name.toLowerCase())), ...set];
}
