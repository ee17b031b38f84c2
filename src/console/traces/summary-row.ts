/** What the traces list shows of a summary. Called by TracesPage.tsx; pure. */
import type { TraceSummary } from '../api/xray-types.ts';

export type TraceStatus = 'fault' | 'throttle' | 'error' | 'ok' | 'pending';

export interface SummaryRow {
  readonly id: string;
  /** Epoch seconds. */
  readonly start: number | undefined;
  readonly status: TraceStatus;
  readonly partial: boolean;
  /** Seconds of the root segment. */
  readonly responseTime: number | undefined;
  /** Seconds from the first start to the last end. */
  readonly duration: number | undefined;
  readonly method: string | undefined;
  readonly code: number | undefined;
  readonly url: string | undefined;
  readonly entryPoint: string | undefined;
  readonly clientIp: string | undefined;
  readonly annotations: number;
}

export function summaryRow(summary: TraceSummary): SummaryRow {
  return {
    id: summary.Id ?? '',
    start: summary.StartTime ?? undefined,
    status: statusOf(summary),
    partial: summary.IsPartial === true,
    responseTime: summary.ResponseTime ?? undefined,
    duration: summary.Duration ?? undefined,
    method: summary.Http?.HttpMethod ?? undefined,
    code: summary.Http?.HttpStatus ?? undefined,
    url: summary.Http?.HttpURL ?? undefined,
    entryPoint: summary.EntryPoint?.Name ?? undefined,
    clientIp: summary.Http?.ClientIp ?? undefined,
    annotations: Object.keys(summary.Annotations ?? {}).length,
  };
}

/** A root that is still running has neither a duration nor a response time; AWS's word for it is Pending. */
function statusOf(summary: TraceSummary): TraceStatus {
  if (summary.HasThrottle === true) return 'throttle';
  if (summary.HasFault === true) return 'fault';
  if (summary.HasError === true) return 'error';
  if (summary.Duration === undefined || summary.Duration === null) return 'pending';
  return 'ok';
}

export type SortColumn = 'start' | 'status' | 'responseTime' | 'duration' | 'method' | 'code' | 'url' | 'entryPoint';

const severity: Readonly<Record<TraceStatus, number>> = { fault: 4, throttle: 3, error: 2, pending: 1, ok: 0 };

/** Rows without a value come last in either direction; equal rows newest first. */
export function sortRows(rows: readonly SummaryRow[], column: SortColumn, descending: boolean): readonly SummaryRow[] {
  const value = (row: SummaryRow): number | string | undefined => (column === 'status' ? severity[row.status] : row[column]);
  return [...rows].sort((left, right) => {
    const [a, b] = [value(left), value(right)];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
    return (descending ? -order : order) || (right.start ?? 0) - (left.start ?? 0);
  });
}
