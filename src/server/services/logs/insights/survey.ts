/**
 * Counts the events of a query before it reads them, and cuts their time into windows of which each fits into memory.
 */
import type { Logs } from '../logs.ts';
import type { Narrowed } from './push-down.ts';
import type { Condition } from './selection.ts';

/** From the newest. Epoch milliseconds: inclusive and exclusive. */
export interface Window {
  readonly from: number;
  readonly to: number;
  /** Rows that may be read at once: when as many come, there are more. */
  readonly rows: number;
}

export interface Survey {
  readonly records: number;
  /** As AWS counts them: messages and 26 for each. */
  readonly bytes: number;
  readonly windows: readonly Window[];
}

/** Bytes and rows of messages that are in memory at once; only a single larger event is larger. */
const windowBytes = 4 * 1024 * 1024;
const windowRows = 20_000;
/** Rows without their messages. */
const bareRows = 100_000;
/** A window may be as many times larger when few of its events are expected, and none has more bytes than this. */
const sparseFactor = 8;
const sparseLargest = 8 * 1024;
/** So many columns has the histogram of events over time, at most. */
const mostColumns = 4096;

interface Column {
  readonly at: number;
  readonly records: number;
  readonly bytes: number;
  readonly largest: number;
}

export async function survey(logs: Logs, { sql, params }: Condition, narrowed: Narrowed, signal: AbortSignal): Promise<Survey> {
  const [range] = await logs.clickhouse.query<{ first: string; last: string; records: string }>(
    `SELECT min(timestamp) AS first, max(timestamp) AS last, count() AS records FROM log_event WHERE ${sql}`,
    params,
    { signal },
  );
  if (!range || Number(range.records) === 0) return { records: 0, bytes: 0, windows: [] };
  const width = Math.max(1, Math.ceil((Number(range.last) - Number(range.first) + 1) / mostColumns));
  const rows = await logs.clickhouse.query<{ at: string; records: string; bytes: string; largest: string }>(
    `SELECT intDiv(timestamp, {width:UInt64}) AS at, count() AS records, sum(size) AS bytes, max(size) AS largest FROM log_event
WHERE ${sql} GROUP BY at ORDER BY at DESC`,
    { ...params, width },
    { signal },
  );
  const columns = rows.map((row) => ({
    ...{ at: Number(row.at), records: Number(row.records), bytes: Number(row.bytes), largest: Number(row.largest) },
  }));
  return {
    records: columns.reduce((sum, column) => sum + column.records, 0),
    bytes: columns.reduce((sum, column) => sum + column.bytes, 0),
    windows: windowsOf(columns, width, narrowed),
  };
}

/** @param columns from the newest. */
export function windowsOf(columns: readonly Column[], width: number, { texts, logStream, messages }: Narrowed): Window[] {
  const windows: Window[] = [];
  const sparse = texts.length > 0 || logStream !== undefined;
  let open: (Omit<Column, 'at'> & { readonly from: number; readonly to: number }) | undefined;

  const fits = ({ records, bytes, largest }: Omit<Column, 'at'>): boolean => {
    if (!messages) return records <= bareRows;
    const factor = sparse && largest <= sparseLargest ? sparseFactor : 1;
    return records <= windowRows * factor && bytes <= windowBytes * factor;
  };
  const close = () => {
    if (!open) return;
    const { from, to, records, largest } = open;
    // Of a crowded window as many rows are read at once as fit if all were as large as the largest; any other window is read at once,
    // with what has come in since it was counted.
    const whole = fits(open) && (!sparse || !messages);
    const most = messages ? Math.min(windowRows, Math.floor((windowBytes * sparseFactor) / largest)) : bareRows;
    windows.push({ from, to, rows: whole ? Math.ceil(records * 1.2) + 100 : Math.max(1, most) });
    open = undefined;
  };

  for (const { at, records, bytes, largest } of columns) {
    const grown = {
      ...{ from: at * width, to: open?.to ?? (at + 1) * width, records: (open?.records ?? 0) + records },
      ...{ bytes: (open?.bytes ?? 0) + bytes, largest: Math.max(open?.largest ?? 0, largest) },
    };
    if (!open || fits(grown)) {
      open = grown;
      continue;
    }
    close();
    open = { from: at * width, to: (at + 1) * width, records, bytes, largest };
  }
  close();
  return windows;
}
