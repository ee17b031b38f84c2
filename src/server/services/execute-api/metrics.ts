/**
 * API Gateway's metrics of a request to a REST API, by API and by API and stage; by method too where the stage asks for it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
import type { MetricData } from '../ports.ts';
import type { Exchange } from './exchange.ts';
import { methodSetting } from './method-setting.ts';
import type { Outcome } from './stage-segment.ts';

export function requestMetrics(exchange: Exchange, { response, call, endedAt }: Outcome): MetricData[] {
  const { request, served, route } = exchange;
  const api = ['ApiName', served.api.name] as const;
  const stage = ['Stage', served.stage.stageName] as const;
  const dimensions: (readonly (readonly [string, string])[])[] = [[api], [api, stage]];
  if (methodSetting(served.stage, route)?.metricsEnabled)
    dimensions.push([api, ['Resource', route.resource.path], stage, ['Method', route.method.httpMethod]]);
  const status = response.statusCode;
  const values: [name: string, unit: string, value: number][] = [
    ['Count', 'Count', 1],
    ['4XXError', 'Count', status >= 400 && status < 500 ? 1 : 0],
    ['5XXError', 'Count', status >= 500 ? 1 : 0],
    ['Latency', 'Milliseconds', endedAt - request.receivedAt],
  ];
  if (call) values.push(['IntegrationLatency', 'Milliseconds', (call.endedAt ?? endedAt) - call.startedAt]);
  return values.flatMap(([name, unit, value]) =>
    dimensions.map((entry) => ({ name, dimensions: entry, timestamp: request.receivedAt, unit, values: [value] })),
  );
}
