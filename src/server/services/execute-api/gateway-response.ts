/**
 * Turns an error into the API's own gateway response: that of its type, else DEFAULT_4XX or DEFAULT_5XX, else AWS's.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
import { defaultGatewayTemplates } from '../gateway-response-types.ts';
import type { RestGatewayResponse } from '../rest-api.ts';
import { headerOf } from './api-request.ts';
import type { ApiResponse, GatewayError, GatewayProblem } from './api-response.ts';
import type { Exchange } from './exchange.ts';
import { mappedValue } from './mapping/parameters.ts';
import { contextOf, parametersOf } from './mapping/variables.ts';
import { TemplateError } from './vtl/nodes.ts';
import { render } from './vtl/render.ts';

/** @param exchange as far as it is known: a request that no method takes has no route of its own. */
export function gatewayResponse(error: GatewayError, exchange: Exchange): ApiResponse {
  const own = find(exchange.served.deployment.gatewayResponses ?? [], error.problem);
  if (!own) return error.response;
  const headers: [string, string][] = [];
  for (const [target, expression] of Object.entries(own.responseParameters)) {
    const name = /^gatewayresponse\.header\.(.+)$/.exec(target)?.[1];
    const value = mappedValue(expression, exchange);
    if (name !== undefined && value !== undefined) headers.push([name, typeof value === 'string' ? value : value.join(',')]);
  }
  const template = chooseTemplate(own, headerOf(exchange.request, 'accept'));
  if (!headers.some(([name]) => name.toLowerCase() === 'content-type'))
    headers.push(['Content-Type', template?.type ?? 'application/json']);
  return {
    statusCode: own.statusCode ? Number(own.statusCode) : error.problem.statusCode,
    headers: [...headers, ...error.headers],
    // AWS's own template gives AWS's own spellings, which differ between errors.
    body:
      template && template.text !== defaultGatewayTemplates['application/json']
        ? Buffer.from(renderError(template.text, error.problem, exchange))
        : error.response.body,
  };
}

function find(all: readonly RestGatewayResponse[], { type, statusCode }: GatewayProblem): RestGatewayResponse | undefined {
  const byType = (wanted: string) => all.find(({ responseType }) => responseType === wanted);
  return byType(type) ?? byType(statusCode < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
}

function chooseTemplate({ responseTemplates }: RestGatewayResponse, accept = '') {
  const entries = Object.entries(responseTemplates);
  const accepted = accept.split(',').map((type) => type.split(';')[0]?.trim().toLowerCase());
  const [type, text] =
    entries.find(([given]) => accepted.includes(given.toLowerCase())) ??
    entries.find(([given]) => given === 'application/json') ??
    entries[0] ??
    [];
  return type === undefined || text === undefined ? undefined : { type, text };
}

function renderError(template: string, problem: GatewayProblem, exchange: Exchange): string {
  const error = {
    message: problem.message ?? '',
    messageString: JSON.stringify(problem.message),
    responseType: problem.type,
    validationErrorString: problem.validation ?? '',
  };
  const variables = {
    context: { ...contextOf(exchange), error },
    stageVariables: { ...exchange.served.stage.variables },
    method: { request: parametersOf(exchange) },
  };
  try {
    return render(template, variables);
  } catch (cause) {
    if (!(cause instanceof TemplateError)) throw cause;
    return JSON.stringify({ message: 'Internal server error' });
  }
}
