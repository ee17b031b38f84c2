/** Hands the event to the environment and waits for its end. Step of the pipeline. */
import type { ExecutionEnvironment, InvocationRecord } from '../environment/environment.ts';
import { type RuntimeDoneFigures, runtimeDone } from '../environment/platform-events.ts';
import type { OnAnswer } from './answer.ts';
import { judge } from './judge.ts';
import { tracingOf } from './report.ts';
import type { Attempt } from './resolve-function.ts';

/** @param answered called when the runtime has answered and extensions go on, unless the caller wants the end of the log. */
export function runInEnvironment(
  environment: ExecutionEnvironment,
  attempt: Attempt,
  answered?: OnAnswer | undefined,
): Promise<InvocationRecord> {
  const { request, version, trace } = attempt;
  if (trace.recorded) environment.recentInvocations.add(trace.invocationId);
  return environment.invoke(
    (deadline) => ({
      requestId: request.requestId,
      deadline,
      functionArn: attempt.invokedArn,
      traceHeader: trace.header,
      clientContext: request.clientContext,
      payload: request.payload,
    }),
    version.timeout * 1_000,
    {
      answered: (soFar) => {
        if (request.logType !== 'Tail') answered?.({ attempt, outcome: judge(attempt, soFar), logResult: undefined });
      },
      runtimeDone: (record) => environment.emit(runtimeDone(figures(attempt, record))),
    },
  );
}

/** A handler's error is no error of its runtime, which goes on. */
function figures(attempt: Attempt, record: InvocationRecord): RuntimeDoneFigures {
  const { answer, answeredAt, handedAt = record.startedAt, endedAt, runtimeReadyAt } = record;
  const outcome = judge(attempt, record);
  const ready = record.ended === 'ready';
  const respondedAt = answer?.startedAt ?? answeredAt;
  return {
    requestId: attempt.request.requestId,
    status: ready ? 'success' : outcome.status === 'failure' ? 'error' : outcome.status,
    errorType: ready ? undefined : outcome.errorType,
    duration: (runtimeReadyAt ?? endedAt) - handedAt,
    producedBytes: answer === undefined ? undefined : answer.kind === 'response' ? answer.body.byteLength : 0,
    spans:
      respondedAt === undefined || answeredAt === undefined
        ? []
        : [
            { name: 'responseLatency', start: handedAt, end: respondedAt },
            { name: 'responseDuration', start: respondedAt, end: answeredAt },
            ...(runtimeReadyAt === undefined
              ? []
              : [{ name: 'runtimeOverhead', start: answeredAt, end: runtimeReadyAt } as const]),
          ],
    tracing: tracingOf(attempt),
  };
}
