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
import type { Prefilter } from './prefilter.ts';

export type TimeRangeType = 'TraceId' | 'Event' | 'Service';

/** Where a page goes on in its range: everything before this, newest first, has been seen. */
export interface Position {
  /** Epoch seconds. */
  readonly at: number;
  readonly id: string;
}

export interface Range {
  readonly type: TimeRangeType;
  /** Epoch seconds, inclusive. */
  readonly start: number;
  /** Epoch seconds; inclusive for Service, else exclusive. */
  readonly end: number;
}

/** By time range type: the time that places a trace, and the rows that have it. */
const places = {
  TraceId: {
    time: 'min(start_time)',
    rows: `minute >= toDateTime({first:UInt32}) AND minute <= toDateTime({last:UInt32}) AND kind IN ('segment', 'subsegment')`,
  },
  Event: {
    time: 'max(toUnixTimestamp64Milli(received)) / 1000',
    rows: `received >= fromUnixTimestamp64Milli(toInt64({from:Float64} * 1000)) AND received < fromUnixTimestamp64Milli(toInt64({to:Float64} * 1000))`,
  },
  Service: {
    time: 'max(end_time)',
    // Segments longer than a day are not looked for.
    rows: `minute >= toDateTime({since:UInt32}) AND minute <= toDateTime({last:UInt32})
      AND end_time >= {from:Float64} AND end_time <= {to:Float64}`,
  },
} as const;

export async function candidates(
  clickhouse: ClickHouse,
  { account, region }: Tenant,
  { type, start, end }: Range,
  prefilter: Prefilter,
  after: Position | undefined,
  limit: number,
  signal: AbortSignal,
): Promise<Position[]> {
  const { time, rows } = places[type];
  const sql = `
SELECT ${time} AS at, lower(hex(trace_id)) AS trace
FROM observation
WHERE account = {account:String} AND region = {region:String} AND ${rows}
  ${prefilter.sql}
GROUP BY trace_id
${after === undefined ? '' : 'HAVING (at, trace) < ({at:Float64}, {after:String})'}
ORDER BY at DESC, trace DESC
LIMIT {limit:UInt32}`;
  const params: QueryParams = {
    account,
    region,
    from: start,
    to: end,
    first: minuteOf(start),
    // The end of a range of starts is exclusive.
    last: type === 'TraceId' ? minuteOf(Math.ceil(end / 60) * 60 - 60) : minuteOf(end),
    since: minuteOf(start - 86_400),
    limit,
    ...prefilter.params,
    ...(after !== undefined && { at: after.at, after: after.id }),
  };
  const found = await clickhouse.query<{ at: number; trace: string }>(sql, params, { signal });
  return found.map(({ at, trace }) => ({ at: Number(at), id: trace }));
}

/** Trace ids of positions, in AWS's form. */
export function traceIdOf({ id }: Position): string {
  return awsTraceId(id);
}
