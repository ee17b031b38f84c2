/**
 * Concurrency: the function's reserved one, or the account's (lambda/latest/dg/lambda-concurrency.html). Step of the pipeline.
 * A throttled invocation that is traced leaves its segment, as Lambda's does.
 */
import { AwsError } from '../../../wire/aws-error.ts';
import type { InvocationDeps } from './deps.ts';
import { emitThrottle } from './emit-metrics.ts';
import { wakeThrottled } from './event-queue.ts';
import type { Attempt } from './resolve-function.ts';
import { serviceSegment } from './segments.ts';

const accountLimit = 1_000;

export interface Concurrency {
  readonly byFunction: Map<string, number>;
  total: number;
}

export function createConcurrency(): Concurrency {
  return { byFunction: new Map(), total: 0 };
}

type ThrottleReason = 'ReservedFunctionConcurrentInvocationLimitExceeded' | 'ConcurrentInvocationLimitExceeded';

/**
 * @returns what to call when the invocation is over.
 * @throws TooManyRequestsException
 */
export function admit(deps: InvocationDeps, attempt: Attempt): () => void {
  const { version } = attempt;
  const { concurrency } = deps;
  const running = concurrency.byFunction.get(version.functionArn) ?? 0;
  const reserved = deps.catalogue.reservedConcurrency(version);
  if (reserved !== undefined && running >= reserved)
    throw throttled(deps, attempt, 'ReservedFunctionConcurrentInvocationLimitExceeded');
  if (concurrency.total >= accountLimit) throw throttled(deps, attempt, 'ConcurrentInvocationLimitExceeded');
  concurrency.total += 1;
  concurrency.byFunction.set(version.functionArn, running + 1);
  return () => {
    concurrency.total -= 1;
    const left = (concurrency.byFunction.get(version.functionArn) ?? 1) - 1;
    if (left === 0) concurrency.byFunction.delete(version.functionArn);
    else concurrency.byFunction.set(version.functionArn, left);
    wakeThrottled(deps.events, version.functionArn);
  };
}

function throttled(deps: InvocationDeps, attempt: Attempt, reason: ThrottleReason): AwsError {
  emitThrottle(deps, attempt);
  if (attempt.trace.recorded && attempt.event === undefined) {
    const segment = serviceSegment(attempt, { status: 429, endedAt: Date.now(), subsegments: [] });
    deps.background(deps.segmentSink.accept(attempt.request.tenant, [JSON.stringify(segment)]));
  }
  return new AwsError(
    'TooManyRequestsException',
    'Rate Exceeded.',
    429,
    { Reason: reason, Type: 'User' },
    { 'retry-after': '1' },
  );
}
