/**
 * What an invocation came to: the payload that the caller gets, and how logs and trace name it. Texts are what Lambda answers today
 * (lambda/latest/dg/invocation-retries.html and recordings of the service). Step of the pipeline.
 */
import type { InvocationRecord } from '../environment/environment.ts';
import { maximumResponseBytes } from '../environment/runtime-api.ts';
import type { RuntimeExit } from '../sandbox/holder.ts';
import type { Attempt } from './resolve-function.ts';

export interface Outcome {
  /** As the telemetry schema names it: `error` is the function's, `failure` is the runtime's. */
  readonly status: 'success' | 'error' | 'timeout' | 'failure';
  readonly payload: Uint8Array;
  readonly functionError: 'Unhandled' | undefined;
  readonly errorType: string | undefined;
  /** X-Ray's cause, JSON text of the runtime. */
  readonly cause: string | undefined;
  /** What Lambda itself logs about it. */
  readonly logLine: string | undefined;
}

export function judge(attempt: Attempt, record: InvocationRecord): Outcome {
  const { answer } = record;
  if (answer !== undefined) {
    if (answer.kind === 'response')
      return { ...nothing, status: record.ended === 'timeout' ? 'timeout' : 'success', payload: answer.body };
    if (answer.kind === 'tooLarge') return tooLarge();
    const errorType = answer.errorType ?? 'Function.Unknown';
    return { ...nothing, status: 'error', payload: answer.body, functionError: 'Unhandled', errorType, cause: answer.cause };
  }
  return record.ended === 'timeout' ? timedOut(attempt) : exited(attempt, record.exit);
}

const nothing = { functionError: undefined, errorType: undefined, cause: undefined, logLine: undefined } as const;

function tooLarge(): Outcome {
  const errorType = 'Function.ResponseSizeTooLarge';
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${maximumResponseBytes} bytes).`;
  return { ...nothing, status: 'error', functionError: 'Unhandled', errorType, payload: encode({ errorMessage, errorType }) };
}

function timedOut({ request, version }: Attempt): Outcome {
  const text = `Task timed out after ${version.timeout.toFixed(2)} seconds`;
  const errorType = 'Sandbox.Timedout';
  return {
    ...nothing,
    status: 'timeout',
    functionError: 'Unhandled',
    errorType,
    payload: encode({ errorType, errorMessage: `RequestId: ${request.requestId} Error: ${text}` }),
    logLine: `${new Date().toISOString()} ${request.requestId} ${text}\n\n`,
  };
}

function exited({ request }: Attempt, exit: RuntimeExit | undefined): Outcome {
  const errorMessage = `RequestId: ${request.requestId} Error: ${exitReason(exit)}`;
  const errorType = 'Runtime.ExitError';
  return {
    ...nothing,
    status: 'failure',
    functionError: 'Unhandled',
    errorType,
    payload: encode({ errorType, errorMessage }),
    logLine: `${errorMessage}\n${errorType}\n`,
  };
}

const signals: Readonly<Record<number, string>> = {
  4: 'illegal instruction',
  6: 'aborted',
  7: 'bus error',
  8: 'floating point exception',
  9: 'killed',
  11: 'segmentation fault',
  15: 'terminated',
};

function exitReason(exit: RuntimeExit | undefined): string {
  if (exit === undefined || exit.code === 0) return 'Runtime exited without providing a reason';
  if (exit.code !== null) return `Runtime exited with error: exit status ${exit.code}`;
  return `Runtime exited with error: signal: ${signals[exit.signal ?? 9] ?? exit.signal}`;
}

function encode(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value), 'utf8');
}
