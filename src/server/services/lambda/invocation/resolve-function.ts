/** Which version an invocation runs, and under which ARN the function sees itself. Step of the pipeline. */
import type { InvokeRequest } from '../../ports.ts';
import { now } from '../environment/clock.ts';
import type { FunctionVersion } from '../function.ts';
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
  const qualifier = request.qualifier ?? qualifierOf(request.functionName);
  const invokedArn = qualifier === undefined ? version.functionArn : `${version.functionArn}:${qualifier}`;
  return { request, version, invokedArn, receivedAt: now() };
}

/** Of `NAME:QUALIFIER` and of a qualified (partial) ARN. */
function qualifierOf(functionName: string): string | undefined {
  const arn = /(?:^|:)function:[^:]+(?::([^:]+))?$/.exec(functionName);
  if (arn !== null) return arn[1];
  const parts = functionName.split(':');
  return parts.length === 2 ? parts[1] : undefined;
}
