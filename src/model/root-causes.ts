/**
 * Where a trace failed or spent its time: the path of services and entities from the first flagged one to the origin of the fault.
 *
 * Used by summaries and by rootcause filters. AWS page: FaultRootCause, ErrorRootCause, ResponseTimeRootCause (API); the choice of
 * path follows recorded answers of AWS: an inferred service that failed is preferred to an exception of one's own, and a flag
 * that no exception explains is no root cause.
 */
import { secondsBetween } from './seconds.ts';
import type { Entity, Exception } from './segment-document.ts';
import type { ServiceId } from './service-id.ts';
import { subsegmentsBelow, type Trace, type TraceSegment, type TraceSubsegment } from './trace.ts';

/** One entity on the way, outermost first. */
export interface CauseStep {
  readonly service: ServiceId;
  readonly inferred: boolean;
  readonly name: string;
  /** A call to another service, as its caller saw it. */
  readonly remote: boolean;
  readonly exceptions: readonly Exception[];
  /** Share of the root's time, 0 to 1; only in paths of response time. */
  readonly coverage: number | undefined;
}

export interface RootCausePath {
  /** The root segment is part of it. */
  readonly clientImpacting: boolean;
  readonly steps: readonly CauseStep[];
}

export interface RootCauses {
  readonly fault: readonly RootCausePath[];
  readonly error: readonly RootCausePath[];
  readonly responsetime: readonly RootCausePath[];
}

/** An entity and the segment it is part of. */
interface Place {
  readonly segment: TraceSegment;
  readonly entity: TraceSegment | TraceSubsegment;
}

/** Chains of services longer than this are cut. */
const deepest = 500;

export function rootCauses(trace: Trace): RootCauses {
  const callees = calleesOf(trace);
  return {
    fault: failures(trace, callees, isFault),
    error: failures(trace, callees, isError),
    responsetime: slowness(trace, callees),
  };
}

function isFault({ fault, http }: Entity): boolean {
  const status = http?.response?.status ?? 0;
  return fault === true || (status >= 500 && status < 600);
}

/** Throttled calls count as errors here. */
function isError({ error, throttle, http }: Entity): boolean {
  const status = http?.response?.status ?? 0;
  return error === true || throttle === true || (status >= 400 && status < 500);
}

/** By the id of the call or segment that called them. */
type Callees = ReadonlyMap<string, readonly TraceSegment[]>;

function calleesOf(trace: Trace): Callees {
  const callees = new Map<string, TraceSegment[]>();
  for (const segment of trace.segments) {
    if (segment.caller.kind !== 'segment' && segment.caller.kind !== 'call') continue;
    const id = segment.caller.kind === 'call' ? segment.caller.call.document.id : segment.caller.segment.document.id;
    const known = callees.get(id);
    if (known === undefined) callees.set(id, [segment]);
    else known.push(segment);
  }
  return callees;
}

function childrenOf({ segment, entity }: Place, callees: Callees): Place[] {
  const inside = entity.subsegments.map((child) => ({ segment, entity: child }));
  const called = (callees.get(entity.document.id) ?? []).map((callee) => ({ segment: callee, entity: callee }));
  return [...inside, ...called].sort((left, right) => {
    const [one, other] = [left.entity.document, right.entity.document];
    return one.start_time - other.start_time || (one.id < other.id ? -1 : 1);
  });
}

/** A flagged entity under none that is flagged starts a path. */
function failures(trace: Trace, callees: Callees, flagged: (entity: Entity) => boolean): RootCausePath[] {
  const owners = exceptionOwners(trace);
  const entries = trace.segments.filter(({ caller }) => caller.kind === 'none' || caller.kind === 'unknown');
  const open: Place[] = entries.map((segment) => ({ segment, entity: segment })).reverse();
  const paths: RootCausePath[] = [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const called = (callees.get(next.entity.document.id) ?? []).filter(({ document }) => flagged(document));
    const isRoot = next.entity === trace.root;
    if (!flagged(next.entity.document) || (!isRoot && next.entity !== next.segment && called.length > 0)) {
      // A failed call that its callee explains starts at the callee.
      open.push(...childrenOf(next, callees).reverse());
      continue;
    }
    const places = descend(next, callees, flagged, owners, 0);
    if (places !== undefined) paths.push({ clientImpacting: isRoot, steps: places.map((place) => stepOf(place, undefined)) });
  }
  return paths;
}

/** The path from a flagged entity to what explains it; undefined when nothing does. */
function descend(
  place: Place,
  callees: Callees,
  flagged: (entity: Entity) => boolean,
  owners: ReadonlyMap<string, Place>,
  depth: number,
): Place[] | undefined {
  const below =
    depth > deepest
      ? []
      : childrenOf(place, callees)
          .filter(({ entity }) => flagged(entity.document))
          .map((child) => descend(child, callees, flagged, owners, depth + 1))
          .filter((path) => path !== undefined);
  const chosen = below.find((path) => path.at(-1)?.segment.document.inferred === true) ?? below[0];
  if (chosen !== undefined) return [place, ...chosen];
  const { cause } = place.entity.document;
  const owner = typeof cause === 'string' ? owners.get(cause) : undefined;
  if (owner !== undefined && owner.entity !== place.entity) return [place, owner];
  return exceptionsOf(place.entity.document).length > 0 || place.segment.document.inferred === true ? [place] : undefined;
}

/** By the id of an exception, the entity on which it is recorded. */
function exceptionOwners(trace: Trace): ReadonlyMap<string, Place> {
  const owners = new Map<string, Place>();
  for (const segment of trace.segments) {
    for (const entity of [segment, ...subsegmentsBelow(segment)]) {
      for (const { id } of exceptionsOf(entity.document)) if (id !== undefined) owners.set(id, { segment, entity });
    }
  }
  return owners;
}

/** From the root, the longest child again and again, as long as it takes more than half of the root's time. */
function slowness(trace: Trace, callees: Callees): RootCausePath[] {
  const total = trace.root === undefined ? undefined : timeOf(trace.root.document);
  if (trace.root === undefined || total === undefined || total === 0) return [];
  let place: Place | undefined = { segment: trace.root, entity: trace.root };
  const steps: CauseStep[] = [];
  while (place !== undefined && steps.length <= deepest) {
    const time: number = timeOf(place.entity.document) ?? 0;
    steps.push(stepOf(place, time / total));
    // A callee that outlasts its call did not hold it up.
    place = longest(childrenOf(place, callees).filter(({ entity }) => isSlow(entity.document, total, time)));
  }
  return steps.length < 2 ? [] : [{ clientImpacting: true, steps }];
}

function isSlow(entity: Entity, total: number, above: number): boolean {
  const time = timeOf(entity);
  return time !== undefined && time > total / 2 && time <= above;
}

function longest(places: readonly Place[]): Place | undefined {
  return places.reduce<Place | undefined>((held, next) => {
    return held === undefined || (timeOf(next.entity.document) ?? 0) > (timeOf(held.entity.document) ?? 0) ? next : held;
  }, undefined);
}

function timeOf({ start_time, end_time }: Entity): number | undefined {
  return end_time === undefined ? undefined : secondsBetween(start_time, end_time);
}

function stepOf({ segment, entity }: Place, coverage: number | undefined): CauseStep {
  const namespace = 'namespace' in entity.document ? entity.document.namespace : undefined;
  return {
    service: segment.service,
    inferred: segment.document.inferred === true,
    name: entity === segment ? segment.service.name : entity.document.name,
    remote: namespace === 'aws' || namespace === 'remote',
    exceptions: exceptionsOf(entity.document),
    coverage,
  };
}

function exceptionsOf({ cause }: Entity): readonly Exception[] {
  return typeof cause === 'object' ? (cause.exceptions ?? []) : [];
}
