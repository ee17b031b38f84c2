/**
 * JOURNEY 2, first half: a request to a REST API's stage, from the URL to the back end and back.
 *
 * 1. find the stage and what it serves (find-stage.ts)
 * 2. find resource and method (routes.ts)
 * 3. give the request its trace (trace-request.ts)
 * 4. let the caller in (authorize/admit.ts)
 * 5. check the request against its model (validate-request.ts)
 * 6. have the back end answer (integrations/call-integration.ts)
 * 7. or answer for it (gateway-response.ts)
 * 8. record the stage's segment, metrics and access log (record.ts)
 */
import type { ApiAddress } from './address.ts';
import type { ApiRequest } from './api-request.ts';
import type { ApiResponse } from './api-response.ts';
import { GatewayError } from './api-response.ts';
import type { Admit } from './authorize/admit.ts';
import type { Exchange, RequestIds } from './exchange.ts';
import type { ServedStage } from './find-stage.ts';
import { gatewayErrors } from './gateway-errors.ts';
import { gatewayResponse } from './gateway-response.ts';
import type { Backends } from './integrations/call-integration.ts';
import { callIntegration } from './integrations/call-integration.ts';
import type { IntegrationCall } from './integrations/integration-call.ts';
import type { Recorders } from './record.ts';
import { record } from './record.ts';
import { noRoute } from './routes.ts';
import { answerHeader, traceRequest } from './trace-request.ts';
import { validateRequest } from './validate-request.ts';

export interface ExecuteApiSteps extends Backends, Recorders {
  readonly findStage: (address: ApiAddress) => ServedStage;
  readonly sample: (request: ApiRequest, served: ServedStage) => boolean;
  readonly admit: Admit;
}

export interface Served {
  readonly response: ApiResponse;
  /** `X-Amzn-Trace-Id` for the client. */
  readonly traceHeader: string | undefined;
  /** What is recorded of the request; nobody has to wait for it. */
  readonly recorded: Promise<unknown>;
}

/** @throws GatewayError for an address that leads to no stage. */
export async function serveRequest(steps: ExecuteApiSteps, request: ApiRequest, ids: RequestIds): Promise<Served> {
  const served = steps.findStage(request.address);
  const route = served.routes.match(request.method, request.address.path);
  const trace = traceRequest(request, served, () => route !== undefined && steps.sample(request, served));
  let exchange: Exchange = { request, served, route: route ?? noRoute(request), ids, trace };
  let call: IntegrationCall | undefined;
  let error: GatewayError | undefined;
  const answer = async (): Promise<ApiResponse> => {
    const integration = route?.method.integration;
    if (!integration) throw gatewayErrors.noRoute();
    exchange = await steps.admit(exchange);
    validateRequest(exchange);
    return callIntegration(steps, exchange, integration, (begun) => (call = begun));
  };
  const response = await answer().catch((thrown: unknown) => {
    error = thrown instanceof GatewayError ? thrown : gatewayErrors.configuration(String(thrown));
    return gatewayResponse(error, exchange);
  });
  const recorded = record(steps, exchange, { response, call, error, endedAt: Date.now() }, route !== undefined);
  return { response, traceHeader: tellsTrace(exchange, call) ? answerHeader(trace, call?.traceHeader) : undefined, recorded };
}

/** HTTP_PROXY answers with its back end's own header, if that has one. Otherwise it is told once something was called. */
function tellsTrace({ served, route }: Exchange, call: IntegrationCall | undefined): boolean {
  if (route.method.integration && served.stage.tracingEnabled) return true;
  return call !== undefined && route.method.integration?.type !== 'HTTP_PROXY';
}
