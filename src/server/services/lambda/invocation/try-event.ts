/**
 * One try of an event, and what becomes of it: done, put back for another try, or given up (lambda/latest/dg/invocation-async.html).
 * Its result goes to the destinations that the function's EventInvokeConfig names. Called by event-queue.ts.
 */
import { AwsError } from '../../../wire/aws-error.ts';
import { now } from '../environment/clock.ts';
import type { FinishedAttempt } from './answer.ts';
import { nextAttempt } from './decide-trace.ts';
import { deliverResult, type EventResult } from './deliver-result.ts';
import type { InvocationDeps } from './deps.ts';
import { emitAsyncMetrics } from './emit-metrics.ts';
import { forget, putBack, type TryEvent } from './event-queue.ts';
import type { Outcome } from './judge.ts';
import { type Attempt, resolveFunction } from './resolve-function.ts';

/** Milliseconds before the second and the third try after a function's error. */
const retryAfter = [60_000, 120_000] as const;
/** Milliseconds between tries that could not even begin: twice as long each time. */
const throttled = { first: 1_000, longest: 300_000 } as const;
const defaults = { retries: 2, ageSeconds: 21_600 } as const;

/** @param run the pipeline's steps of one try. */
export function eventTries(
  deps: InvocationDeps,
  run: (deps: InvocationDeps, attempt: Attempt) => Promise<FinishedAttempt>,
): TryEvent {
  const tryEvent: TryEvent = async (event, backoff = throttled.first) => {
    const { catalogue, events } = deps;
    const { tries } = event;
    const accepted = asItIsNow(deps, event.accepted);
    // The function is gone, and with it what would run.
    if (accepted === undefined) return forget(events, event.accepted);
    const config = catalogue.eventInvokeConfig(accepted.version, accepted.invokedArn);
    const lastsUntil = accepted.receivedAt + (config?.maximumEventAge ?? defaults.ageSeconds) * 1_000;
    const attempt = nextAttempt(accepted, tries + 1, now());
    const finish = async (result: EventResult): Promise<void> => {
      await deliverResult(deps, attempt, config, result);
      await forget(events, accepted);
    };
    const dropped = { invokeCount: tries, outcome: undefined };
    if (catalogue.reservedConcurrency(accepted.version) === 0)
      return finish({ condition: 'ZeroReservedConcurrency', ...dropped });
    if (now() > lastsUntil) return finish({ condition: 'EventAgeExceeded', ...dropped });
    emitAsyncMetrics(deps, attempt, [['AsyncEventAge', 'Milliseconds', now() - accepted.receivedAt]]);
    let outcome: Outcome;
    try {
      ({ outcome } = await run(deps, attempt));
    } catch (error) {
      // Throttled, or no environment: not the function's fault, so this does not count as a try.
      if (events.closed) return;
      if (error instanceof AwsError && error.code !== 'InvalidRuntimeException' && now() + backoff <= lastsUntil)
        return putBack(deps, tryEvent, { accepted, tries }, backoff, Math.min(backoff * 2, throttled.longest));
      giveUp(attempt, error);
      return finish({ condition: 'EventAgeExceeded', ...dropped });
    }
    const invokeCount = tries + 1;
    if (outcome.functionError === undefined) return finish({ condition: 'Success', invokeCount, outcome });
    const wait = tries < (config?.maximumRetryAttempts ?? defaults.retries) ? retryAfter[tries] : undefined;
    if (wait === undefined) return finish({ condition: 'RetriesExhausted', invokeCount, outcome });
    // The next try would come too late.
    if (now() + wait > lastsUntil) return finish({ condition: 'EventAgeExceeded', invokeCount, outcome });
    return putBack(deps, tryEvent, { accepted, tries: invokeCount }, wait);
  };
  return tryEvent;
}

/** What waits runs the function as it is when its turn comes, not as it was when the event came in. */
function asItIsNow(deps: InvocationDeps, accepted: Attempt): Attempt | undefined {
  try {
    const { version, invokedArn } = resolveFunction(deps, accepted.request);
    return { ...accepted, version, invokedArn };
  } catch {
    return undefined;
  }
}

function giveUp({ request, version }: Attempt, error: unknown): void {
  process.stderr.write(`Lambda: event ${request.requestId} of ${version.functionName} is given up: ${String(error)}\n`);
}
