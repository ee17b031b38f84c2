/**
 * Lambda's own metrics of an invocation, in the namespace AWS/Lambda (lambda/latest/dg/monitoring-metrics-types.html). Step of the
 * pipeline; nobody waits for it but `close`.
 */
import type { MetricData } from '../../ports.ts';
import type { InvocationRecord } from '../environment/environment.ts';
import type { InvocationDeps } from './deps.ts';
import type { Outcome } from './judge.ts';
import type { Attempt } from './resolve-function.ts';

export function emitMetrics(deps: InvocationDeps, attempt: Attempt, record: InvocationRecord, outcome: Outcome): void {
  const timed = outcome.status === 'timeout';
  const duration = timed ? attempt.version.timeout * 1_000 : record.endedAt - record.startedAt;
  put(deps, attempt, record.startedAt, [
    ['Invocations', 'Count', 1],
    ['Errors', 'Count', outcome.status === 'success' ? 0 : 1],
    ['Throttles', 'Count', 0],
    ['Duration', 'Milliseconds', Math.round(duration * 100) / 100],
    ...(record.extended && record.runtimeReadyAt !== undefined
      ? [
          [
            'PostRuntimeExtensionsDuration',
            'Milliseconds',
            Math.round((record.endedAt - record.runtimeReadyAt) * 100) / 100,
          ] as const,
        ]
      : []),
    ['ConcurrentExecutions', 'Count', deps.concurrency.byFunction.get(attempt.version.functionArn) ?? 1],
  ]);
}

/** A throttled invocation is no invocation, and no error. */
export function emitThrottle(deps: InvocationDeps, attempt: Attempt): void {
  put(deps, attempt, Date.now(), [['Throttles', 'Count', 1]]);
}

/** Of an event, under the ARN that it was sent to. */
export function emitAsyncMetrics(deps: InvocationDeps, attempt: Attempt, metrics: Parameters<typeof put>[3]): void {
  put(deps, attempt, Date.now(), metrics);
}

function put(
  { metricSink, background }: InvocationDeps,
  { version, invokedArn }: Attempt,
  time: number,
  metrics: readonly (readonly [name: string, unit: string, value: number])[],
): void {
  if (!metricSink) return;
  const name = ['FunctionName', version.functionName] as const;
  // The name, and the qualifier that the caller used.
  const resource = ['Resource', invokedArn.split(':').slice(6).join(':')] as const;
  const timestamp = Math.floor(time);
  const data = metrics.flatMap(([metric, unit, value]) =>
    [[], [name], [name, resource]].map(
      (dimensions): MetricData => ({ name: metric, dimensions, timestamp, unit, values: [value] }),
    ),
  );
  background(metricSink.put({ account: version.account, region: version.region }, 'AWS/Lambda', data));
}
