/**
 * The two segments that Lambda records of an invocation (lambda/latest/dg/services-xray.html): `AWS::Lambda`, the service, and
 * `AWS::Lambda::Function`, the function, with Initialization, Invocation and Overhead. Called by emit-segments.ts and admit.ts.
 */
import { randomBytes } from 'node:crypto';
import type { InvocationRecord } from '../environment/environment.ts';
import type { Outcome } from './judge.ts';
import type { Attempt } from './resolve-function.ts';
import { functionFlags, serviceFlags } from './segment-flags.ts';

const newId = (): string => randomBytes(8).toString('hex');
/** The service's times have milliseconds, the function's have microseconds. */
const millis = (epochMs: number): number => Math.round(epochMs) / 1_000;
const micros = (epochMs: number): number => Math.round(epochMs * 1_000) / 1_000_000;

export interface ServiceSegmentOptions {
  /** Of the Invoke answer. */
  readonly status: number;
  /** Epoch milliseconds. */
  readonly endedAt: number;
  readonly subsegments: readonly object[];
}

export function serviceSegment(attempt: Attempt, { status, endedAt, subsegments }: ServiceSegmentOptions): object {
  const { version, request, trace } = attempt;
  return {
    id: trace.serviceSegmentId,
    name: version.functionName,
    start_time: millis(attempt.receivedAt),
    trace_id: trace.traceId,
    end_time: millis(endedAt),
    ...(trace.parentId === undefined ? {} : { parent_id: trace.parentId }),
    ...serviceFlags(status),
    http: { response: { status } },
    aws: { request_id: request.requestId },
    origin: 'AWS::Lambda',
    resource_arn: version.functionArn,
    ...(subsegments.length === 0 ? {} : { subsegments }),
  };
}

/** Of an event: how long it waited. */
export function dwellTime(attempt: Attempt, dequeuedAt: number): object {
  return { id: newId(), name: 'Dwell Time', start_time: millis(attempt.receivedAt), end_time: millis(dequeuedAt) };
}

/** Of an event: one try to run it. */
export function attemptSubsegment(attempt: Attempt, startedAt: number, endedAt: number): object {
  return {
    id: attempt.trace.attemptId,
    name: `Attempt #${attempt.event?.number ?? 1}`,
    start_time: millis(startedAt),
    end_time: millis(endedAt),
    http: { response: { status: 200 } },
  };
}

export function functionSegment(attempt: Attempt, record: InvocationRecord, outcome: Outcome, logGroup: string): object {
  const { version, trace } = attempt;
  // Code that does not even load is as good as none.
  const failedToStart = record.handedAt === undefined && record.init !== undefined && record.init.status !== 'success';
  const flags = failedToStart ? functionFlags.failure : functionFlags[outcome.status];
  return {
    id: trace.functionSegmentId,
    name: version.functionName,
    start_time: micros(record.startedAt),
    trace_id: trace.traceId,
    end_time: micros(record.endedAt),
    parent_id: attempt.event === undefined ? trace.serviceSegmentId : trace.attemptId,
    ...flags,
    ...causeOf(outcome),
    aws: {
      account_id: version.account,
      function_arn: version.functionArn,
      cloudwatch_logs: [{ log_group: logGroup }],
      resource_names: [version.functionName],
    },
    origin: 'AWS::Lambda::Function',
    subsegments: phases(attempt, record, outcome),
  };
}

function phases(attempt: Attempt, record: InvocationRecord, outcome: Outcome): object[] {
  const { init, handedAt, answeredAt, endedAt } = record;
  // Extensions that go on after that are within the segment, and have no subsegment.
  const readyAt = record.runtimeReadyAt ?? (record.ended === 'ready' ? endedAt : undefined);
  const aws = { function_arn: attempt.version.functionArn };
  const span = (id: string, name: string, start: number, end: number, flags: object = {}): object => ({
    id,
    name,
    start_time: micros(start),
    end_time: micros(end),
    ...flags,
    aws,
  });
  const found: object[] = [];
  if (init !== undefined) {
    const flags = init.status === 'success' ? {} : { fault: true };
    found.push(span(newId(), 'Initialization', init.startedAt, init.endedAt, flags));
  }
  if (handedAt !== undefined)
    found.push(span(attempt.trace.invocationId, 'Invocation', handedAt, answeredAt ?? endedAt, functionFlags[outcome.status]));
  if (answeredAt !== undefined && readyAt !== undefined) found.push(span(newId(), 'Overhead', answeredAt, readyAt));
  return found;
}

/** The runtime's `Lambda-Runtime-Function-XRay-Error-Cause`, checked: X-Ray's exceptions carry an id, the runtimes' do not. */
function causeOf(outcome: Outcome): object {
  if (outcome.cause === undefined) return {};
  try {
    const { working_directory, exceptions, paths } = JSON.parse(outcome.cause) as Record<string, unknown>;
    const cause = {
      ...(typeof working_directory === 'string' ? { working_directory } : {}),
      ...(Array.isArray(paths) ? { paths: paths.filter((path) => typeof path === 'string') } : {}),
      ...(Array.isArray(exceptions)
        ? {
            exceptions: exceptions
              .filter((one) => typeof one === 'object' && one !== null)
              .map((one: object) => ({ id: newId(), ...one })),
          }
        : {}),
    };
    return Object.keys(cause).length === 0 ? {} : { cause };
  } catch {
    return {};
  }
}
