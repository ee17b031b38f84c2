/** Segment documents of now, with fresh ids. Who calls it: tests that send traces. */
import { randomBytes } from 'node:crypto';

export interface SegmentFields {
  readonly id: string;
  readonly trace_id: string;
  readonly name: string;
  readonly start_time: number;
  readonly end_time?: number;
  readonly [field: string]: unknown;
}

export function newTraceId(): string {
  return `1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
}

export function newSegmentId(): string {
  return randomBytes(8).toString('hex');
}

/** A finished segment of 50 ms that ended just now; `fields` win. */
export function newSegment(fields: Partial<SegmentFields> = {}): SegmentFields {
  const end = Date.now() / 1000;
  return { id: newSegmentId(), trace_id: newTraceId(), name: 'front', start_time: end - 0.05, end_time: end, ...fields };
}
