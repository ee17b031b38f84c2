/**
 * Reads the documents of all traces that have something in one minute, whole traces, in no order.
 *
 * Who calls it: `minute-graph.ts`. Documents of a trace may lie in other minutes too; they come along.
 */
import type { StoredDocument } from '../../../../model/trace.ts';
import type { ClickHouse } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import { type DocumentRow, parseStoredDocument } from '../persist/stored-document.ts';

interface Row extends DocumentRow {
  /** 32 hex digits. */
  readonly trace: string;
}

/** @param minute epoch seconds, a whole minute. @returns documents by trace id. */
export async function readMinuteDocuments(
  clickhouse: ClickHouse,
  { account, region }: Tenant,
  minute: number,
): Promise<ReadonlyMap<string, readonly StoredDocument[]>> {
  const rows = await clickhouse.query<Row>(
    `SELECT hex(trace_id) AS trace, toUnixTimestamp64Milli(received) AS received, collector, batch,
            position, document
     FROM document
     WHERE account = {account:String} AND region = {region:String}
       AND trace_id IN (SELECT trace_id FROM observation
                        WHERE account = {account:String} AND region = {region:String} AND minute = toDateTime({minute:UInt32}, 'UTC'))`,
    { account, region, minute },
  );
  const traces = new Map<string, StoredDocument[]>();
  for (const row of rows) {
    const trace = traces.get(row.trace);
    const document = parseStoredDocument(row);
    if (trace) trace.push(document);
    else traces.set(row.trace, [document]);
  }
  return traces;
}
