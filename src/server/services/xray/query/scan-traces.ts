/**
 * Goes through the traces of a time range, newest first, until a page is full.
 *
 * Who calls it: GetTraceSummaries.
 */
import { type Trace, traceTime } from '../../../../model/trace.ts';
import type { ClickHouse } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import { candidates, countTraces, type Position, type Range, traceIdOf } from './candidates.ts';
import { loadTraces } from './load-traces.ts';
import type { Prefilter } from './prefilter.ts';
import { nextStretch } from './stretches.ts';

/** Summaries on a page. */
const pageSize = 250;
/** Traces looked at for one page: a filter that matches few gives short pages, with a token to go on. */
const mostScanned = 4000;
/** Traces read at once, when few of them match. */
const mostAtOnce = 500;
/** Minutes of the newest stretch; with a filter that the store answers, there will be less in each. */
const firstStretch = 1;
const firstFilteredStretch = 5;

export interface ScannedPage {
  readonly traces: readonly Trace[];
  /** Traces of the range that were looked at or ruled out. */
  readonly processed: number;
  /** Undefined when the range is through. */
  readonly next: ScanPosition | undefined;
}

/** Where a scan goes on: in a stretch of the range, given by its end and its length in minutes. */
export interface ScanPosition {
  /** Epoch seconds. */
  readonly end: number;
  readonly minutes: number;
  readonly after: Position | undefined;
}

export interface Scan {
  readonly tenant: Tenant;
  readonly range: Range;
  readonly prefilter: Prefilter;
  readonly from: ScanPosition | undefined;
  readonly matches: (trace: Trace) => boolean;
  readonly signal: AbortSignal;
}

/** The newest stretch of the range is read first, so that a page of a busy hour reads minutes, not the hour. */
export async function scanTraces(clickhouse: ClickHouse, scan: Scan): Promise<ScannedPage> {
  const { scanned, ...page } = await scanStretches(clickhouse, scan);
  const { range, tenant, prefilter, from, signal } = scan;
  if (prefilter.sql === '') return { ...page, processed: scanned };
  const part = { ...range, start: timeOf(page.next) ?? range.start, end: timeOf(from) ?? range.end };
  return { ...page, processed: Math.max(scanned, await countTraces(clickhouse, tenant, part, signal)) };
}

/** Epoch seconds at which a page ends. */
function timeOf(position: ScanPosition | undefined): number | undefined {
  return position && (position.after === undefined ? position.end : position.after.at / 1e6);
}

async function scanStretches(
  clickhouse: ClickHouse,
  scan: Scan,
): Promise<Omit<ScannedPage, 'processed'> & { readonly scanned: number }> {
  const { range, tenant, prefilter, signal } = scan;
  const traces: Trace[] = [];
  let scanned = 0;
  let inStretch = 0;
  const first = prefilter.sql === '' ? firstStretch : firstFilteredStretch;
  let { end, minutes, after } = scan.from ?? { end: range.end, minutes: first, after: undefined };
  for (;;) {
    const stretch = { ...range, start: stretchStart(range, end, minutes), end };
    const limit = traces.length * 2 < scanned ? mostAtOnce : pageSize - traces.length;
    const found = await candidates(clickhouse, tenant, stretch, prefilter, after, limit, signal);
    const loaded = await loadTraces(clickhouse, tenant, found.map(traceIdOf), signal);
    const held = new Map(loaded.filter((trace) => isIn(trace, stretch)).map((trace) => [trace.id, trace]));
    for (const position of found) {
      after = position;
      const trace = held.get(traceIdOf(position));
      if (trace === undefined) continue;
      scanned++;
      if (scan.matches(trace)) {
        traces.push(trace);
        inStretch++;
      }
      if (traces.length === pageSize || scanned === mostScanned) return { traces, scanned, next: { end, minutes, after } };
    }
    if (found.length === limit) continue;
    if (stretch.start <= range.start) return { traces, scanned, next: undefined };
    end = stretch.start;
    minutes = nextStretch(minutes, inStretch, pageSize - traces.length);
    after = undefined;
    inStretch = 0;
  }
}

/** Stretches begin at whole minutes, so that a row stands in one of them. Only starts can be looked for in stretches. */
function stretchStart({ type, start }: Range, end: number, minutes: number): number {
  return type === 'TraceId' ? Math.max(start, (Math.ceil(end / 60) - minutes) * 60) : start;
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
