/** START before, END and REPORT after: Lambda's own lines around an invocation. Steps of the pipeline. */
import type { ExecutionEnvironment, InvocationRecord } from '../environment/environment.ts';
import type { Outcome } from './judge.ts';
import type { Attempt } from './resolve-function.ts';

export function reportStart(environment: ExecutionEnvironment, attempt: Attempt): void {
  environment.log.begin();
  const line = environment.platform.start(attempt.request.requestId);
  if (line !== undefined) environment.log.platform(line);
}

/** @returns the invocation's last 4 KB of log, base64, when the caller asked for them. */
export function report(
  environment: ExecutionEnvironment,
  attempt: Attempt,
  record: InvocationRecord,
  outcome: Outcome,
): string | undefined {
  const { request, version, trace } = attempt;
  const { init } = record;
  if (outcome.logLine !== undefined) environment.log.platform(outcome.logLine);
  const lines = environment.platform.report({
    requestId: request.requestId,
    duration: outcome.status === 'timeout' ? version.timeout * 1_000 : record.endedAt - record.startedAt,
    initDuration: init?.phase === 'init' ? init.endedAt - init.startedAt : undefined,
    memorySize: version.memorySize,
    memoryUsed: record.exit?.outOfMemory
      ? version.memorySize
      : Math.min(version.memorySize, Math.ceil(record.memory / 1024 / 1024)),
    status: outcome.status,
    errorType: outcome.errorType,
    tracing: trace.recorded
      ? { traceId: trace.traceId, segmentId: trace.functionSegmentId, spanId: trace.invocationId, header: trace.header }
      : undefined,
  });
  for (const line of lines) environment.log.platform(line);
  return request.logType === 'Tail' ? environment.log.tail() : undefined;
}
