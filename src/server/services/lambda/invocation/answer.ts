/** The answer of the Invoke operation to a synchronous invocation. Last step of the pipeline. */
import type { InvokeResult } from '../../ports.ts';
import type { InvocationDeps } from './deps.ts';
import type { Outcome } from './judge.ts';
import type { Attempt } from './resolve-function.ts';

export interface FinishedAttempt {
  readonly attempt: Attempt;
  readonly outcome: Outcome;
  /** Base64. */
  readonly logResult: string | undefined;
}

/** Told once what an invocation came to for its caller, while it goes on. */
export type OnAnswer = (attempt: FinishedAttempt) => void;

export function answer({ attempt, outcome, logResult }: FinishedAttempt): InvokeResult {
  return {
    statusCode: 200,
    payload: outcome.payload,
    contentType: outcome.contentType,
    functionError: outcome.functionError,
    executedVersion: attempt.version.version,
    logResult,
    traceHeader: attempt.trace.header,
  };
}

/**
 * Resolves when the caller's answer is known, which is before the end where extensions go on after the runtime
 * (lambda/latest/dg/runtimes-extensions-api.html#runtimes-lifecycle-invoke); the rest runs on.
 * @param run takes what to call with the answer, once.
 */
export function firstKnown(
  deps: InvocationDeps,
  run: (answered: OnAnswer) => Promise<FinishedAttempt>,
): Promise<FinishedAttempt> {
  return new Promise((resolve, reject) => {
    let known = false;
    const answered: OnAnswer = (attempt) => {
      known = true;
      resolve(attempt);
    };
    const whole = run(answered).then(resolve, (error: unknown) => {
      reject(error);
      // Nobody else hears of it.
      if (known) throw error;
    });
    deps.background(whole);
  });
}
