/**
 * JOURNEY 2, first half, for HTTP APIs: they record no segment, so the function decides by itself whether it is traced.
 *
 * 1. find the stage and what it serves (find-stage.ts)
 * 2. answer a preflight request (cors.ts)
 * 3. find the route (routes.ts)
 * 4. let the caller in (authorize.ts)
 * 5. call the function (call-function.ts) or the other server (call-http.ts)
 * 6. put the API's CORS headers on the answer (cors.ts)
 * 7. record metrics and access log (record.ts)
 */
import type { HttpIntegration } from '../../http-api.ts';
import type { FunctionInvoker, Tenant } from '../../ports.ts';
import type { ApiAddress } from '../address.ts';
import type { ApiRequest } from '../api-request.ts';
import type { ApiResponse } from '../api-response.ts';
import { GatewayError } from '../api-response.ts';
import type { IntegrationCall } from '../integrations/integration-call.ts';
import { traceRequest } from '../trace-request.ts';
import type { AuthorizeHttp } from './authorize.ts';
import { callHttpFunction } from './call-function.ts';
import { callHttp } from './call-http.ts';
import { answerPreflight, withCors } from './cors.ts';
import type { HttpExchange } from './exchange.ts';
import type { ServedHttpStage } from './find-stage.ts';
import { httpErrors } from './gateway-errors.ts';
import type { HttpRecorders } from './record.ts';
import { recordHttp } from './record.ts';
import { noHttpRoute } from './routes.ts';

export interface HttpApiSteps extends HttpRecorders {
  readonly findHttpStage: (tenant: Tenant, address: ApiAddress) => ServedHttpStage | undefined;
  readonly authorize: AuthorizeHttp;
  readonly invoker: FunctionInvoker;
}

/** @returns undefined when the API is no HTTP API. @throws GatewayError 404 for a stage that is not there. */
export async function serveHttpRequest(
  steps: HttpApiSteps,
  tenant: Tenant,
  request: ApiRequest,
  requestId: string,
): Promise<{ readonly response: ApiResponse; readonly recorded: Promise<unknown> | undefined } | undefined> {
  const served = steps.findHttpStage(tenant, request.address);
  if (!served) return undefined;
  const { cors } = served.deployment;
  const preflight = answerPreflight(cors, request);
  if (preflight) return { response: preflight, recorded: undefined };
  const matched = served.routes.match(request.method, served.path) ?? noHttpRoute;
  const { downstream: traceHeader } = traceRequest(request, { stage: { tracingEnabled: false } }, () => false);
  const integration: HttpIntegration = matched.integration ?? noHttpRoute.integration;
  let exchange: HttpExchange = { request, served, matched, integration, requestId, traceHeader };
  let call: IntegrationCall | undefined;
  let error: GatewayError | undefined;
  const answer = async (): Promise<ApiResponse> => {
    if (matched === noHttpRoute) throw httpErrors.notFound();
    exchange = { ...exchange, authorization: await steps.authorize(exchange) };
    if (!matched.integration) throw httpErrors.failed(`Route ${matched.route.routeKey} has no target`);
    const report = (begun: IntegrationCall) => (call = begun);
    return integration.type === 'HTTP_PROXY' ? callHttp(exchange, report) : callHttpFunction(steps.invoker, exchange, report);
  };
  const answered = await answer().catch((thrown: unknown) => {
    error = thrown instanceof GatewayError ? thrown : httpErrors.failed(String(thrown));
    return error.response;
  });
  const response = withCors(cors, request, answered);
  return { response, recorded: recordHttp(steps, exchange, { response, call, error, endedAt: Date.now() }) };
}
