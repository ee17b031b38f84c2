/**
 * Tries a method as TestInvokeMethod asks: as it is, past authorizers and keys, with AWS's execution log of what happened.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-test-method.html
 */
import { randomUUID } from 'node:crypto';
import type { FunctionInvoker, InvokeRequest, InvokeResult, MethodTester } from '../ports.ts';
import { headerOf, parseQuery } from './api-request.ts';
import type { ApiResponse } from './api-response.ts';
import { GatewayError } from './api-response.ts';
import type { Exchange } from './exchange.ts';
import { gatewayErrors } from './gateway-errors.ts';
import { gatewayResponse } from './gateway-response.ts';
import type { Backends } from './integrations/call-integration.ts';
import { callIntegration } from './integrations/call-integration.ts';
import type { IntegrationCall } from './integrations/integration-call.ts';
import { collect } from './proxy-event.ts';
import { compileRoutes } from './routes.ts';
import { answerHeader, traceRequest } from './trace-request.ts';
import { validateRequest } from './validate-request.ts';
import { textOf } from './vtl/values.ts';

const stageName = 'test-invoke-stage';

export function createMethodTester(backends: Backends): MethodTester {
  return async (test) => {
    const exchange = exchangeOf(test);
    const lines = [`Starting execution for request: ${exchange.ids.requestId}`, ...requestLines(exchange)];
    const overheard: Overheard = {};
    let call: IntegrationCall | undefined;
    const answer = async (): Promise<ApiResponse> => {
      const { integration } = test.method;
      if (!integration) throw gatewayErrors.configuration('No integration defined for method');
      validateRequest(exchange);
      const heard = { ...backends, invoker: overhear(backends.invoker, overheard) };
      const response = await callIntegration(heard, exchange, integration, (begun) => (call = begun));
      const isTold = call !== undefined && integration.type !== 'HTTP_PROXY';
      const trace = isTold ? [['X-Amzn-Trace-Id', answerHeader(exchange.trace, call?.traceHeader)] as const] : [];
      return { ...response, headers: [...trace, ...response.headers] };
    };
    let error: GatewayError | undefined;
    const response = await answer().catch((thrown: unknown) => {
      error = thrown instanceof GatewayError ? thrown : gatewayErrors.configuration(String(thrown));
      return failedResponse(error, exchange);
    });
    const endedAt = Date.now();
    if (call) lines.push(...callLines(exchange, call, overheard, endedAt));
    if (error) lines.push(failureLine(error, exchange));
    else
      lines.push(
        `Method response body after transformations: ${Buffer.from(response.body).toString()}`,
        `Method response headers: ${textOf(collect(response.headers).last)}`,
        'Successfully completed execution',
      );
    lines.push(`Method completed with status: ${response.statusCode}`);
    const stamped = lines.map((line) => `${logTime(endedAt)} : ${line}\n`);
    return {
      status: response.statusCode,
      headers: response.headers,
      body: response.body,
      latency: endedAt - exchange.request.receivedAt,
      log: [`Execution log for request ${exchange.ids.requestId}\n`, ...stamped].join(''),
    };
  };
}

function failureLine({ problem, explanation }: GatewayError, { request }: Exchange): string {
  if (problem.validation === undefined) return `Execution failed due to configuration error: ${explanation ?? problem.message}`;
  const type = headerOf(request, 'content-type')?.split(';')[0]?.trim() || 'application/json';
  const text = JSON.parse(`"${problem.validation}"`) as string;
  return `Request body does not match model schema for content type ${type}: ${text}`;
}

/** The API's own gateway response, or no header but the error's type: the reason is in the log. */
function failedResponse(error: GatewayError, exchange: Exchange): ApiResponse {
  const response = gatewayResponse(error, exchange);
  const isOwn = exchange.served.deployment.gatewayResponses?.length;
  const headers = response.headers.filter(([name]) => (isOwn ? name !== 'x-radiograph-cause' : name === 'x-amzn-ErrorType'));
  return { ...response, headers };
}

/** What went to the function and came back, for the log. */
interface Overheard {
  request?: InvokeRequest;
  result?: InvokeResult;
}

function overhear(invoker: FunctionInvoker, overheard: Overheard): FunctionInvoker {
  return {
    allows: (...given) => invoker.allows(...given),
    async invoke(request) {
      overheard.request = request;
      overheard.result = await invoker.invoke(request);
      return overheard.result;
    },
  };
}

/** Credentials and signatures are left out: nothing is signed here. */
function callLines(exchange: Exchange, call: IntegrationCall, { request, result }: Overheard, endedAt: number): string[] {
  const { ids, served, trace } = exchange;
  const received =
    call.status === undefined
      ? []
      : [`Received response. Status: ${call.status}, Integration latency: ${(call.endedAt ?? endedAt) - call.startedAt} ms`];
  if (call.target.kind !== 'function' || !request) return received;
  const [, , , region = served.tenant.region] = call.target.functionArn.split(':');
  const url = `https://lambda.${region}.amazonaws.com/2015-03-31/functions/${call.target.functionArn}/invocations`;
  const sent = {
    'x-amzn-lambda-integration-tag': ids.requestId,
    'x-amzn-apigateway-api-id': served.api.id,
    Accept: 'application/json',
    'User-Agent': `AmazonAPIGateway_${served.api.id}`,
    'X-Amzn-Trace-Id': trace.downstream,
  };
  const lines = [
    `Endpoint request URI: ${url}`,
    `Endpoint request headers: ${textOf(sent)}`,
    `Endpoint request body after transformations: ${Buffer.from(request.payload).toString()}`,
    `Sending request to ${url}`,
    ...received,
  ];
  if (!result) return lines;
  const answered = {
    Date: new Date(endedAt).toUTCString(),
    'Content-Type': 'application/json',
    'Content-Length': String(result.payload.length),
    Connection: 'keep-alive',
    'x-amzn-RequestId': request.requestId,
    'x-amzn-Remapped-Content-Length': '0',
    'X-Amz-Executed-Version': result.executedVersion,
    ...(result.functionError ? { 'X-Amz-Function-Error': result.functionError } : {}),
    'X-Amzn-Trace-Id': answerHeader(trace, result.traceHeader),
  };
  return [
    ...lines,
    `Endpoint response headers: ${textOf(answered)}`,
    `Endpoint response body before transformations: ${Buffer.from(result.payload).toString()}`,
  ];
}

function exchangeOf(test: Parameters<MethodTester>[0]): Exchange {
  const { api, resource, method, target, tenant } = test;
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const queryString = mark < 0 ? '' : target.slice(mark + 1);
  const { httpMethod } = test;
  const routes = compileRoutes([resource]);
  const now = Date.now();
  const request = {
    address: { apiId: api.id, region: undefined, stageName, path, sentPath: path },
    method: httpMethod,
    target,
    headers: test.headers,
    queryString,
    query: parseQuery(queryString),
    body: test.body,
    sourceIp: test.sourceIp,
    protocol: 'HTTP/1.1',
    port: 443,
    receivedAt: now,
  };
  const stage = {
    stageName,
    deploymentId: '',
    variables: test.stageVariables,
    tracingEnabled: false,
    tags: {},
    createdDate: now,
    lastUpdatedDate: now,
  };
  const { models, requestValidators, gatewayResponses } = test;
  const deployment = {
    id: '',
    createdDate: now,
    apiName: api.name,
    binaryMediaTypes: api.binaryMediaTypes,
    resources: [resource],
    models,
    requestValidators,
    gatewayResponses,
  };
  return {
    request,
    served: { tenant, api, stage, deployment, routes },
    route: { resource, method, pathParameters: routes.match(httpMethod, path)?.pathParameters ?? {} },
    ids: { requestId: randomUUID(), extendedRequestId: randomUUID() },
    trace: traceRequest(request, { stage }, () => false),
  };
}

function requestLines({ request, route }: Exchange): string[] {
  return [
    `HTTP Method: ${request.method}, Resource Path: ${request.address.path}`,
    `Method request path: ${textOf({ ...route.pathParameters })}`,
    `Method request query string: ${textOf({ ...collect(request.query).last })}`,
    `Method request headers: ${textOf({ ...collect(request.headers).last })}`,
    `Method request body before transformations: ${Buffer.from(request.body).toString()}`,
  ];
}

/** `Wed Nov 25 04:32:10 UTC 2026`. */
function logTime(time: number): string {
  const [, day, date, month, year, clock] = /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(time).toUTCString()) ?? [];
  return `${day} ${month} ${date} ${clock} UTC ${year}`;
}
