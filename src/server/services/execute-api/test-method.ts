/**
 * Tries a method as TestInvokeMethod asks: as it is, past authorizers and keys, with AWS's execution log of what happened.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-test-method.html
 */
import { randomUUID } from 'node:crypto';
import type { MethodTester } from '../ports.ts';
import { parseQuery } from './api-request.ts';
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
import { traceRequest } from './trace-request.ts';
import { validateRequest } from './validate-request.ts';
import { textOf } from './vtl/values.ts';

const stageName = 'test-invoke-stage';

export function createMethodTester(backends: Backends): MethodTester {
  return async (test) => {
    const exchange = exchangeOf(test);
    const lines = [`Starting execution for request: ${exchange.ids.requestId}`, ...requestLines(exchange)];
    let call: IntegrationCall | undefined;
    const answer = async (): Promise<ApiResponse> => {
      const { integration } = test.method;
      if (!integration) throw gatewayErrors.configuration('No integration defined for method');
      validateRequest(exchange);
      return callIntegration(backends, exchange, integration, (begun) => (call = begun));
    };
    const response = await answer().catch((thrown: unknown) => {
      const error = thrown instanceof GatewayError ? thrown : gatewayErrors.configuration(String(thrown));
      lines.push(`Execution failed due to configuration error: ${error.explanation ?? error.problem.message}`);
      return gatewayResponse(error, exchange);
    });
    const endedAt = Date.now();
    if (call?.status !== undefined)
      lines.push(
        `Received response. Status: ${call.status}, Integration latency: ${(call.endedAt ?? endedAt) - call.startedAt} ms`,
      );
    lines.push(
      `Method response body after transformations: ${Buffer.from(response.body).toString()}`,
      `Method response headers: ${textOf(collect(response.headers).last)}`,
      'Successfully completed execution',
      `Method completed with status: ${response.statusCode}`,
    );
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

function exchangeOf(test: Parameters<MethodTester>[0]): Exchange {
  const { api, resource, method, target, tenant } = test;
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const queryString = mark < 0 ? '' : target.slice(mark + 1);
  const httpMethod = method.httpMethod === 'ANY' ? 'GET' : method.httpMethod;
  const routes = compileRoutes([resource]);
  const now = Date.now();
  const request = {
    address: { apiId: api.id, region: undefined, stageName, path },
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
