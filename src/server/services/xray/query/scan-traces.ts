/**
 * Goes through the traces of a time range, newest first, until a page is full.
 *
 * Who calls it: GetTraceSummaries.
 */
import { type Trace, traceTime } from '../../../../model/trace.ts';
import type { ClickHouse } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import { candidates, type Position, type Range, traceIdOf } from './candidates.ts';
import { loadTraces } from './load-traces.ts';
import type { Prefilter } from './prefilter.ts';

/** Summaries on a page. */
const pageSize = 250;
/** Traces looked at for one page: a filter that matches few gives short pages, with a token to go on. */
const mostScanned = 4000;
/** Traces read at once. */
const batchSize = 500;
/** Seconds of the newest stretch; the ones before double. */
const firstStretch = 60;

export interface ScannedPage {
  readonly traces: readonly Trace[];
  /** Traces that the range holds and that were looked at. */
  readonly scanned: number;
  /** Undefined when the range is through. */
  readonly next: Position | undefined;
}

export interface Scan {
  readonly tenant: Tenant;
  readonly range: Range;
  readonly prefilter: Prefilter;
  readonly after: Position | undefined;
  readonly matches: (trace: Trace) => boolean;
  readonly signal: AbortSignal;
}

export async function scanTraces(clickhouse: ClickHouse, scan: Scan): Promise<ScannedPage> {
  const { range, tenant, signal } = scan;
  const traces: Trace[] = [];
  let scanned = 0;
  let after = scan.after;
  // Only starts can be looked for in stretches: the other types place a trace by its last row.
  const inStretches = range.type === 'TraceId';
  let end = after === undefined || !inStretches ? range.end : Math.min(range.end, nextUp(after.at));
  for (let length = firstStretch; ; length *= 2) {
    const start = inStretches ? Math.max(range.start, end - length) : range.start;
    const stretch = { ...range, start, end };
    for (let more = true; more; ) {
      const found = await candidates(clickhouse, tenant, stretch, scan.prefilter, after, batchSize, signal);
      more = found.length === batchSize;
      const held = (await loadTraces(clickhouse, tenant, found.map(traceIdOf), signal)).filter((trace) => isIn(trace, stretch));
      const byId = new Map(held.map((trace) => [trace.id, trace]));
      for (const position of found) {
        const trace = byId.get(traceIdOf(position));
        after = position;
        if (trace === undefined) continue;
        scanned++;
        if (scan.matches(trace)) traces.push(trace);
        if (traces.length === pageSize || scanned === mostScanned) return { traces, scanned, next: after };
      }
    }
    if (start <= range.start) return { traces, scanned, next: undefined };
    end = start;
    after = undefined;
  }
}

/** Exactly: the time that places the trace lies in the range. */
function isIn(trace: Trace, { type, start, end }: Range): boolean {
  if (type === 'Service') return trace.segments.some(({ document }) => isBetween(document.end_time, start, end));
  const at = traceTime(trace, type);
  return at >= start && at < end;
}

function isBetween(time: number | undefined, start: number, end: number): boolean {
  return time !== undefined && time >= start && time <= end;
}

/** A range whose end is exclusive has to end after this to hold it. */
function nextUp(time: number): number {
  return time + 0.001;
}
