/** The answer of the Invoke operation to a finished, synchronous invocation. Last step of the pipeline. */
import type { InvokeResult } from '../../ports.ts';
import type { Outcome } from './judge.ts';
import type { Attempt } from './resolve-function.ts';

export interface FinishedAttempt {
  readonly attempt: Attempt;
  readonly outcome: Outcome;
  /** Base64. */
  readonly logResult: string | undefined;
}

export function answer({ attempt, outcome, logResult }: FinishedAttempt): InvokeResult {
  return {
    statusCode: 200,
    payload: outcome.payload,
    functionError: outcome.functionError,
    executedVersion: attempt.version.version,
    logResult,
    traceHeader: attempt.trace.header,
  };
}
