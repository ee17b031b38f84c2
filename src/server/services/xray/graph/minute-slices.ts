/**
 * Cuts minutes into slices of traces that fit the memory at once: several quiet minutes, or a part of a busy one.
 *
 * Who calls it: `count-minutes.ts`.
 */
import type { ClickHouse, QueryParams } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import type { Range } from './count-minutes.ts';

export interface MinuteSlice {
  /** Epoch seconds. */
  readonly minutes: readonly number[];
  /** A SELECT of the ids of all traces that have something in these minutes; of a busy one, a part that no other slice has. */
  readonly traceIdsSql: string;
  readonly params: QueryParams;
}

/** Documents, about: some 15 MB. */
const MOST_DOCUMENTS = 100_000;
/** Seconds between two minutes of a slice: what lies between them is looked at, too. */
const WIDEST_GAP = 600;

/**
 * Minutes without a document are in no slice.
 * @param range traces that start outside of it may be left out.
 */
export async function sliceMinutes(
  clickhouse: ClickHouse,
  { account, region }: Tenant,
  minutes: readonly number[],
  range: Range,
): Promise<readonly MinuteSlice[]> {
  if (minutes.length === 0) return [];
  const isBound = range.from > 0 && Number.isFinite(range.to);
  const tenant = { account, region, ...(isBound && { from: range.from, to: range.to }) };
  const whereSql = isBound ? `${minutesSql} AND ${startsSql}` : minutesSql;
  const counts = await clickhouse.query<{ at: number; documents: number }>(
    `SELECT toUnixTimestamp(minute) AS at, toUInt32(count()) AS documents FROM observation ${whereSql} GROUP BY at ORDER BY at`,
    { ...tenant, ...minuteParams([...minutes].sort((left, right) => left - right)) },
  );
  const slices: MinuteSlice[] = [];
  let together: number[] = [];
  let size = 0;
  const close = (): void => {
    if (together.length > 0) slices.push(...partsOf(tenant, whereSql, together, size));
    together = [];
    size = 0;
  };
  for (const { at, documents } of counts) {
    if (size + documents > MOST_DOCUMENTS || at - (together.at(-1) ?? at) > WIDEST_GAP) close();
    together.push(at);
    size += documents;
  }
  close();
  return slices;
}

/** The range is what the table is ordered by; the list is what is asked for. */
const minutesSql = `WHERE account = {account:String} AND region = {region:String} AND kind != 'call'
  AND minute BETWEEN toDateTime({first:UInt32}, 'UTC') AND toDateTime({last:UInt32}, 'UTC')
  AND has({minutes:Array(UInt32)}, toUnixTimestamp(minute))`;

/** Documents with which a trace can start in the range; times are known to a rounding, those of rows without marks not at all. */
const startsSql = '(start_time - early BETWEEN {from:Float64} - 0.001 AND {to:Float64} + 0.001 OR marks = 0)';

function minuteParams(minutes: readonly number[]): { first: number; last: number; minutes: readonly number[] } {
  return { first: minutes[0] ?? 0, last: minutes.at(-1) ?? 0, minutes };
}

function partsOf(tenant: QueryParams, whereSql: string, minutes: readonly number[], documents: number): MinuteSlice[] {
  const parts = Math.ceil(documents / MOST_DOCUMENTS);
  return Array.from({ length: parts }, (_, part) => ({
    minutes,
    traceIdsSql: `SELECT trace_id FROM observation ${whereSql}
      ${parts === 1 ? '' : 'AND cityHash64(trace_id) % {parts:UInt32} = {part:UInt32}'}`,
    params: { ...tenant, ...minuteParams(minutes), ...(parts > 1 && { parts, part }) },
  }));
}
