/**
 * Metrics and access log of a request to an HTTP API; HTTP APIs record no segment.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
import type { LogSink, MetricSink } from '../../ports.ts';
import type { ApiResponse, GatewayError } from '../api-response.ts';
import type { IntegrationCall } from '../integrations/integration-call.ts';
import { fillLogFormat, logGroupOf } from '../log-format.ts';
import { httpContext } from './context.ts';
import type { HttpExchange } from './exchange.ts';

export interface HttpRecorders {
  readonly metricSink: MetricSink;
  readonly logSink: LogSink;
}

export interface HttpOutcome {
  readonly response: ApiResponse;
  readonly call: IntegrationCall | undefined;
  readonly error: GatewayError | undefined;
  /** Epoch milliseconds. */
  readonly endedAt: number;
}

/** Rejects when a store is full. */
export function recordHttp(sinks: HttpRecorders, exchange: HttpExchange, outcome: HttpOutcome): Promise<unknown> {
  const { request, served, matched } = exchange;
  const { response, call, endedAt } = outcome;
  const api = ['ApiId', served.api.id] as const;
  const stage = ['Stage', served.stage.stageName] as const;
  const dimensions: (readonly (readonly [string, string])[])[] = [[api], [api, stage]];
  const settings = served.stage.routeSettings?.[matched.route.routeKey] ?? served.stage.defaultRouteSettings;
  if (settings?.detailedMetricsEnabled)
    dimensions.push([api, stage, ['Method', request.method], ['Resource', matched.template ?? '$default']]);
  const status = response.statusCode;
  const values: [name: string, unit: string, value: number][] = [
    ['Count', 'Count', 1],
    ['4xx', 'Count', status >= 400 && status < 500 ? 1 : 0],
    ['5xx', 'Count', status >= 500 ? 1 : 0],
    ['Latency', 'Milliseconds', endedAt - request.receivedAt],
    ['DataProcessed', 'Bytes', response.body.length + request.body.length],
  ];
  if (call) values.push(['IntegrationLatency', 'Milliseconds', (call.endedAt ?? endedAt) - call.startedAt]);
  const data = values.flatMap(([name, unit, value]) =>
    dimensions.map((entry) => ({ name, dimensions: entry, timestamp: request.receivedAt, unit, values: [value] })),
  );
  return Promise.all([sinks.metricSink.put(served.tenant, 'AWS/ApiGateway', data), log(sinks.logSink, exchange, outcome)]);
}

async function log(sink: LogSink, exchange: HttpExchange, { response, call, error, endedAt }: HttpOutcome): Promise<void> {
  const { request, served } = exchange;
  const { destinationArn, format } = served.stage.accessLog ?? {};
  const destination = logGroupOf(destinationArn);
  if (!format || !destination) return;
  const latency = call && (call.endedAt ?? endedAt) - call.startedAt;
  const context = {
    ...httpContext(exchange),
    status: response.statusCode,
    responseLength: response.body.length,
    responseLatency: endedAt - request.receivedAt,
    dataProcessed: response.body.length + request.body.length,
    integrationLatency: latency,
    integrationStatus: call?.status,
    integrationErrorMessage: error?.explanation,
    awsEndpointRequestId: call?.requestId,
    integration: {
      // Of a Lambda integration: what the function says, and what Lambda does.
      status: call?.proxied?.status ?? call?.status,
      integrationStatus: call?.status,
      latency,
      requestId: call?.requestId,
      error: error?.explanation,
    },
    error: error && {
      message: error.problem.message,
      messageString: JSON.stringify(error.problem.message),
      responseType: error.problem.type,
    },
  };
  const event = { timestamp: request.receivedAt, message: fillLogFormat(format, context) };
  await sink.write(destination.tenant, destination.logGroup, served.stage.stageName, [event]);
}
