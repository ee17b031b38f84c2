/**
 * JOURNEY 2, first half: a request to a REST API's stage, from the URL to the function and back.
 *
 * 1. find the stage and what it serves (find-stage.ts)
 * 2. find resource and method (routes.ts)
 * 3. give the request its trace (trace-request.ts)
 * 4. call the function (call-function.ts), or answer for it (answer-mock.ts)
 * 5. record the stage's segment (stage-segment.ts)
 */
import type { FunctionInvoker, SegmentSink } from '../ports.ts';
import type { ApiAddress } from './address.ts';
import { answerMock } from './answer-mock.ts';
import type { ApiRequest } from './api-request.ts';
import type { ApiResponse } from './api-response.ts';
import { GatewayError, gatewayErrors } from './api-response.ts';
import type { FunctionCall } from './call-function.ts';
import { callFunction } from './call-function.ts';
import type { RequestIds } from './exchange.ts';
import type { ServedStage } from './find-stage.ts';
import { stageSegment } from './stage-segment.ts';
import { traceRequest } from './trace-request.ts';

export interface ExecuteApiSteps {
  readonly findStage: (address: ApiAddress) => ServedStage;
  readonly sample: (request: ApiRequest, served: ServedStage) => boolean;
  readonly invoker: FunctionInvoker;
  readonly segmentSink: SegmentSink;
}

/** @returns the answer, and the recording of its segment, which nobody has to wait for. @throws GatewayError */
export async function serveRequest(
  steps: ExecuteApiSteps,
  request: ApiRequest,
  ids: RequestIds,
): Promise<{ readonly response: ApiResponse; readonly traceHeader: string; readonly recorded: Promise<unknown> | undefined }> {
  const served = steps.findStage(request.address);
  const route = served.routes.match(request.method, request.address.path);
  const integration = route?.method.integration;
  if (!route || !integration) throw gatewayErrors.noRoute();
  const trace = traceRequest(request, served, () => steps.sample(request, served));
  const exchange = { request, served, route, ids, trace };
  let call: FunctionCall | undefined;
  let cause: string | undefined;
  const calling =
    integration.type === 'MOCK'
      ? Promise.resolve().then(() => answerMock(integration, request))
      : callFunction(steps.invoker, exchange, integration, (begun) => (call = begun));
  const response = await calling.catch((error: unknown) => {
    if (!(error instanceof GatewayError)) throw error;
    cause = error.message;
    return error.response;
  });
  if (!trace.recorded) return { response, traceHeader: trace.answer, recorded: undefined };
  const segment = stageSegment(exchange, trace.recorded, { response, call, cause, endedAt: Date.now() });
  const recorded = steps.segmentSink.accept(served.tenant, [JSON.stringify(segment)]);
  return { response, traceHeader: trace.answer, recorded };
}
