/**
 * The integration response: what a REST API makes of the back end's answer, for integrations that are no proxies.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
 */
import type { RestIntegration, RestIntegrationResponse } from '../../rest-api.ts';
import type { Pairs } from '../api-request.ts';
import { headerOf } from '../api-request.ts';
import type { ApiResponse } from '../api-response.ts';
import { wholeMatch } from '../bounded-regex.ts';
import type { Exchange } from '../exchange.ts';
import { gatewayErrors } from '../gateway-errors.ts';
import { remapHeader } from '../response-headers.ts';
import { answerBody } from './body.ts';
import { override, rendered } from './integration-request.ts';
import { mappedValue } from './parameters.ts';
import type { Overrides } from './variables.ts';

export interface IntegrationAnswer {
  readonly headers: Pairs;
  readonly body: Uint8Array;
  /** What selection patterns are held against: the status, or a function's error message; undefined for a function without one. */
  readonly selection: string | undefined;
}

/** @throws GatewayError 500 when no response is chosen, or its template fails. */
export function integrationResponse(
  exchange: Exchange,
  integration: RestIntegration,
  answer: IntegrationAnswer,
  overrides: Overrides,
): ApiResponse {
  const chosen = choose(Object.values(integration.responses), answer.selection);
  const headers: [string, string][] = [];
  for (const [target, expression] of Object.entries(chosen.responseParameters ?? {})) {
    const name = /^method\.response\.header\.(.+)$/.exec(target)?.[1];
    const value = mappedValue(expression, exchange, answer);
    if (name === undefined || value === undefined) continue;
    headers.push([name, typeof value === 'string' ? value : value.join(',')]);
  }
  const contentType = answer.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const converted = answerBody(exchange, { body: answer.body, contentType }, chosen.contentHandling);
  const template = responseTemplate(exchange, chosen);
  const body = template === undefined ? converted : rendered(template.text, exchange, converted, overrides);
  const { header, status } = overrides.responseOverride;
  const sent = override(headers, header)
    .filter(([name]) => name.toLowerCase() !== 'transfer-encoding')
    .map(([name, value]) => [remapHeader(name), value] as const);
  const isTyped = sent.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    statusCode: isStatus(status) ? Number(status) : Number(chosen.statusCode),
    headers: isTyped ? sent : [...sent, ['Content-Type', template?.type ?? 'application/json']],
    body: typeof body === 'string' ? Buffer.from(body) : body,
  };
}

/** The first response whose pattern matches, else the one without a pattern. */
function choose(responses: readonly RestIntegrationResponse[], selection: string | undefined): RestIntegrationResponse {
  const matching =
    selection === undefined
      ? undefined
      : responses.find(({ selectionPattern: pattern }) => pattern && isSelected(pattern, selection));
  const chosen = matching ?? responses.find(({ selectionPattern }) => !selectionPattern);
  if (chosen) return chosen;
  const what = selection === undefined ? 'an answer without an error' : selection;
  throw gatewayErrors.configuration(`No match for output mapping and no default output mapping configured: ${what}`);
}

function isSelected(pattern: string, selection: string): boolean {
  const outcome = wholeMatch(pattern, selection);
  if ('failure' in outcome) throw gatewayErrors.configuration(outcome.failure);
  return outcome.value;
}

/** The template for what the client accepts, else that for JSON, else the first. */
function responseTemplate({ request }: Exchange, { responseTemplates = {} }: RestIntegrationResponse) {
  const accepted = (headerOf(request, 'accept') ?? '').split(',').map((type) => type.split(';')[0]?.trim().toLowerCase());
  const entries = Object.entries(responseTemplates);
  const [type, text] =
    entries.find(([given]) => accepted.includes(given.toLowerCase())) ??
    entries.find(([given]) => given === 'application/json') ??
    entries[0] ??
    [];
  return type === undefined || !text ? undefined : { type, text };
}

/** API Gateway leaves what is no status as it is. */
function isStatus(value: unknown): boolean {
  return value !== undefined && /^[1-5]\d\d$/.test(String(value));
}
