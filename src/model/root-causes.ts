/**
 * Where a trace failed or spent its time: the path of services and entities from the first flagged one to the origin of the fault.
 *
 * Used by summaries and by rootcause filters. AWS page: FaultRootCause, ErrorRootCause, ResponseTimeRootCause (API); the choice of
 * path follows recorded answers of AWS: an inferred service that failed is preferred to an exception of one's own, a cause that is
 * the id of an exception decides where the path leads, and a flag that no exception explains is no root cause.
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
  return [...inside, ...called].sort((left, right) => byStart(left.entity, right.entity));
}

function byStart({ document: left }: Place['entity'], { document: right }: Place['entity']): number {
  return left.start_time - right.start_time || (left.id < right.id ? -1 : 1);
}

/** What one search for causes looks things up in. */
interface Search {
  readonly flagged: (entity: Entity) => boolean;
  readonly callees: Callees;
  /** By entity, what it hangs in: of a segment, the call or the segment that called it. */
  readonly around: ReadonlyMap<Place['entity'], Place>;
  /** By the id of an exception, the entity on which it is recorded. */
  readonly owners: ReadonlyMap<string, Place>;
}

/** A flagged segment that no flagged segment further up explains starts a path; local work never does. */
function failures(trace: Trace, callees: Callees, flagged: (entity: Entity) => boolean): RootCausePath[] {
  const failed = trace.segments.filter(({ document }) => flagged(document));
  if (failed.length === 0) return [];
  const search = { flagged, callees, around: aroundEntities(trace), owners: exceptionOwners(trace) };
  const first = failed.filter((segment) => !isExplained(segment, search)).sort(byStart);
  return first.flatMap((segment) => {
    const places = pathToCause({ segment, entity: segment }, undefined, search, 0);
    if (places === undefined) return [];
    return [{ clientImpacting: segment === trace.root, steps: places.map((place) => stepOf(place, undefined)) }];
  });
}

/** Is everything flagged from the segment up to the one that called it? Then the path of that one may lead here. */
function isExplained(segment: TraceSegment, { around, owners, flagged }: Search): boolean {
  const call = around.get(segment);
  const caller = call && around.get(call.entity);
  const cause = caller?.entity.document.cause;
  // The caller says that it failed by something else.
  if (segment.document.inferred === true && typeof cause === 'string' && !isIn(owners.get(cause), call, around)) return false;
  for (let at = call; at !== undefined && flagged(at.entity.document); at = around.get(at.entity))
    if (at.entity === at.segment) return true;
  return false;
}

function isIn(place: Place | undefined, outer: Place | undefined, around: Search['around']): boolean {
  let at = place;
  // Segments may call each other in a circle.
  for (let steps = 0; at !== undefined && steps < 2 * deepest; steps++) {
    if (at.entity === outer?.entity) return true;
    at = around.get(at.entity);
  }
  return false;
}

/**
 * The path from a flagged entity to what explains it; undefined when nothing does.
 * @param goal the entity to which a cause further up points: then no other path will do.
 */
function pathToCause(place: Place, goal: Place | undefined, search: Search, depth: number): Place[] | undefined {
  const { cause } = place.entity.document;
  const target = typeof cause === 'string' ? search.owners.get(cause) : goal;
  if (typeof cause === 'string' && target === undefined) return undefined;
  const rest = target?.entity === place.entity ? undefined : target;
  const paths = (depth > deepest ? [] : childrenOf(place, search.callees))
    .filter((child) => search.flagged(child.entity.document) && (rest === undefined || isIn(rest, child, search.around)))
    .map((child) => pathToCause(child, rest, search, depth + 1))
    .filter((path) => path !== undefined);
  const chosen = paths.find((path) => path.at(-1)?.segment.document.inferred === true) ?? paths[0];
  if (chosen !== undefined) return [place, ...chosen];
  if (rest !== undefined) return undefined;
  return exceptionsOf(place.entity.document).length > 0 || place.segment.document.inferred === true ? [place] : undefined;
}

function aroundEntities(trace: Trace): Search['around'] {
  const around = new Map<Place['entity'], Place>();
  for (const segment of trace.segments) {
    const { caller } = segment;
    if (caller.kind === 'segment') around.set(segment, { segment: caller.segment, entity: caller.segment });
    if (caller.kind === 'call') around.set(segment, { segment: caller.segment, entity: caller.call });
    for (const entity of [segment, ...subsegmentsBelow(segment)])
      for (const child of entity.subsegments) around.set(child, { segment, entity });
  }
  return around;
}

function exceptionOwners(trace: Trace): Search['owners'] {
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
    name: entity.document.name,
    remote: namespace === 'aws' || namespace === 'remote',
    exceptions: exceptionsOf(entity.document),
    coverage,
  };
}

function exceptionsOf({ cause }: Entity): readonly Exception[] {
  return typeof cause === 'object' ? (cause.exceptions ?? []) : [];
}
