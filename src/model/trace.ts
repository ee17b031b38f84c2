/**
 * Puts a trace together from the documents that were sent for it: versions are chosen, independent subsegments folded into their
 * parents, callees tied to their callers, and inferred segments added. The answer does not depend on the order of arrival.
 *
 * Called by every read of X-Ray: BatchGetTraces, GetTraceSummaries, the graphs. AWS pages: "Getting data from X-Ray" and
 * "X-Ray segment documents".
 */
import { chooseVersions, type StoredDocument } from './document-versions.ts';
import { calledService, inferredSegment, inferredSubsegments, isDownstreamCall, withResourceNames } from './inferred-segment.ts';
import { isTraced, processedSegment, processedSubsegment } from './processed-document.ts';
import { secondsBetween } from './seconds.ts';
import {
  type IndependentSubsegment,
  isIndependentSubsegment,
  type Segment,
  type SegmentDocument,
  type Subsegment,
} from './segment-document.ts';
import type { ServiceId } from './service-id.ts';

export type { StoredDocument } from './document-versions.ts';

export interface TraceSubsegment {
  /** Without `subsegments`. */
  readonly document: Subsegment;
  readonly subsegments: readonly TraceSubsegment[];
}

export interface TraceSegment {
  /** Without `subsegments`. */
  readonly document: Segment;
  readonly subsegments: readonly TraceSubsegment[];
  readonly service: ServiceId;
  readonly caller: Caller;
}

/** Who called a segment: nobody that was traced, somebody who never reported, a segment, or a call inside a segment. */
export type Caller =
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'segment'; readonly segment: TraceSegment }
  | { readonly kind: 'call'; readonly segment: TraceSegment; readonly call: TraceSubsegment };

export interface Trace {
  readonly id: string;
  /** 12 digits: whose trace it is. */
  readonly account: string | undefined;
  /** Sent ones by start time, then inferred ones by start time. */
  readonly segments: readonly TraceSegment[];
  /** The first segment that nobody called. */
  readonly root: TraceSegment | undefined;
  /** Independent subsegments whose parent never came, without what is below: hidden, but the trace is partial. */
  readonly orphans: readonly Subsegment[];
  /** Epoch seconds of the first start of anything, hidden or not: where time ranges look for the trace. */
  readonly startTime: number;
  /** The first start and the last end of what is shown. */
  readonly extent: Extent;
  /** Seconds that it spans; undefined while the root is in progress. */
  readonly duration: number | undefined;
  /** A parent is missing, or a callee that was announced by `traced`. */
  readonly isPartial: boolean;
  readonly revision: number;
  /** Epoch milliseconds of the last document that changed something. */
  readonly lastReceived: number;
}

/** Chains of independent subsegments can be as long as a trace; printed documents are not nested deeper than this. */
const deepest = 400;

/** A trace's entity while it is put together. */
interface Draft {
  document: Subsegment;
  subsegments: Draft[];
  traced: boolean;
  /** Of the tree in which it hangs; undefined for orphans. */
  owner: DraftSegment | undefined;
}

interface DraftSegment extends Draft {
  document: Segment;
  service: ServiceId;
  caller: Caller;
}

/**
 * @param account 12 digits: owner of services that do not name their account.
 */
export function assembleTrace(traceId: string, stored: readonly StoredDocument[], account?: string | undefined): Trace {
  const { documents, revision, lastReceived } = chooseVersions(stored);
  const index = new Map<string, Draft>();
  const segments = documents
    .filter((document) => !isIndependentSubsegment(document))
    .map((document) => draftSegment(document, account, index))
    .sort(byStart);
  const independents = fold(documents.filter(isIndependentSubsegment), index);
  const owned = segments.flatMap((segment) => own(segment).map((entity) => ({ segment, entity })));
  const named = tieCallers(segments, index);
  const inferred = owned
    .filter(({ entity }) => isDownstreamCall(entity.document) && !named.has(entity.document.id))
    .map(({ segment, entity }) => calleeOf(traceId, segment, entity))
    .sort(byStart);
  const orphans = independents.filter((entity) => entity.owner === undefined).map(({ document }) => document);
  const root = segments.find((segment) => segment.caller.kind === 'none');
  const shown = extent([...segments, ...owned.map(({ entity }) => entity)]);
  return {
    id: traceId,
    account,
    segments: [...segments, ...inferred],
    root,
    orphans,
    startTime: firstStart(documents),
    extent: shown,
    duration: isInProgress(root) ? undefined : spanOf(shown),
    isPartial:
      orphans.length > 0 ||
      segments.some((segment) => segment.caller.kind === 'unknown') ||
      owned.some(({ entity }) => entity.traced && !named.has(entity.document.id)),
    revision,
    lastReceived,
  };
}

/** Epoch seconds. */
export interface Extent {
  readonly start: number | undefined;
  readonly end: number | undefined;
}

/** Seconds; undefined when nothing has ended. */
export function spanOf({ start, end }: Extent): number | undefined {
  return start === undefined || end === undefined ? undefined : secondsBetween(start, end);
}

function extent(entities: readonly { readonly document: Subsegment | Segment }[]): Extent {
  return extentOf(entities.map(({ document }) => document));
}

/** The first start and the last end of some entities. */
export function extentOf(entities: readonly (Subsegment | Segment)[]): Extent {
  let start: number | undefined;
  let end: number | undefined;
  for (const { start_time, end_time } of entities) {
    if (start === undefined || start_time < start) start = start_time;
    if (end_time !== undefined && (end === undefined || end_time > end)) end = end_time;
  }
  return { start, end };
}

/** Epoch seconds that place a trace in a time range: when it started, or when it was last added to. */
export function traceTime(trace: Trace, by: 'TraceId' | 'Event'): number {
  return by === 'TraceId' ? trace.startTime : trace.lastReceived / 1000;
}

/** All subsegments below, depth first, in the order in which they are printed. */
export function subsegmentsBelow(entity: { readonly subsegments: readonly TraceSubsegment[] }): TraceSubsegment[] {
  const found: TraceSubsegment[] = [];
  const open = [...entity.subsegments].reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    found.push(next);
    for (let at = next.subsegments.length - 1; at >= 0; at--) {
      const child = next.subsegments[at];
      if (child !== undefined) open.push(child);
    }
  }
  return found;
}

/** The document that BatchGetTraces prints. */
export function printedSegment(segment: TraceSegment): Segment {
  return { ...segment.document, ...printedSubsegments(segment.subsegments) };
}

function printedSubsegments(subsegments: readonly TraceSubsegment[]): { subsegments?: readonly Subsegment[] } {
  if (subsegments.length === 0) return {};
  return { subsegments: subsegments.map((child) => ({ ...child.document, ...printedSubsegments(child.subsegments) })) };
}

/** Epoch seconds, over everything inside the documents, as the store places them. */
function firstStart(documents: readonly SegmentDocument[]): number {
  let first = Number.POSITIVE_INFINITY;
  const open: (SegmentDocument | Subsegment)[] = [...documents];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    first = Math.min(first, next.start_time);
    open.push(...(next.subsegments ?? []));
  }
  return first;
}

function isInProgress(segment: { readonly document: Segment } | undefined): boolean {
  return segment !== undefined && segment.document.end_time === undefined;
}

function draftSegment(sent: Segment, account: string | undefined, index: Map<string, Draft>): DraftSegment {
  const document = processedSegment(sent);
  const named = document.aws?.account_id;
  const segment: DraftSegment = {
    document,
    subsegments: [],
    traced: false,
    owner: undefined,
    service: { name: document.name, type: document.origin, account: typeof named === 'string' ? named : account },
    caller: { kind: 'none' },
  };
  if (!index.has(document.id)) index.set(document.id, segment);
  segment.subsegments = (sent.subsegments ?? []).map((child) => draftSubsegment(child, index));
  return segment;
}

function draftSubsegment(sent: Subsegment, index: Map<string, Draft>): Draft {
  const document = withResourceNames(processedSubsegment(sent));
  const draft: Draft = { document, subsegments: [], traced: isTraced(sent), owner: undefined };
  if (!index.has(document.id)) index.set(document.id, draft);
  draft.subsegments = (sent.subsegments ?? []).map((child) => draftSubsegment(child, index));
  return draft;
}

/**
 * Hangs independent subsegments behind the ones that their parents were sent with, in order of arrival.
 * @returns those that are entities of their own, attached or not.
 */
function fold(sent: readonly IndependentSubsegment[], index: Map<string, Draft>): Draft[] {
  const drafts = sent.map((document) => ({
    parentId: document.parent_id.toLowerCase(),
    draft: draftSubsegment(document, index),
  }));
  const apart = drafts.filter(({ draft }) => {
    const known = index.get(draft.document.id);
    if (known === undefined || known === draft) return true;
    absorb(known, draft, index);
    return false;
  });
  for (const { parentId, draft } of apart) index.get(parentId)?.subsegments.push(draft);
  return apart.map(({ draft }) => draft);
}

/** The same subsegment came inside its parent and alone: the completed one counts, and what hangs below either is kept. */
function absorb(known: Draft, again: Draft, index: Map<string, Draft>): void {
  if (known.document.end_time === undefined && again.document.end_time !== undefined) {
    known.document = again.document;
    known.traced = again.traced;
  }
  known.subsegments.push(...again.subsegments.filter((child) => index.get(child.document.id) === child));
}

/**
 * Marks everything that hangs in a segment. A cycle of independent subsegments hangs in none, so it is never entered.
 * @returns the subsegments, in any order.
 */
function own(segment: DraftSegment): Draft[] {
  const owned: Draft[] = [];
  const open: { readonly draft: Draft; readonly depth: number }[] = [{ draft: segment, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { draft, depth } = next;
    draft.owner = segment;
    if (depth > 0) owned.push(draft);
    if (depth === deepest) flatten(draft);
    for (const child of draft.subsegments) open.push({ draft: child, depth: depth + 1 });
  }
  return owned;
}

function flatten(draft: Draft): void {
  const below = subsegmentsBelow(draft) as Draft[];
  for (const descendant of below) descendant.subsegments = [];
  draft.subsegments = below;
}

/** @returns the ids that any sent segment names as its parent. */
function tieCallers(segments: readonly DraftSegment[], index: ReadonlyMap<string, Draft>): ReadonlySet<string> {
  const named = new Set<string>();
  for (const segment of segments) {
    const parentId = segment.document.parent_id;
    if (parentId === undefined) continue;
    named.add(parentId);
    const parent = index.get(parentId);
    const owner = parent?.owner;
    if (parent === undefined || owner === undefined || owner === segment) segment.caller = { kind: 'unknown' };
    else if (parent === owner) segment.caller = { kind: 'segment', segment: owner };
    else segment.caller = { kind: 'call', segment: owner, call: parent };
  }
  return named;
}

function calleeOf(traceId: string, caller: TraceSegment, call: TraceSubsegment): TraceSegment {
  return {
    document: inferredSegment(traceId, call.document),
    subsegments: inferredSubsegments(call.document).map((document) => ({ document, subsegments: [] })),
    service: calledService(call.document, caller.service.account),
    caller: { kind: 'call', segment: caller, call },
  };
}

function byStart(left: { readonly document: Segment }, right: { readonly document: Segment }): number {
  return left.document.start_time - right.document.start_time || (left.document.id < right.document.id ? -1 : 1);
}
