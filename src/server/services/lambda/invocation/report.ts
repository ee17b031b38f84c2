/** START before, END and REPORT after: Lambda's own events around an invocation. Steps of the pipeline. */
import type { ExecutionEnvironment, InvocationRecord } from '../environment/environment.ts';
import { invocationReport, invocationStart, type Span, type Tracing } from '../environment/platform-events.ts';
import type { Outcome } from './judge.ts';
import type { Attempt } from './resolve-function.ts';

export function reportStart(environment: ExecutionEnvironment, attempt: Attempt): void {
  environment.log.begin();
  environment.emit(invocationStart(attempt.request.requestId, attempt.version.version, tracingOf(attempt)));
}

/** @returns the invocation's last 4 KB of log, base64, when the caller asked for them. */
export function report(
  environment: ExecutionEnvironment,
  attempt: Attempt,
  record: InvocationRecord,
  outcome: Outcome,
): string | undefined {
  const { request, version } = attempt;
  const { init } = record;
  if (outcome.logLine !== undefined) environment.fault(outcome.logLine);
  environment.emit(
    invocationReport({
      requestId: request.requestId,
      duration: outcome.status === 'timeout' ? version.timeout * 1_000 : record.endedAt - record.startedAt,
      initDuration: init?.phase === 'init' ? init.endedAt - init.startedAt : undefined,
      memorySize: version.memorySize,
      memoryUsed: record.exit?.outOfMemory
        ? version.memorySize
        : Math.min(version.memorySize, Math.ceil(record.memory / 1024 / 1024)),
      status: outcome.status,
      errorType: outcome.errorType,
      spans: extensionOverhead(record),
      tracing: tracingOf(attempt),
    }),
  );
  return request.logType === 'Tail' ? environment.log.tail() : undefined;
}

export function tracingOf({ trace }: Attempt): Tracing | undefined {
  if (!trace.recorded) return undefined;
  return { traceId: trace.traceId, segmentId: trace.functionSegmentId, spanId: trace.invocationId, header: trace.header };
}

/** How long extensions went on after the runtime was ready. */
function extensionOverhead({ extended, runtimeReadyAt, endedAt }: InvocationRecord): readonly Span[] {
  if (!extended || runtimeReadyAt === undefined) return [];
  return [{ name: 'extensionOverhead', start: runtimeReadyAt, end: endedAt }];
}
