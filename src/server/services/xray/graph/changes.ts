/**
 * Learns which minutes of which tenant have changed since it was last asked: every minute that a changed trace touches.
 *
 * Who calls it: `minute-cache.ts`, before it trusts what it has cached.
 *
 * Rows are followed by (collector, log segment): the log numbers its segments in order and inserts them in order, one insert each,
 * so what lies beyond the last segment seen of each collector is new, whoever wrote it and whenever it arrives. A trace that gets a
 * late row changes in the minute of that row and in all its others, since a graph counts a trace by its start.
 */
import type { ClickHouse } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import { MINUTE_SECONDS, PART_SECONDS } from './spans.ts';

export interface ChangedMinute {
  readonly tenant: Tenant;
  /** Epoch seconds, a whole minute. */
  readonly minute: number;
  /** Where in it something starts that has changed: starts of parts, epoch seconds. */
  readonly parts: readonly number[];
}

/** SQL: the part of a minute in which a time lies, in what a `DateTime` column can hold. */
function partOf(time: string): string {
  return `toUInt32(least(greatest(floor((${time}) / ${PART_SECONDS}) * ${PART_SECONDS}, 0), 4294967280))`;
}

/** The last log segment seen, by collector. */
export type Progress = Readonly<Record<string, number>>;

export interface Changes {
  readonly minutes: readonly ChangedMinute[];
  readonly progress: Progress;
}

/** Where the table stands: rows up to here are not changes. */
export async function currentProgress(clickhouse: ClickHouse): Promise<Progress> {
  return advance(
    {},
    await clickhouse.query(`SELECT collector, toFloat64(max(log_segment)) AS segment FROM observation GROUP BY collector`),
  );
}

export async function changesSince(clickhouse: ClickHouse, progress: Progress): Promise<Changes> {
  const beyond = beyondSql(progress);
  const segments = await clickhouse.query<{ collector: string; segment: number }>(
    `SELECT collector, toFloat64(max(log_segment)) AS segment FROM observation WHERE ${beyond.sql} GROUP BY collector`,
    beyond.params,
  );
  if (segments.length === 0) return { minutes: [], progress };
  const reached = advance(progress, segments);
  // Of rows, the first start is known to a rounding, so both sides of it have changed; of documents, exactly.
  const rows = await clickhouse.query<{ account: string; region: string; at: number }>(
    `SELECT DISTINCT account, region, arrayJoin([${partOf('start_time - early - 0.001')}, ${partOf('start_time - early + 0.001')}]) AS at
     FROM observation WHERE kind IN ('segment', 'subsegment') AND ${beyond.sql}
     UNION DISTINCT
     SELECT DISTINCT account, region, ${partOf('start_time')} AS at FROM document
     WHERE (account, region, trace_id) IN (SELECT account, region, trace_id FROM observation WHERE ${beyond.sql})`,
    beyond.params,
  );
  return { minutes: minutesOfParts(rows), progress: reached };
}

function minutesOfParts(rows: readonly { account: string; region: string; at: number }[]): ChangedMinute[] {
  const minutes = new Map<string, { tenant: Tenant; minute: number; parts: number[] }>();
  for (const { account, region, at } of rows) {
    const minute = Math.floor(at / MINUTE_SECONDS) * MINUTE_SECONDS;
    const key = `${account} ${region} ${minute}`;
    const known = minutes.get(key);
    if (known === undefined) minutes.set(key, { tenant: { account, region }, minute, parts: [at] });
    else known.parts.push(at);
  }
  return [...minutes.values()];
}

/** Rows of later segments of the collectors known, and all rows of others. */
function beyondSql(progress: Progress): { readonly sql: string; readonly params: Record<string, string | number | string[]> } {
  const collectors = Object.keys(progress);
  if (collectors.length === 0) return { sql: '1', params: {} };
  const params: Record<string, string | number | string[]> = { known: collectors };
  const later = collectors.map((collector, index) => {
    params[`collector_${index}`] = collector;
    params[`segment_${index}`] = progress[collector] ?? 0;
    return `(collector = {collector_${index}:String} AND log_segment > {segment_${index}:UInt64})`;
  });
  return { sql: `(${later.join(' OR ')} OR collector NOT IN {known:Array(String)})`, params };
}

function advance(progress: Progress, segments: readonly { collector: string; segment: number }[]): Progress {
  return { ...progress, ...Object.fromEntries(segments.map(({ collector, segment }) => [collector, segment])) };
}
