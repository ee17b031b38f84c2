/** What CloudWatch counts of a function's URL, in AWS/Lambda (lambda/latest/dg/monitoring-metrics-types.html). Called by door.ts. */
import type { FunctionUrlOwner, StoredFunctionUrl } from '../../function-url.ts';
import type { MetricData, MetricSink } from '../../ports.ts';

/** @param latency milliseconds, of the whole request. Nobody waits for it. */
export function countUrlRequest(
  metricSink: MetricSink | undefined,
  owner: FunctionUrlOwner,
  url: StoredFunctionUrl,
  answered: { readonly statusCode: number; readonly latency: number; readonly at: number },
): void {
  const { statusCode, latency, at } = answered;
  const name = ['FunctionName', url.functionName] as const;
  // An alias is counted by itself, too.
  const dimensions = url.alias === undefined ? [[name]] : [[name], [name, ['Resource', owner.key] as const]];
  const metrics = [
    ['UrlRequestCount', 'Count', 1],
    ['Url4xxCount', 'Count', statusCode >= 400 && statusCode < 500 ? 1 : 0],
    ['Url5xxCount', 'Count', statusCode >= 500 ? 1 : 0],
    ['UrlRequestLatency', 'Milliseconds', latency],
  ] as const;
  const data = metrics.flatMap(([metric, unit, value]) =>
    dimensions.map((named): MetricData => ({ name: metric, dimensions: named, timestamp: at, unit, values: [value] })),
  );
  metricSink?.put({ account: owner.account, region: owner.region }, 'AWS/Lambda', data).catch((error: unknown) => {
    process.stderr.write(`Lambda: metrics of a function URL are lost: ${String(error)}\n`);
  });
}
