/**
 * Adds one trace to a service graph from what its rows say, without its documents: the same as `src/model` makes of the documents,
 * some thirty times faster.
 *
 * Who calls it: `count-minutes.ts`. What rows cannot tell is not guessed: such a trace is refused, and the model counts it.
 * AWS pages: "Using the X-Ray trace map", "Getting data from X-Ray" (inferred segments).
 */
import { microsBetween } from '../../../../model/seconds.ts';
import type { ServiceGraphBuilder } from '../../../../model/service-graph.ts';
import { GRAPH_FLAG } from '../persist/graph-columns.ts';
import type { DescribedCall, DescribedDocument } from './described-documents.ts';

const { described, independent, completed, called, foreign } = GRAPH_FLAG;

export interface PlainTrace {
  readonly documents: readonly DescribedDocument[];
  /** Every entity: what it lies in, and whether it is a call. */
  readonly index: ReadonlyMap<string, DescribedDocument | DescribedCall>;
  /** Epoch seconds of the first start of anything in it. */
  readonly startTime: number;
}

/**
 * Puts a trace together, in any order of its documents.
 * @returns undefined where only the model knows: the order in which versions arrived counts, or an id stands for two things.
 */
export function plainTrace(sent: readonly DescribedDocument[]): PlainTrace | undefined {
  const documents = versions(sent);
  if (documents === undefined) return undefined;
  const index = new Map<string, DescribedDocument | DescribedCall>();
  let size = 0;
  let startTime = Number.POSITIVE_INFINITY;
  let seen = 0;
  for (const document of documents) {
    seen |= document.flags;
    startTime = Math.min(startTime, document.firstStart);
    const { calls, innerIds } = document;
    index.set(document.id, calls[0] ?? document);
    for (let place = 0; place < innerIds.length; place++) index.set(innerIds[place] ?? '', calls[place + 1] ?? document);
    size += 1 + innerIds.length;
  }
  if (index.size < size) return undefined;
  // A call that was sent by itself belongs to the account of the segment around it, which its row did not know.
  if ((seen & independent) !== 0 && (seen & foreign) !== 0) return undefined;
  const lost = new Set<DescribedDocument>();
  for (const document of documents) findOwner(document, index, lost);
  return { documents, index, startTime };
}

/** @returns false, with nothing added, where only the model knows: a segment was called from local work. */
export function countTrace(graph: ServiceGraphBuilder, trace: PlainTrace): boolean {
  const named = namedCalls(trace);
  if (named === undefined) return false;
  const lastEnds = lastEndsOf(trace);
  for (const document of trace.documents) {
    const { owner } = document;
    if (owner === document) countSegment(graph, trace, document, lastEnds.get(document) ?? document.closed);
    if (owner === undefined || !has(owner, completed)) continue;
    for (const call of document.calls)
      if (call !== undefined && !named.has(call)) countInferred(graph, trace.startTime, owner, call);
  }
  return true;
}

/** One document per id: a completed one counts before those in progress. Undefined where the order of arrival would choose. */
function versions(sent: readonly DescribedDocument[]): readonly DescribedDocument[] | undefined {
  const chosen = new Map<string, DescribedDocument>();
  for (const document of sent) {
    if (!has(document, described)) return undefined;
    const held = chosen.get(document.id);
    if (held === undefined) chosen.set(document.id, document);
    else if (has(held, completed) === has(document, completed)) return undefined;
    else if (has(document, completed)) chosen.set(document.id, document);
  }
  return chosen.size === sent.length ? sent : [...chosen.values()];
}

/** Goes up from subsegment to subsegment. One whose parent never came, or that hangs in itself, is lost: it has no owner. */
function findOwner(document: DescribedDocument, index: PlainTrace['index'], lost: Set<DescribedDocument>): void {
  const path: DescribedDocument[] = [];
  let at: DescribedDocument | undefined = document;
  while (at !== undefined && at.owner === undefined && has(at, independent)) {
    if (lost.has(at)) return;
    // Lost until its segment is found, so that a circle ends where it began.
    lost.add(at);
    path.push(at);
    at = documentOf(index.get(at.parentId));
  }
  if (at === undefined) return;
  at.owner ??= at;
  for (const below of path) {
    below.owner = at.owner;
    lost.delete(below);
  }
}

/**
 * The calls whose callee sent a segment.
 * @returns undefined when a segment was called from an entity whose times no row has: local work, or a call that has not finished.
 */
function namedCalls({ documents, index }: PlainTrace): ReadonlySet<DescribedCall> | undefined {
  const named = new Set<DescribedCall>();
  for (const document of documents) {
    if (has(document, independent) || !has(document, called)) continue;
    const parent = index.get(document.parentId);
    if (isCall(parent)) named.add(parent);
    else if (parent?.owner !== undefined && parent.owner !== document && document.parentId !== parent.owner.id) return undefined;
  }
  return named;
}

/** Of segments that have subsegments outside: the last end of anything that hangs in them. */
function lastEndsOf({ documents }: PlainTrace): ReadonlyMap<DescribedDocument, number> {
  const ends = new Map<DescribedDocument, number>();
  for (const { owner, closed, flags } of documents) {
    if (owner === undefined || (flags & independent) === 0) continue;
    ends.set(owner, Math.max(ends.get(owner) ?? owner.closed, closed));
  }
  return ends;
}

function countSegment(
  graph: ServiceGraphBuilder,
  { index, startTime: at }: PlainTrace,
  segment: DescribedDocument,
  lastEnd: number,
): void {
  if (!has(segment, completed)) return;
  const { outcome, micros, service, opened } = segment;
  const root = !has(segment, called);
  graph.addNode(service.id, { at, root, sends: true, outcome, micros, durationMicros: microsBetween(opened, lastEnd) });
  if (root) {
    graph.addEdge(service.client, service.id, { at, outcome, micros, alias: undefined });
    return;
  }
  const parent = index.get(segment.parentId);
  const owner = documentOf(parent)?.owner;
  if (owner === undefined || owner === segment || !has(owner, completed)) return;
  const from = owner.service.id;
  if (!isCall(parent)) graph.addEdge(from, service.id, { at, outcome, micros, alias: undefined });
  else graph.addEdge(from, service.id, { at, outcome: parent.outcome, micros: parent.micros, alias: parent.alias });
}

function countInferred(graph: ServiceGraphBuilder, at: number, owner: DescribedDocument, call: DescribedCall): void {
  const { service, outcome, micros } = call;
  graph.addNode(service.id, { at, root: false, sends: false, outcome, micros, durationMicros: micros });
  graph.addEdge(owner.service.id, service.id, { at, outcome, micros, alias: undefined });
}

function has({ flags }: DescribedDocument, flag: number): boolean {
  return (flags & flag) !== 0;
}

function isCall(entity: DescribedDocument | DescribedCall | undefined): entity is DescribedCall {
  return entity !== undefined && 'document' in entity;
}

function documentOf(entity: DescribedDocument | DescribedCall | undefined): DescribedDocument | undefined {
  return isCall(entity) ? entity.document : entity;
}
