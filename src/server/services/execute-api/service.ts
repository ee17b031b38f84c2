/**
 * execute-api: API Gateway's data plane, which answers requests to deployed REST and HTTP APIs.
 *
 * Who calls it: the API port, before it looks for a signature, with every request that `matches`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Config } from '../../config.ts';
import type { ControlPlane } from '../../store/ports.ts';
import type { WireResponse } from '../../wire/http.ts';
import { openHttpApiStore } from '../http-api.ts';
import type {
  AwsEndpoint,
  FunctionInvoker,
  IdentifyCaller,
  LogSink,
  MethodTester,
  MetricSink,
  RequestSampler,
  SegmentSink,
} from '../ports.ts';
import { openRestApiStore, ownerScope } from '../rest-api.ts';
import { parseAddress } from './address.ts';
import { readRequest } from './api-request.ts';
import type { ApiResponse } from './api-response.ts';
import { GatewayError, sendResponse } from './api-response.ts';
import { createAdmit } from './authorize/admit.ts';
import { stageFinder } from './find-stage.ts';
import { gatewayErrors } from './gateway-errors.ts';
import { createAuthorizeHttp } from './http/authorize.ts';
import { httpStageFinder } from './http/find-stage.ts';
import { httpErrors } from './http/gateway-errors.ts';
import type { HttpApiSteps } from './http/pipeline.ts';
import { serveHttpRequest } from './http/pipeline.ts';
import type { ExecuteApiSteps } from './pipeline.ts';
import { serveRequest } from './pipeline.ts';
import { sampledRequest } from './sampled-request.ts';
import { createMethodTester } from './test-method.ts';

export interface ExecuteApi {
  /** @param host with or without a port. @param path without its query. */
  matches(host: string, path: string): boolean;
  /** What a request that matches is answered with when its body is larger than API Gateway takes. */
  tooLarge(host: string, path: string): WireResponse;
  /** Answers a request that matches. Resolves once the answer is sent and its segment is durable. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse, body: Uint8Array): Promise<void>;
  readonly testMethod: MethodTester;
}

export function createExecuteApi(deps: {
  readonly controlPlane: ControlPlane;
  readonly invoker: FunctionInvoker;
  readonly segmentSink: SegmentSink;
  readonly metricSink: MetricSink;
  readonly logSink: LogSink;
  readonly awsEndpoint: AwsEndpoint;
  readonly identify: IdentifyCaller;
  readonly sampler: RequestSampler;
  readonly config: Config;
}): ExecuteApi {
  const store = openRestApiStore(deps.controlPlane);
  const steps: ExecuteApiSteps = {
    findStage: stageFinder(store),
    admit: createAdmit({ invoker: deps.invoker, identify: deps.identify, store }),
    // Who asks for every invocation's trace wants the requests that lead to them as well.
    sample: (request, served) =>
      deps.config.lambdaSampling === 'all' || deps.sampler.sample(served.tenant, sampledRequest(request, served)),
    invoker: deps.invoker,
    awsEndpoint: deps.awsEndpoint,
    segmentSink: deps.segmentSink,
    metricSink: deps.metricSink,
    logSink: deps.logSink,
  };
  const { owners } = store;
  const httpApis = openHttpApiStore(deps.controlPlane);
  const httpSteps: HttpApiSteps = {
    findHttpStage: httpStageFinder(httpApis),
    authorize: createAuthorizeHttp(deps),
    invoker: deps.invoker,
    metricSink: deps.metricSink,
    logSink: deps.logSink,
  };
  return {
    testMethod: createMethodTester(steps),
    matches: (host, path) => parseAddress(host, path) !== undefined,
    tooLarge(host, path) {
      const address = parseAddress(host, path);
      const owner = address && owners.get(ownerScope, address.apiId);
      return owner && httpApis.apis.get(owner, address.apiId) ? tooLarge.http : tooLarge.rest;
    },
    async handle(message, response, body) {
      const ids = { requestId: randomUUID(), extendedRequestId: `${randomBytes(11).toString('base64url').slice(0, 15)}=` };
      const finish = (answer: ApiResponse, traceHeader?: string) =>
        sendResponse(response, {
          ...answer,
          headers: [
            ...answer.headers,
            ['x-amzn-RequestId', ids.requestId],
            ['x-amz-apigw-id', ids.extendedRequestId],
            ...(traceHeader ? ([['X-Amzn-Trace-Id', traceHeader]] as const) : []),
          ],
        });
      try {
        const request = readRequest(message, body, Date.now());
        if (!request) throw gatewayErrors.forbidden();
        const { apiId, region } = request.address;
        const owner = owners.get(ownerScope, apiId);
        if (owner && (region === undefined || region === owner.region)) {
          const answer = await serveHttpRequest(httpSteps, owner, request, ids.extendedRequestId).catch(httpFailure);
          if (answer) {
            const headers = [...answer.response.headers, ['apigw-requestid', ids.extendedRequestId] as const];
            sendResponse(response, { ...answer.response, headers });
            await answer.recorded?.catch(() => undefined);
            return;
          }
        }
        const served = await serveRequest(steps, request, ids);
        finish(served.response, served.traceHeader);
        // A trace store that is full must not fail a request that was answered.
        await served.recorded.catch(() => undefined);
      } catch (error) {
        const known = error instanceof GatewayError ? error : gatewayErrors.configuration(String(error));
        finish(known.response);
      }
    },
  };
}

/** The body is never read, so that no API's gateway responses have a say. */
const tooLarge = {
  rest: {
    status: 413,
    headers: { 'content-type': 'text; charset=utf-8' },
    body: 'HTTP content length exceeded 10485760 bytes.',
  },
  http: { status: 413, headers: { 'content-type': 'application/json' }, body: '{"message":"Request Entity Too Large"}' },
};

function httpFailure(error: unknown): { readonly response: ApiResponse; readonly recorded: undefined } {
  const { response } = error instanceof GatewayError ? error : httpErrors.failed(String(error));
  return { response, recorded: undefined };
}
