/**
 * JOURNEY 2, first half, for HTTP APIs: they record no segment, so the function decides by itself whether it is traced.
 *
 * 1. find the stage and what it serves (find-stage.ts)
 * 2. answer a preflight request (cors.ts)
 * 3. find the route (routes.ts)
 * 4. call the function (call-function.ts)
 * 5. put the API's CORS headers on the answer (cors.ts)
 */
import type { FunctionInvoker, Tenant } from '../../ports.ts';
import type { ApiAddress } from '../address.ts';
import type { ApiRequest } from '../api-request.ts';
import type { ApiResponse } from '../api-response.ts';
import { GatewayError } from '../api-response.ts';
import { traceRequest } from '../trace-request.ts';
import { callHttpFunction } from './call-function.ts';
import { answerPreflight, withCors } from './cors.ts';
import type { ServedHttpStage } from './find-stage.ts';
import { httpErrors } from './gateway-errors.ts';

export interface HttpApiSteps {
  readonly findHttpStage: (tenant: Tenant, address: ApiAddress) => ServedHttpStage | undefined;
  readonly invoker: FunctionInvoker;
}

/** @returns undefined when the API is no HTTP API. @throws GatewayError 404 for a stage that is not there. */
export async function serveHttpRequest(
  steps: HttpApiSteps,
  tenant: Tenant,
  request: ApiRequest,
  requestId: string,
): Promise<ApiResponse | undefined> {
  const served = steps.findHttpStage(tenant, request.address);
  if (!served) return undefined;
  const { cors } = served.deployment;
  const preflight = answerPreflight(cors, request);
  if (preflight) return preflight;
  const answer = async (): Promise<ApiResponse> => {
    const matched = served.routes.match(request.method, served.path);
    if (!matched) throw httpErrors.notFound();
    if (!matched.integration) throw httpErrors.failed(`Route ${matched.route.routeKey} has no target`);
    const trace = traceRequest(request, { stage: { tracingEnabled: false } }, () => false);
    const { integration } = matched;
    return callHttpFunction(steps.invoker, { request, served, matched, integration, requestId, traceHeader: trace.downstream });
  };
  const response = await answer().catch((error: unknown) => {
    if (error instanceof GatewayError) return error.response;
    throw error;
  });
  return withCors(cors, request, response);
}
