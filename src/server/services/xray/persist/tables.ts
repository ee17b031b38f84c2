/**
 * X-Ray's three tables. The write-ahead log fills them; reads and the service graph use them.
 *
 * Who uses it: `service.ts` declares them before the log opens; `document-rows.ts`, `observation-rows.ts` and `item-rows.ts`
 * encode rows in exactly this order of columns; queries name the columns.
 *
 * Account and region stand first in every key. `received`, `collector`, `batch`, `position` say which of two versions of a document
 * came first (least wins), whatever the order in which they reached the table. A batch is one PutTraceSegments call (or what stands
 * for one), hence one revision. Rows are kept 30 days from when they were received, and dropped by whole parts.
 * AWS page: "Quotas" (retention), "Segment documents".
 */
import { type ClickHouse, type LogTable, partitionByDay } from '../../../store/ports.ts';
import { graphColumns } from './graph-columns.ts';

const KEEP = `${partitionByDay}
TTL toDateTime(received) + INTERVAL 30 DAY DELETE
SETTINGS ttl_only_drop_parts = 1, default_compression_codec = 'ZSTD(1)'`;

const tenant = [
  { name: 'account', type: 'LowCardinality(String)' },
  { name: 'region', type: 'LowCardinality(String)' },
] as const;

const arrival = [
  { name: 'received', type: "DateTime64(3, 'UTC')" },
  { name: 'batch', type: 'UInt64' },
  { name: 'position', type: 'UInt32' },
] as const;

/**
 * Every accepted document, as sent, in order of trace: BatchGetTraces and everything that assembles traces. Append-only. Beside it
 * stands what the service graph needs of it.
 */
export const documentTable: LogTable = {
  name: 'document',
  columns: [
    ...tenant,
    { name: 'trace_id', type: 'FixedString(16)' },
    ...arrival,
    /** Epoch seconds of the first start of anything in it. */
    { name: 'start_time', type: 'Float64' },
    { name: 'document', type: 'String' },
    ...graphColumns,
  ],
  // Small granules: a trace is read by itself, and a granule of 8192 documents would be unpacked for each.
  engine: `ENGINE = MergeTree
ORDER BY (account, region, trace_id)
${KEEP}, index_granularity = 512`,
};

/**
 * One row per document, and one per completed `aws` or `remote` subsegment nested in it, in order of time: which traces a time
 * range holds, newest first, by service, and what filters can tell without the document.
 */
export const observationTable: LogTable = {
  name: 'observation',
  columns: [
    ...tenant,
    /** The UTC minute of the row's first start: of a document, that of anything nested in it, so usually of `start_time`. */
    { name: 'minute', type: "DateTime('UTC')" },
    /** `segment`; `subsegment`: sent by itself; `call`: nested in a document, namespace aws or remote. */
    { name: 'kind', type: "Enum8('segment' = 1, 'subsegment' = 2, 'call' = 3)" },
    { name: 'name', type: 'LowCardinality(String)' },
    /** Epoch seconds. */
    { name: 'start_time', type: 'Float64' },
    /** Epoch seconds; 0 while in progress. */
    { name: 'end_time', type: 'Float64' },
    /** Seconds by which something in it starts before it: nearly always 0. */
    { name: 'early', type: 'Float64' },
    /** Epoch seconds of the last end of anything in it; 0 when nothing has ended. */
    { name: 'last_end', type: 'Float64' },
    { name: 'trace_id', type: 'FixedString(16)' },
    /** Zero bytes: none. For a `call`, the entity around it. */
    { name: 'parent_id', type: 'FixedString(8)' },
    /** Name of the segment around it; empty where only other documents tell. */
    { name: 'caller', type: 'LowCardinality(String)' },
    /** Of a call: name of the node that stands for a callee which never reports. */
    { name: 'callee', type: 'LowCardinality(String)' },
    /** `origin` as sent. */
    { name: 'origin', type: 'LowCardinality(String)' },
    { name: 'namespace', type: 'LowCardinality(String)' },
    /** How it ended, and what is inside it: bits of `MARK`. */
    { name: 'marks', type: 'UInt8' },
    { name: 'http_method', type: 'LowCardinality(String)' },
    { name: 'http_url', type: 'String' },
    /** 0: none. */
    { name: 'http_status', type: 'UInt16' },
    ...arrival,
  ],
  engine: `ENGINE = MergeTree
ORDER BY (account, region, minute, kind, name, start_time)
${KEEP}`,
};

/** `annotation.KEY=JSON` and `user=JSON` to the traces that carry them. */
export const itemTable: LogTable = {
  name: 'item',
  columns: [
    ...tenant,
    { name: 'item', type: 'String' },
    { name: 'minute', type: "DateTime('UTC')" },
    { name: 'trace_id', type: 'FixedString(16)' },
    { name: 'received', type: "DateTime64(3, 'UTC')" },
  ],
  engine: `ENGINE = MergeTree
ORDER BY (account, region, item, minute)
${KEEP}`,
};

export const xrayTables: readonly LogTable[] = [documentTable, observationTable, itemTable];

/**
 * Adds the indexes by which rows are found that are not asked for by their time: rows stand in order of time, so those of one log
 * segment (`graph/changes.ts`), of one moment of arrival, and of traces whose ids begin with their time lie close together, and
 * ranges of these rule out nearly all others. Called once the tables are there.
 */
export async function indexTables(clickhouse: ClickHouse): Promise<void> {
  for (const column of ['log_segment', 'received', 'trace_id']) {
    await clickhouse.command(
      `ALTER TABLE ${observationTable.name} ADD INDEX IF NOT EXISTS ${column}_range ${column} TYPE minmax GRANULARITY 1`,
    );
  }
}
