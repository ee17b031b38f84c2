/** Which version an invocation runs, and under which ARN the function sees itself. Step of the pipeline. */
import type { InvokeRequest } from '../../ports.ts';
import { now } from '../environment/clock.ts';
import type { FunctionVersion } from '../function.ts';
import { parseFunctionName } from '../function-name.ts';
import type { Trace } from './decide-trace.ts';
import type { InvocationDeps } from './deps.ts';

export interface Target {
  readonly request: InvokeRequest;
  readonly version: FunctionVersion;
  /** With the qualifier that the caller used, if any. */
  readonly invokedArn: string;
  /** Epoch milliseconds: when the request came. */
  readonly receivedAt: number;
}

/** One try to run the function for a request. A synchronous invocation has one, an event up to three. */
export interface Attempt extends Target {
  readonly trace: Trace;
  /** For events: which try, from 1, and when the event was taken off the queue (epoch milliseconds). */
  readonly event: { readonly number: number; readonly dequeuedAt: number; readonly acceptedAt: number } | undefined;
}

/** @throws ResourceNotFoundException and the like, as Invoke does. */
export function resolveFunction(deps: InvocationDeps, request: InvokeRequest): Target {
  const version = deps.catalogue.resolve(request.tenant, request.functionName, request.qualifier);
  const { qualifier } = parseFunctionName(request.tenant, request.functionName, request.qualifier);
  const invokedArn = qualifier === undefined ? version.functionArn : `${version.functionArn}:${qualifier}`;
  return { request, version, invokedArn, receivedAt: now() };
}
