/**
 * The trace of an invocation: whose it is, whether Lambda records it, which ids its segments will have, and what the function is told
 * (lambda/latest/dg/services-xray.html). Step of the pipeline.
 *
 * Ids are chosen before the function runs: what its SDK sends names the Invocation subsegment as its parent.
 */
import { getRandomValues, randomBytes } from 'node:crypto';
import { parseTraceHeader, serializeTraceHeader } from '../../../../model/trace-header.ts';
import { newTraceId } from '../../../../model/trace-id.ts';
import type { InvocationDeps } from './deps.ts';
import type { Attempt, Target } from './resolve-function.ts';

export interface Trace {
  readonly traceId: string;
  /** Does Lambda send its two segments? Only with active tracing, and when sampled. */
  readonly recorded: boolean;
  /** The caller's subsegment. */
  readonly parentId: string | undefined;
  /** Of the segment `AWS::Lambda`. */
  readonly serviceSegmentId: string;
  /** Of the segment `AWS::Lambda::Function`. */
  readonly functionSegmentId: string;
  /** Of its subsegment `Invocation`. */
  readonly invocationId: string;
  /** For events: of the subsegment `Attempt #N`. */
  readonly attemptId: string;
  /** What the runtime gets, and the caller back. */
  readonly header: string;
}

const newId = (): string => randomBytes(8).toString('hex');

export function decideTrace(deps: InvocationDeps, target: Target): Attempt {
  const { version, request, receivedAt } = target;
  const upstream = parseTraceHeader(request.traceHeader);
  const traceId = upstream.root ?? newTraceId(receivedAt / 1_000, (bytes) => getRandomValues(bytes));
  const invocationId = newId();
  const ids = { serviceSegmentId: newId(), functionSegmentId: newId(), invocationId, attemptId: newId() };
  const parentId = upstream.root === undefined ? undefined : upstream.parent;
  if (version.tracingMode === 'PassThrough') {
    // Handed on as it came. Without one the function still sees a header, of a trace that nobody records.
    const header =
      upstream.root !== undefined && request.traceHeader !== undefined
        ? request.traceHeader
        : serialize({ root: traceId, parent: invocationId, sampled: '0', lineage: upstream.lineage });
    return { ...target, event: undefined, trace: { ...ids, traceId, recorded: false, parentId, header } };
  }
  const decided = upstream.root !== undefined && (upstream.sampled === '0' || upstream.sampled === '1');
  const recorded = decided ? upstream.sampled === '1' : deps.sampler.decide(version.functionArn, receivedAt);
  const header = serialize({ root: traceId, parent: invocationId, sampled: recorded ? '1' : '0', lineage: upstream.lineage });
  return { ...target, event: undefined, trace: { ...ids, traceId, recorded, parentId, header } };
}

/** The next try of an event: same trace, same service segment, its own function segment. */
export function nextAttempt(attempt: Attempt, number: number, dequeuedAt: number): Attempt {
  const acceptedAt = attempt.event?.acceptedAt ?? dequeuedAt;
  const event = { number, dequeuedAt, acceptedAt };
  if (number === 1) return { ...attempt, event };
  const invocationId = newId();
  const header = attempt.trace.header.replace(attempt.trace.invocationId, invocationId);
  return { ...attempt, event, trace: { ...attempt.trace, functionSegmentId: newId(), attemptId: newId(), invocationId, header } };
}

interface Downstream {
  readonly root: string;
  readonly parent: string;
  readonly sampled: '0' | '1';
  readonly lineage: string | undefined;
}

function serialize(header: Downstream): string {
  return serializeTraceHeader({ ...header, others: [] } as unknown as Parameters<typeof serializeTraceHeader>[0]);
}
