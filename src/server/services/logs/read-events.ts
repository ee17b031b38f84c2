/**
 * Reads events of a group in their order, page by page. Who calls it: GetLogEvents and FilterLogEvents.
 *
 * A page is read in two steps: first the places and sizes of its rows, then the messages of as many as may be held at once. A
 * message may have a megabyte, so ten thousand of them are never asked for blindly.
 */
import type { ClickHouse, QueryParams, Scope } from '../../store/ports.ts';
import type { EventPlace } from './event-id.ts';
import type { LogGroup } from './log-group.ts';

export interface StoredEvent extends EventPlace {
  readonly logStream: string;
  readonly message: string;
  readonly size: number;
}

export interface EventRange {
  readonly scope: Scope;
  readonly group: LogGroup;
  /** Inclusive, epoch milliseconds. */
  readonly from: number;
  /** Exclusive, epoch milliseconds. */
  readonly to: number;
  /** Undefined: every stream of the group but the deleted ones. */
  readonly streamIds?: readonly string[] | undefined;
  readonly streamPrefix?: string | undefined;
  readonly deletedStreamIds: readonly string[];
  /** Every message has all of these in it. */
  readonly texts?: readonly string[] | undefined;
}

export interface EventPage {
  /** In the direction of reading. */
  readonly events: readonly StoredEvent[];
  /** Nothing follows. */
  readonly last: boolean;
}

/** Bytes of messages read at once, but for a single larger one. */
const largestRead = 4 * 1024 * 1024;

export async function readEvents(
  clickhouse: ClickHouse,
  range: EventRange,
  direction: 'forward' | 'backward',
  after: EventPlace | undefined,
  limit: number,
  signal: AbortSignal,
): Promise<EventPage> {
  if (range.from >= range.to) return { events: [], last: true };
  const order = direction === 'forward' ? 'ASC' : 'DESC';
  const by = `ORDER BY timestamp ${order}, ingested ${order}, sequence ${order}`;
  const where = conditionsOf(range, direction, after);
  const ahead = await clickhouse.query<{ timestamp: string; ingested: string; sequence: string; size: number }>(
    `SELECT timestamp, ingested, sequence, size FROM log_event WHERE ${where.sql} ${by} LIMIT {limit:UInt32}`,
    { ...where.params, limit: limit + 1 },
    { signal },
  );
  let count = 0;
  for (let bytes = 0; count < ahead.length && count < limit; count++) {
    bytes += Number(ahead[count]?.size ?? 0);
    if (count > 0 && bytes > largestRead) break;
  }
  const end = ahead[count - 1];
  if (!end) return { events: [], last: true };
  const bound = direction === 'forward' ? '<=' : '>=';
  const rows = await clickhouse.query<{
    timestamp: string;
    ingested: string;
    sequence: string;
    size: number;
    log_stream: string;
    message: string;
  }>(
    `SELECT timestamp, ingested, sequence, size, log_stream, message FROM log_event WHERE ${where.sql}
AND timestamp ${bound} {endTimestamp:UInt64}
AND (timestamp, ingested, sequence) ${bound} ({endTimestamp:UInt64}, {endIngested:UInt64}, {endSequence:UInt64}) ${by}`,
    { ...where.params, endTimestamp: end.timestamp, endIngested: end.ingested, endSequence: end.sequence },
    { signal },
  );
  const events = rows.map((row) => ({
    timestamp: Number(row.timestamp),
    ingested: Number(row.ingested),
    sequence: BigInt(row.sequence),
    logStream: row.log_stream,
    message: row.message,
    size: Number(row.size),
  }));
  return { events, last: count === ahead.length };
}

function conditionsOf(range: EventRange, direction: 'forward' | 'backward', after: EventPlace | undefined) {
  const params: Record<string, QueryParams[string]> = {
    account: range.scope.account,
    region: range.scope.region,
    group: range.group.id,
    from: range.from,
    to: range.to,
  };
  const conditions = [
    'account = {account:String} AND region = {region:String} AND group_id = {group:String}',
    'timestamp >= {from:UInt64} AND timestamp < {to:UInt64}',
  ];
  if (range.streamIds) {
    conditions.push('stream_id IN {streams:Array(String)}');
    params['streams'] = range.streamIds;
  } else if (range.deletedStreamIds.length > 0) {
    conditions.push('stream_id NOT IN {deleted:Array(String)}');
    params['deleted'] = range.deletedStreamIds;
  }
  if (range.streamPrefix) {
    conditions.push('startsWith(log_stream, {prefix:String})');
    params['prefix'] = range.streamPrefix;
  }
  for (const [place, text] of (range.texts ?? []).entries()) {
    conditions.push(`position(message, {text${place}:String}) > 0`);
    params[`text${place}`] = text;
  }
  if (after) {
    const bound = direction === 'forward' ? '>' : '<';
    // The first condition is what the primary key understands.
    conditions.push(`timestamp ${bound}= {afterTimestamp:UInt64} AND (timestamp, ingested, sequence) ${bound}
({afterTimestamp:UInt64}, {afterIngested:UInt64}, {afterSequence:UInt64})`);
    params['afterTimestamp'] = after.timestamp;
    params['afterIngested'] = after.ingested;
    params['afterSequence'] = after.sequence.toString();
  }
  return { sql: conditions.join(' AND '), params };
}
