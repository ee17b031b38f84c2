/**
 * What one trace adds to the service graph: each completed segment is seen once at its node, and once at the edge that led to it.
 *
 * Used by service-graph.ts, by filters (`edge(…)`) and by the list of a summary's services. The node has the callee's view of time
 * and outcome, the edge the caller's. Nothing of a segment in progress counts until it is complete.
 * AWS page: "Using the X-Ray trace map" (xray-console-servicemap).
 */
import { calledType } from './inferred-segment.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { microsBetween } from './seconds.ts';
import type { Entity, Subsegment } from './segment-document.ts';
import { clientOf, type ServiceId } from './service-id.ts';
import { subsegmentsBelow, type Trace, type TraceSegment } from './trace.ts';

export interface NodeObservation {
  readonly service: ServiceId;
  readonly segment: TraceSegment;
  /** Nobody called it: the node is an entry point. */
  readonly root: boolean;
  readonly outcome: Outcome;
  readonly micros: number;
  /** From the segment's start to the end of its last subsegment, which may outlive it. */
  readonly durationMicros: number;
}

export interface EdgeObservation {
  readonly from: ServiceId;
  readonly to: ServiceId;
  /** The segment that is called. */
  readonly callee: TraceSegment;
  /** Undefined for clients. */
  readonly caller: TraceSegment | undefined;
  /** What the caller saw: its subsegment, or the callee itself where there is none. */
  readonly seen: Entity;
  readonly outcome: Outcome;
  readonly micros: number;
  /** What the caller named a callee that reported itself. */
  readonly alias: { readonly name: string; readonly type: string } | undefined;
}

export function nodeObservations(trace: Trace): NodeObservation[] {
  return trace.segments.filter(isCounted).map((segment) => ({
    service: segment.service,
    segment,
    root: segment.caller.kind === 'none',
    outcome: outcomeOf(segment.document),
    micros: microsOf(segment.document),
    durationMicros: durationMicros(segment),
  }));
}

export function edgeObservations(trace: Trace): EdgeObservation[] {
  return trace.segments.filter(isCounted).flatMap((callee) => {
    const edge = edgeTo(callee);
    return edge === undefined ? [] : [edge];
  });
}

/** Microseconds from the segment's start to the end of the last entity inside it. */
export function durationMicros(segment: TraceSegment): number {
  const ends = subsegmentsBelow(segment).map(({ document }) => document.end_time ?? 0);
  const end = ends.reduce((last, next) => Math.max(last, next), segment.document.end_time ?? 0);
  return microsBetween(segment.document.start_time, end);
}

/** Completed, and for inferred ones: seen by a completed segment. */
function isCounted(segment: TraceSegment): boolean {
  if (segment.document.end_time === undefined) return false;
  if (segment.document.inferred !== true || segment.caller.kind !== 'call') return true;
  return segment.caller.segment.document.end_time !== undefined;
}

function microsOf(entity: Entity): number {
  return microsBetween(entity.start_time, entity.end_time ?? entity.start_time);
}

function edgeTo(callee: TraceSegment): EdgeObservation | undefined {
  const { caller, service: to } = callee;
  if (caller.kind === 'unknown') return undefined;
  if (caller.kind === 'none')
    return { ...seenAs(callee.document), from: clientOf(to), to, callee, caller: undefined, alias: undefined };
  if (caller.segment.document.end_time === undefined) return undefined;
  const ends = { from: caller.segment.service, to, callee, caller: caller.segment };
  if (caller.kind === 'segment') return { ...seenAs(callee.document), ...ends, alias: undefined };
  const call = caller.call.document;
  if (call.end_time === undefined) return undefined;
  return { ...seenAs(call), ...ends, alias: callee.document.inferred === true ? undefined : aliasOf(call) };
}

function seenAs(entity: Entity): { seen: Entity; outcome: Outcome; micros: number } {
  return { seen: entity, outcome: outcomeOf(entity), micros: microsOf(entity) };
}

function aliasOf(call: Subsegment): { name: string; type: string } | undefined {
  return call.namespace === 'aws' || call.namespace === 'remote' ? { name: call.name, type: calledType(call) } : undefined;
}
