/**
 * The documents of BatchGetTraces as one tree in time. Called by use-trace.ts; pure.
 *
 * Rules (X-Ray: "segment documents"): a segment hangs under the segment or subsegment that its `parent_id` names; an inferred segment is
 * the same call seen from the other end, so it is merged into its subsegment; a parent that never came becomes a row of its own. Times
 * are never clipped: Lambda's Initialization ends before its function segment starts, and asynchronous work ends after its caller.
 */
import type { Segment, Subsegment } from '../../model/segment-document.ts';

export type Outcome = 'ok' | 'error' | 'fault' | 'throttle';

export interface TraceNode {
  /** Unique in the trace; `missing:<id>` for a parent that never came. */
  readonly id: string;
  readonly kind: 'segment' | 'subsegment' | 'missing';
  readonly name: string;
  /** Name of the segment it is in: what its colour stands for. */
  readonly service: string;
  /** `AWS::Lambda::Function`, `AWS::DynamoDB::Table`, `remote`; from the inferred segment for calls. */
  readonly type: string | undefined;
  /** Epoch seconds. */
  readonly start: number;
  /** Undefined while in progress. */
  readonly end: number | undefined;
  readonly outcome: Outcome;
  readonly status: number | undefined;
  readonly document: Segment | Subsegment | undefined;
  readonly inferred: Segment | undefined;
  readonly children: readonly TraceNode[];
}

export interface TraceTree {
  readonly roots: readonly TraceNode[];
  /** Epoch seconds of the first start and the last end; of an unfinished trace the latest time known. */
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly services: readonly string[];
  readonly inProgress: boolean;
  readonly missingParents: number;
  /** Documents that are not JSON objects with a name and times. */
  readonly unreadable: number;
}

interface Draft extends TraceNode {
  type: string | undefined;
  inferred: Segment | undefined;
  children: Draft[];
}

export function buildTraceTree(documents: readonly string[]): TraceTree {
  const segments: Segment[] = [];
  let unreadable = 0;
  for (const document of documents) {
    const segment = parseSegment(document);
    if (segment === undefined) unreadable += 1;
    else segments.push(segment);
  }
  const drafts = new Map<string, Draft>();
  const placed = segments
    .filter((segment) => segment.inferred !== true)
    .map((segment) => ({ segment, draft: addSegment(segment, drafts) }));
  const roots: Draft[] = [];
  for (const { segment, draft } of placed) attach(draft, segment.parent_id, drafts, roots);
  for (const segment of segments) if (segment.inferred === true) mergeInferred(segment, drafts, roots);
  rescueCycles(
    placed.map(({ draft }) => draft),
    roots,
  );
  return summarise(roots, unreadable);
}

function parseSegment(document: string): Segment | undefined {
  try {
    const value = JSON.parse(document) as Partial<Segment> | null;
    if (typeof value === 'object' && value !== null && typeof value.name === 'string' && Number.isFinite(value.start_time))
      return value as Segment;
  } catch {
    // Counted by the caller; the rest of the trace is still shown.
  }
  return undefined;
}

function addSegment(segment: Segment, drafts: Map<string, Draft>): Draft {
  const root = draftOf(segment, 'segment', segment.name, drafts);
  root.type = segment.origin;
  const open: { readonly draft: Draft; readonly subsegments: readonly Subsegment[] }[] = [
    { draft: root, subsegments: segment.subsegments ?? [] },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const subsegment of next.subsegments) {
      const draft = draftOf(subsegment, 'subsegment', segment.name, drafts);
      if (subsegment.namespace === 'aws') draft.type = `AWS::${subsegment.name}`;
      else if (subsegment.namespace === 'remote') draft.type = subsegment.sql === undefined ? 'remote' : 'Database::SQL';
      next.draft.children.push(draft);
      if (subsegment.subsegments !== undefined) open.push({ draft, subsegments: subsegment.subsegments });
    }
  }
  return root;
}

function draftOf(
  document: Segment | Subsegment,
  kind: 'segment' | 'subsegment',
  service: string,
  drafts: Map<string, Draft>,
): Draft {
  let id = document.id;
  while (drafts.has(id)) id += '′';
  const draft: Draft = {
    id,
    kind,
    name: document.name,
    service,
    type: undefined,
    start: document.start_time,
    end: document.in_progress === true ? undefined : document.end_time,
    outcome: outcomeOf(document),
    status: document.http?.response?.status,
    document,
    inferred: undefined,
    children: [],
  };
  drafts.set(id, draft);
  return draft;
}

/** X-Ray's order: a throttle counts as a throttle, then faults, then errors; the HTTP status counts where flags are absent. */
export function outcomeOf(document: Segment | Subsegment): Outcome {
  const status = document.http?.response?.status ?? 0;
  if (document.throttle === true || status === 429) return 'throttle';
  if (document.fault === true || status >= 500) return 'fault';
  if (document.error === true || status >= 400) return 'error';
  return 'ok';
}

function attach(draft: Draft, parentId: string | undefined, drafts: Map<string, Draft>, roots: Draft[]): void {
  if (parentId === undefined) {
    roots.push(draft);
    return;
  }
  const parent = drafts.get(parentId) ?? missingParent(parentId, drafts, roots);
  parent.children.push(draft);
}

function missingParent(id: string, drafts: Map<string, Draft>, roots: Draft[]): Draft {
  const draft: Draft = {
    id: `missing:${id}`,
    kind: 'missing',
    name: `Missing parent ${id}`,
    service: '',
    type: undefined,
    start: Number.NaN,
    end: undefined,
    outcome: 'ok',
    status: undefined,
    document: undefined,
    inferred: undefined,
    children: [],
  };
  drafts.set(id, draft);
  roots.push(draft);
  return draft;
}

function mergeInferred(segment: Segment, drafts: Map<string, Draft>, roots: Draft[]): void {
  const caller = segment.parent_id === undefined ? undefined : drafts.get(segment.parent_id);
  if (caller !== undefined && caller.kind === 'subsegment' && caller.inferred === undefined) {
    caller.inferred = segment;
    caller.type = segment.origin ?? caller.type;
  } else attach(addSegment(segment, drafts), segment.parent_id, drafts, roots);
}

/** Segments that name each other as parent hang under no root: the first of them becomes one. */
function rescueCycles(segments: readonly Draft[], roots: Draft[]): void {
  const reached = new Set<Draft>();
  const walk = (from: Draft): void => {
    const open = [from];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      // An edge back to what is already reached closes a circle and is cut.
      next.children = next.children.filter((child) => !reached.has(child));
      open.push(...next.children);
    }
  };
  for (const root of [...roots]) walk(root);
  for (const segment of segments) {
    if (reached.has(segment)) continue;
    roots.push(segment);
    walk(segment);
  }
}

function summarise(roots: Draft[], unreadable: number): TraceTree {
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  let count = 0;
  let inProgress = false;
  const services = new Set<string>();
  const open = [...roots];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind !== 'missing') {
      count += 1;
      start = Math.min(start, next.start);
      end = Math.max(end, next.end ?? next.start);
      if (next.end === undefined) inProgress = true;
      if (next.service !== '') services.add(next.service);
    }
    open.push(...next.children);
    next.children.sort(siblings);
  }
  roots.sort(siblings);
  return {
    roots,
    start: Number.isFinite(start) ? start : 0,
    end: Number.isFinite(end) ? end : 0,
    count,
    services: [...services],
    inProgress,
    missingParents: roots.filter((root) => root.kind === 'missing').length,
    unreadable,
  };
}

/** By start, the longer first; numbered attempts keep their order; missing parents stand where their first child does. */
function siblings(left: TraceNode, right: TraceNode): number {
  const attempts = attempt(left) - attempt(right);
  if (Number.isFinite(attempts) && attempts !== 0) return attempts;
  return startOf(left) - startOf(right) || (right.end ?? Number.MAX_VALUE) - (left.end ?? Number.MAX_VALUE);
}

function attempt(node: TraceNode): number {
  return Number(/^Attempt #(\d+)$/.exec(node.name)?.[1] ?? Number.NaN);
}

function startOf(node: TraceNode): number {
  return Number.isNaN(node.start) ? Math.min(...node.children.map(startOf)) : node.start;
}
