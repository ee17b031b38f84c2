/**
 * Reads the events of a query, newest first over all of its groups, window by window, as RowBinary.
 */

import type { Scope } from '../../../store/ports.ts';
import { RowBinaryReader } from '../../../store/row-binary-reader.ts';
import type { LogGroup } from '../log-group.ts';
import type { Logs } from '../logs.ts';
import type { StoredEvent } from '../read-events.ts';
import { pointerOf } from './pointer.ts';
import type { Narrowed } from './push-down.ts';
import { LogRecord, type RecordSource } from './record.ts';
import type { Condition, Selection } from './selection.ts';
import type { Window } from './survey.ts';

export async function* readRecords(
  logs: Logs,
  selection: Selection,
  condition: Condition,
  narrowed: Narrowed,
  windows: readonly Window[],
  signal: AbortSignal,
): AsyncGenerator<readonly LogRecord[]> {
  const sources = selection.groups.map((group) => sourceOf(selection.scope, group));
  for (const window of windows) {
    let last: StoredEvent | undefined;
    for (;;) {
      const bytes = await readWindow(logs, condition, narrowed, window, last, signal);
      const records = decode(bytes, sources);
      if (records.length > 0) yield records;
      last = records[records.length - 1]?.event;
      if (records.length < window.rows) break;
    }
  }
}

function readWindow(
  logs: Logs,
  { sql, params }: Condition,
  { texts, logStream, messages }: Narrowed,
  window: Window,
  last: StoredEvent | undefined,
  signal: AbortSignal,
): Promise<Buffer> {
  const more: Record<string, string | number> = { windowFrom: window.from, windowTo: window.to, rows: window.rows };
  const conditions = [sql, 'timestamp >= {windowFrom:UInt64} AND timestamp < {windowTo:UInt64}'];
  for (const [place, text] of texts.entries()) {
    conditions.push(`position(message, {text${place}:String}) > 0`);
    more[`text${place}`] = text;
  }
  if (logStream !== undefined) {
    conditions.push('log_stream = {logStream:String}');
    more['logStream'] = logStream;
  }
  if (last) {
    conditions.push(`timestamp <= {lastTimestamp:UInt64} AND (timestamp, ingested, sequence) <
({lastTimestamp:UInt64}, {lastIngested:UInt64}, {lastSequence:UInt64})`);
    more['lastTimestamp'] = last.timestamp;
    more['lastIngested'] = last.ingested;
    more['lastSequence'] = last.sequence.toString();
  }
  return logs.clickhouse.queryBytes(
    `SELECT toUInt16(indexOf({groups:Array(String)}, toString(group_id))), timestamp, ingested, sequence, size,
toString(log_stream), ${messages ? 'message' : "''"} FROM log_event WHERE ${conditions.join(' AND ')}
ORDER BY timestamp DESC, ingested DESC, sequence DESC LIMIT {rows:UInt32}`,
    { ...params, ...more },
    { signal },
  );
}

function decode(bytes: Buffer, sources: readonly RecordSource[]): LogRecord[] {
  const reader = new RowBinaryReader(bytes);
  const records: LogRecord[] = [];
  while (!reader.done) {
    const source = sources[reader.uint16() - 1];
    const [timestamp, ingested] = [reader.uint64(), reader.uint64()];
    const low = reader.uint32();
    const sequence = (BigInt(reader.uint32()) << 32n) | BigInt(low);
    const size = reader.uint32();
    const logStream = reader.string();
    const message = reader.bytes().toString();
    if (source) records.push(new LogRecord({ timestamp, ingested, sequence, size, logStream, message }, source));
  }
  return records;
}

export function sourceOf(scope: Scope, group: LogGroup): RecordSource {
  return { log: `${scope.account}:${group.name}`, pointer: (event) => pointerOf(group, event) };
}
