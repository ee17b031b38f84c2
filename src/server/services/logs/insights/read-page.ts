/**
 * Reads one page of a query's events as RowBinary, newest first over all of its groups. Who calls it: queries, and GetLogGroupFields.
 */
import type { EventPlace } from '../event-id.ts';
import type { Logs } from '../logs.ts';
import type { Narrowed } from './push-down.ts';
import type { Condition } from './selection.ts';
import type { Window } from './survey.ts';

/** @param last the event behind which the page begins: a crowded window has several pages. */
export function readPage(
  logs: Logs,
  { sql, params }: Condition,
  { texts, logStream, messages }: Narrowed,
  window: Window,
  last: EventPlace | undefined,
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
