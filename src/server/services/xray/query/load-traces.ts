/**
 * Reads whole traces: their documents, assembled.
 *
 * Who calls it: BatchGetTraces, GetTraceSummaries and the graphs. The caller has waited for `ingestLog.settled()`.
 */
import { assembleTrace, type StoredDocument, type Trace } from '../../../../model/trace.ts';
import { parseTraceId, traceIdFromW3c, traceIdToW3c } from '../../../../model/trace-id.ts';
import type { ClickHouse } from '../../../store/ports.ts';
import { RowBinaryReader } from '../../../store/row-binary-reader.ts';
import { TextTable } from '../../../store/text-table.ts';
import type { Tenant } from '../../ports.ts';
import { readStoredDocument, storedDocumentColumns } from '../persist/stored-document.ts';

/** Parameters travel in the URL, of which servers take some 16 kB. */
const mostIdsPerQuery = 400;

/** One text of all ids, 32 digits each. */
const documentsOfTraces = `
SELECT trace_id, ${storedDocumentColumns}
FROM document
WHERE account = {account:String} AND region = {region:String}
  AND trace_id IN (
    SELECT CAST(unhex(substring({ids:String}, 1 + 32 * number, 32)) AS FixedString(16)) FROM numbers(intDiv(length({ids:String}), 32)))`;

const documentsOfOne = `
SELECT trace_id, ${storedDocumentColumns}
FROM document
WHERE account = {account:String} AND region = {region:String} AND trace_id = unhex({ids:String})`;

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
  const answers: Promise<Buffer>[] = [];
  for (let from = 0; from < hex.length; from += mostIdsPerQuery) {
    const some = hex.slice(from, from + mostIdsPerQuery);
    const sql = some.length === 1 ? documentsOfOne : documentsOfTraces;
    answers.push(clickhouse.queryBytes(sql, { account, region, ids: some.join('') }, { signal }));
  }
  const texts = new TextTable();
  for (const bytes of await Promise.all(answers)) {
    const rows = new RowBinaryReader(bytes, texts);
    while (!rows.done) documents.get(rows.hex(16))?.push(readStoredDocument(rows));
  }
  return [...documents].flatMap(([trace, stored]) => {
    return stored.length === 0 ? [] : [assembleTrace(awsTraceId(trace), stored, account)];
  });
}

/** @param hex 32 digits, as ClickHouse prints the bytes. */
export function awsTraceId(hex: string): string {
  return traceIdFromW3c(hex) ?? `1-${hex.slice(0, 8)}-${hex.slice(8)}`;
}
