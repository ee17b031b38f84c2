/**
 * What an invocation came to: the payload that the caller gets, and how logs and trace name it. Texts are what Lambda answers today
 * (lambda/latest/dg/invocation-retries.html and recordings of the service). Step of the pipeline.
 */
import type { InvocationRecord } from '../environment/environment.ts';
import { endOf } from '../environment/phase.ts';
import { maximumResponseBytes } from '../environment/runtime-api.ts';
import type { ProcessExit } from '../sandbox/holder.ts';
import type { Attempt } from './resolve-function.ts';

export interface Outcome {
  /** As the telemetry schema names it: `error` is the function's, `failure` is the runtime's. */
  readonly status: 'success' | 'error' | 'timeout' | 'failure';
  readonly payload: Uint8Array;
  /** What the runtime says that the payload is: of interest when it was streamed. */
  readonly contentType?: string | undefined;
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
      return { ...nothing, ...afterResponse(attempt, record), payload: answer.body, contentType: answer.contentType };
    if (answer.kind === 'tooLarge') return tooLarge();
    const errorType = answer.errorType ?? 'Function.Unknown';
    return { ...nothing, status: 'error', payload: answer.body, functionError: 'Unhandled', errorType, cause: answer.cause };
  }
  if (record.ended === 'timeout') return timedOut(attempt);
  const { extensionFailure } = record;
  return extensionFailure === undefined
    ? failed(attempt, 'Runtime.ExitError', exitReason(record.exit))
    : failed(attempt, extensionFailure.errorType, extensionFailure.reason);
}

/** The caller has its response; what an extension did after that is told in the log alone. */
function afterResponse(attempt: Attempt, record: InvocationRecord): Pick<Outcome, 'status'> & Partial<Outcome> {
  if (record.ended === 'timeout') return { status: 'timeout', logLine: timedOut(attempt).logLine };
  if (record.extensionFailure === undefined) return { status: 'success' };
  const { errorType, reason } = record.extensionFailure;
  return { status: 'failure', errorType, logLine: failed(attempt, errorType, reason).logLine };
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

function failed({ request }: Attempt, errorType: string, reason: string): Outcome {
  const errorMessage = `RequestId: ${request.requestId} Error: ${reason}`;
  return {
    ...nothing,
    status: 'failure',
    functionError: 'Unhandled',
    errorType,
    payload: encode({ errorType, errorMessage }),
    logLine: `${errorMessage}\n${errorType}\n`,
  };
}

function exitReason(exit: ProcessExit | undefined): string {
  if (exit === undefined || exit.code === 0) return 'Runtime exited without providing a reason';
  return `Runtime exited with error: ${endOf(exit)}`;
}

function encode(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value), 'utf8');
}
