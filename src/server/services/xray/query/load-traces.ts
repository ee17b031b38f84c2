/**
 * Reads whole traces: their documents, assembled.
 *
 * Who calls it: BatchGetTraces, GetTraceSummaries and the graphs. The caller has waited for `ingestLog.settled()`.
 */
import { assembleTrace, type StoredDocument, type Trace } from '../../../../model/trace.ts';
import { parseTraceId, traceIdFromW3c, traceIdToW3c } from '../../../../model/trace-id.ts';
import type { ClickHouse } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import { type DocumentRow, parseStoredDocument } from '../persist/stored-document.ts';

const documentsOfTraces = `
SELECT lower(hex(trace_id)) AS trace, toUnixTimestamp64Milli(received) AS received, collector, batch, position, document
FROM document
WHERE account = {account:String} AND region = {region:String}
  AND trace_id IN (SELECT CAST(unhex(arrayJoin({ids:Array(String)})) AS FixedString(16)))`;

/** Parameters travel in the URL, of which servers take some 16 kB. */
const mostIdsPerQuery = 250;

interface Row extends DocumentRow {
  /** 32 hex digits. */
  readonly trace: string;
}

/**
 * @param ids valid trace ids, in any case.
 * @returns the traces that exist, in the order of `ids`.
 */
export async function loadTraces(
  clickhouse: ClickHouse,
  { account, region }: Tenant,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<Trace[]> {
  const hex = ids.flatMap((id) => parseTraceId(id) ?? []).map(traceIdToW3c);
  const documents = new Map<string, StoredDocument[]>(hex.map((trace) => [trace, []]));
  const queries: Promise<Row[]>[] = [];
  for (let from = 0; from < hex.length; from += mostIdsPerQuery) {
    const params = { account, region, ids: hex.slice(from, from + mostIdsPerQuery) };
    queries.push(clickhouse.query<Row>(documentsOfTraces, params, signal === undefined ? {} : { signal }));
  }
  for (const row of (await Promise.all(queries)).flat()) documents.get(row.trace)?.push(parseStoredDocument(row));
  return [...documents].flatMap(([trace, stored]) => {
    return stored.length === 0 ? [] : [assembleTrace(awsTraceId(trace), stored, account)];
  });
}

/** @param hex 32 digits, as ClickHouse prints the bytes. */
export function awsTraceId(hex: string): string {
  return traceIdFromW3c(hex) ?? `1-${hex.slice(0, 8)}-${hex.slice(8)}`;
}
