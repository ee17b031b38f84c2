/**
 * JOURNEY 1, step 4: what a document shows of the system: itself, and each finished call that it made.
 *
 * Who calls it: `pipeline.ts`; the rows are written by `persist/observation-rows.ts`.
 * AWS pages: "Segment documents" (namespace aws and remote), "Service graph". Local subsegments never make a node, so they make no row.
 */
import type { Entity, SegmentDocument, Subsegment } from '../../../../model/segment-document.ts';
import { marksOf, withInside } from '../persist/observation-marks.ts';

export type ObservationKind = 'segment' | 'subsegment' | 'call';

export interface Observation {
  readonly kind: ObservationKind;
  readonly entity: Entity;
  /** Undefined: none. */
  readonly parentId: string | undefined;
  /** Name of the segment around it; empty when another document knows. */
  readonly caller: string;
  /** Epoch seconds of the first start in it: for a document, of anything nested, since a trace starts with its first entity. */
  readonly firstStart: number;
  /** Epoch seconds of the last end in it; 0 when nothing has ended. */
  readonly lastEnd: number;
  /** `MARK`. */
  readonly marks: number;
}

/** The document first, then its finished calls. Iterative: documents nest thousands deep. */
export function observe(document: SegmentDocument): readonly [Observation, ...Observation[]] {
  const independent = document.type === 'subsegment';
  const caller = independent ? '' : document.name;
  const calls: Observation[] = [];
  let firstStart = document.start_time;
  let lastEnd = document.end_time ?? 0;
  let marks = marksOf(document);
  const open: Entity[] = document.subsegments ? [document] : [];
  for (let entity = open.pop(); entity !== undefined; entity = open.pop()) {
    for (const child of entity.subsegments ?? []) {
      const { start_time, end_time = 0 } = child;
      const childMarks = marksOf(child);
      marks = withInside(marks, childMarks);
      if (start_time < firstStart) firstStart = start_time;
      if (end_time > lastEnd) lastEnd = end_time;
      if (isFinishedCall(child)) {
        const times = { firstStart: start_time, lastEnd: end_time };
        calls.push({ kind: 'call', entity: child, parentId: entity.id, caller, ...times, marks: childMarks });
      }
      if (child.subsegments) open.push(child);
    }
  }
  const kind = independent ? 'subsegment' : 'segment';
  return [{ kind, entity: document, parentId: document.parent_id, caller, firstStart, lastEnd, marks }, ...calls];
}

function isFinishedCall(subsegment: Subsegment): boolean {
  return (subsegment.namespace === 'aws' || subsegment.namespace === 'remote') && subsegment.in_progress !== true;
}
