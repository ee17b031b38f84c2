/**
 * Gives a request its trace: the caller's, or a new one, and decides whether the stage records it.
 *
 * A stage with tracing on honours the caller's Sampled and else samples itself; a stage without tracing only passes the header on,
 * or makes a Root, so that a function with active tracing decides by itself.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-xray.html
 */
import { randomBytes } from 'node:crypto';
import type { TraceHeader } from '../../../model/trace-header.ts';
import { parseTraceHeader, serializeTraceHeader } from '../../../model/trace-header.ts';
import type { SegmentId, TraceId } from '../../../model/trace-id.ts';
import { newTraceId } from '../../../model/trace-id.ts';
import type { RestStage } from '../rest-api.ts';
import type { ApiRequest } from './api-request.ts';
import { headerOf } from './api-request.ts';

export interface RequestTrace {
  /** `X-Amzn-Trace-Id` for the function: in its event and in the invocation. */
  readonly downstream: string;
  /** `X-Amzn-Trace-Id` for the client, as far as the stage knows it: see `answerHeader`. */
  readonly answer: TraceHeader;
  /** There when the stage records a segment. */
  readonly recorded?: RecordedTrace | undefined;
}

export interface RecordedTrace {
  readonly traceId: TraceId;
  readonly parentId: SegmentId | undefined;
  readonly segmentId: SegmentId;
  /** The call of the back end: the parent of what that records. */
  readonly callSubsegmentId: SegmentId;
}

/** @param sample is asked only when the caller has not decided. */
export function traceRequest(
  request: ApiRequest,
  served: { readonly stage: Pick<RestStage, 'tracingEnabled'> },
  sample: () => boolean,
): RequestTrace {
  const text = headerOf(request, 'x-amzn-trace-id');
  const given = parseTraceHeader(text);
  // A parent in no trace, or in one whose id cannot be read, means nothing.
  const header = given.root ? given : { ...given, parent: undefined };
  const root = header.root ?? newRoot(request.receivedAt);
  if (!served.stage.tracingEnabled) {
    const forwarded = text !== undefined && header.root ? text : serializeTraceHeader({ ...header, root });
    return { downstream: forwarded, answer: { ...header, root } };
  }
  const sampled = header.sampled === '1' || (header.sampled !== '0' && sample());
  if (!sampled) {
    const passed = { ...header, root, sampled: '0' } as const;
    return { downstream: serializeTraceHeader(passed), answer: passed };
  }
  const recorded: RecordedTrace = {
    traceId: root,
    parentId: header.parent,
    segmentId: newSegmentId(),
    callSubsegmentId: newSegmentId(),
  };
  return {
    downstream: serializeTraceHeader({ ...header, root, parent: recorded.callSubsegmentId, sampled: '1' }),
    answer: { root, parent: recorded.segmentId, sampled: '1', others: [] },
    recorded,
  };
}

/**
 * What the client is told of its trace. AWS always names a parent and a decision: those of the request or the stage, else the back
 * end's, else a parent that nobody knows and `Sampled=0`.
 * @param backEnd `X-Amzn-Trace-Id` of its answer.
 */
export function answerHeader({ answer }: RequestTrace, backEnd: string | undefined): string {
  const told = parseTraceHeader(backEnd);
  const known = told.root === answer.root ? told : undefined;
  const parent = answer.parent ?? known?.parent ?? newSegmentId();
  const sampled = decided(answer.sampled) ?? decided(known?.sampled) ?? '0';
  return serializeTraceHeader({ ...answer, parent, sampled });
}

function decided(sampled: string | undefined): '0' | '1' | undefined {
  return sampled === '0' || sampled === '1' ? sampled : undefined;
}

function newRoot(now: number): TraceId {
  return newTraceId(now / 1000, (bytes) => bytes.set(randomBytes(bytes.length)));
}

function newSegmentId(): SegmentId {
  return randomBytes(8).toString('hex') as SegmentId;
}
