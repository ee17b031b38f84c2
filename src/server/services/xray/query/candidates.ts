/**
 * Which traces a time range may hold, newest first, a stretch at a time.
 *
 * Who calls it: `scan-traces.ts`, which loads the traces and checks each one exactly; what is found here is a superset.
 *
 * Rows of documents stand in the minute of the first start of anything in them, so a trace that starts in a range has a row in its
 * minutes. Traces that only go on there are found too, and dropped by the exact check.
 */
import type { ClickHouse, QueryParams } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import { minuteOf } from '../persist/row-prefix.ts';
import { awsTraceId } from './load-traces.ts';
import { type Prefilter, RELEVANT_ROWS } from './prefilter.ts';

export type TimeRangeType = 'TraceId' | 'Event' | 'Service';

/** Where a page goes on in its range: everything before this, newest first, has been seen. */
export interface Position {
  /** Epoch microseconds. */
  readonly at: number;
  /** 32 hex digits. */
  readonly id: string;
}

export interface Range {
  readonly type: TimeRangeType;
  /** Epoch seconds, inclusive. */
  readonly start: number;
  /** Epoch seconds; inclusive for Service, else exclusive. */
  readonly end: number;
}

/** What lies so close to the present is not worth a look ahead. */
const SHORT_SECONDS = 600;

/** To look up more ids by an index takes longer than to compare all of them. */
const MOST_IDS_BY_INDEX = 1000;

const tenantRows = 'account = {account:String} AND region = {region:String}';

/** By time range type: the time that places a trace, the rows that have it, and how far back other rows of such a trace can lie. */
const places = {
  TraceId: {
    micros: 'min(start_time - early) * 1e6',
    rows: `minute >= toDateTime({first:UInt32}) AND minute <= toDateTime({last:UInt32}) AND kind IN ('segment', 'subsegment')`,
    oldest: 'AND minute >= toDateTime({first:UInt32})',
    inRange: 'AND start_time - early >= {from:Float64} AND start_time - early < {to:Float64}',
  },
  Event: {
    micros: 'max(toUnixTimestamp64Milli(received)) * 1000',
    rows: `received >= fromUnixTimestamp64Milli(toInt64({from:Float64} * 1000)) AND received < fromUnixTimestamp64Milli(toInt64({to:Float64} * 1000))`,
    oldest: '',
    inRange: '',
  },
  Service: {
    micros: 'max(end_time) * 1e6',
    // Segments longer than a day are not looked for.
    rows: `minute >= toDateTime({since:UInt32}) AND minute <= toDateTime({last:UInt32})
      AND end_time >= {from:Float64} AND end_time <= {to:Float64}`,
    oldest: '',
    inRange: '',
  },
} as const;

/** @returns at most `limit` traces that come behind `after`. */
export async function candidates(
  clickhouse: ClickHouse,
  { account, region }: Tenant,
  { type, start, end }: Range,
  prefilter: Prefilter,
  after: Position | undefined,
  limit: number,
  signal: AbortSignal,
): Promise<Position[]> {
  const { micros, rows, oldest } = places[type];
  const isByIds = prefilter.sql !== '' && (type !== 'TraceId' || liesBack(start, end));
  const relevant = `${tenantRows} ${oldest} ${isByIds ? 'AND trace_id >= range_ids.1 AND trace_id <= range_ids.2' : ''}`;
  const rangeIds = `WITH (SELECT (min(trace_id), max(trace_id)) FROM observation WHERE ${tenantRows} AND ${rows}) AS range_ids`;
  const sql = `
${isByIds ? rangeIds : ''}
SELECT toInt64(round(${micros})) AS at, lower(hex(trace_id)) AS trace
FROM observation
WHERE ${tenantRows} AND ${rows}
  ${prefilter.sql.replaceAll(RELEVANT_ROWS, relevant)}
GROUP BY trace_id
${after === undefined ? '' : 'HAVING (at, trace) < ({at:Int64}, {after:String})'}
ORDER BY at DESC, trace DESC
LIMIT {limit:UInt32}
SETTINGS use_index_for_in_with_subqueries_max_values = ${MOST_IDS_BY_INDEX}`;
  const params: QueryParams = {
    account,
    region,
    from: start,
    to: end,
    first: minuteOf(start),
    last: lastMinute({ type, start, end }, after),
    since: minuteOf(start - 86_400),
    limit,
    ...prefilter.params,
    ...(after !== undefined && { at: after.at, after: after.id }),
  };
  const found = await clickhouse.query<{ at: string; trace: string }>(sql, params, { signal });
  return found.map(({ at, trace }) => ({ at: Number(at), id: trace }));
}

/** How many traces a range holds: exact for tens of thousands, but for traces that only go on there, which count too. */
export async function countTraces(
  clickhouse: ClickHouse,
  { account, region }: Tenant,
  { type, start, end }: Range,
  signal: AbortSignal,
): Promise<number> {
  const { rows, inRange } = places[type];
  const params: QueryParams = {
    account,
    region,
    from: start,
    to: end,
    first: minuteOf(start),
    last: lastMinute({ type, start, end }, undefined),
    since: minuteOf(start - 86_400),
  };
  const sql = `SELECT toFloat64(uniq(trace_id)) AS traces FROM observation WHERE ${tenantRows} AND ${rows} ${inRange}`;
  const [counted] = await clickhouse.query<{ traces: number }>(sql, params, { signal });
  return counted?.traces ?? 0;
}

/**
 * Does more lie behind the range than in it? Rows there may belong to its traces, but most ids begin with their time: then the index
 * on them rules nearly all of it out, for the price of looking at the ids in the range first.
 */
function liesBack(start: number, end: number): boolean {
  return Date.now() / 1000 - end > Math.max(end - start, SHORT_SECONDS);
}

/** The end of a range of starts is exclusive; what comes behind a start has its first row in the same minute or an older one. */
function lastMinute({ type, end }: Range, after: Position | undefined): number {
  if (type !== 'TraceId') return minuteOf(end);
  const last = minuteOf(Math.ceil(end / 60) * 60 - 60);
  return after === undefined ? last : Math.min(last, minuteOf((after.at + 1) / 1e6));
}

/** Trace ids of positions, in AWS's form. */
export function traceIdOf({ id }: Position): string {
  return awsTraceId(id);
}
