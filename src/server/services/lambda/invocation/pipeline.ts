/**
 * JOURNEY 2, from an invocation's request to its answer (lambda/latest/dg/lambda-invocation.html). One step, one file.
 *
 * Called by execution.ts; API Gateway's part of the journey (execute-api/pipeline.ts) leads here.
 */
import type { InvokeRequest, InvokeResult } from '../../ports.ts';
import { acquireEnvironment } from './acquire-environment.ts';
import { admit } from './admit.ts';
import { answer, type FinishedAttempt, firstKnown, type OnAnswer } from './answer.ts';
import { checkPayload } from './check-payload.ts';
import { decideTrace } from './decide-trace.ts';
import type { InvocationDeps } from './deps.ts';
import { emitMetrics } from './emit-metrics.ts';
import { emitSegments } from './emit-segments.ts';
import { enqueue } from './event-queue.ts';
import { judge } from './judge.ts';
import { report, reportStart } from './report.ts';
import { type Attempt, resolveFunction } from './resolve-function.ts';
import { runInEnvironment } from './run-in-environment.ts';
import { eventTries } from './try-event.ts';

/** @throws AwsError as the Invoke operation does. */
export async function invoke(deps: InvocationDeps, request: InvokeRequest): Promise<InvokeResult> {
  const target = resolveFunction(deps, checkPayload(request)); //   1 which version
  const attempt = decideTrace(deps, target); //                     2 its trace id, and whether it is recorded
  if (request.invocationType === 'Event') return enqueue(deps, attempt, eventTries(deps, runAttempt)); // 3 later: runAttempt, up to three times
  return answer(await firstKnown(deps, (answered) => runAttempt(deps, attempt, answered))); // 11 the caller's answer
}

export async function runAttempt(deps: InvocationDeps, attempt: Attempt, answered?: OnAnswer): Promise<FinishedAttempt> {
  const leave = admit(deps, attempt); //                            4 concurrency
  try {
    const environment = await acquireEnvironment(deps, attempt); // 5 a warm environment, or a new one
    try {
      reportStart(environment, attempt);
      const record = await runInEnvironment(environment, attempt, answered); // 6 init when needed, and the handler
      await environment.log.drained();
      const outcome = judge(attempt, record); //                    7 what it came to
      const logResult = report(environment, attempt, record, outcome); // 8 END, REPORT
      emitMetrics(deps, attempt, record, outcome); //              9 Invocations, Errors, Duration …
      emitSegments(deps, environment, attempt, record, outcome); // 10 both segments and the SDK's documents, as one batch
      return { attempt, outcome, logResult };
    } finally {
      deps.pool.release(environment);
    }
  } finally {
    leave();
  }
}
