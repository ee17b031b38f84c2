/**
 * The table of log events, and how an event becomes a row. Who uses it: `service.ts` declares it, `append-events.ts` fills it,
 * `read-events.ts` reads it.
 *
 * Rows name their group and stream by the ids of their incarnations, so that events of a deleted group or stream are out of sight
 * at once, also when one of the same name is made again.
 */
import { type LogTable, partitionByFourWeeks } from '../../store/ports.ts';
import { RowBinaryWriter } from '../../store/row-binary.ts';
import type { EventPlace } from './event-id.ts';

export const eventTable: LogTable = {
  name: 'log_event',
  columns: [
    { name: 'account', type: 'LowCardinality(String)' },
    { name: 'region', type: 'LowCardinality(String)' },
    { name: 'group_id', type: 'LowCardinality(String)' },
    /** Epoch milliseconds, the sender's. */
    { name: 'timestamp', type: 'UInt64' },
    /** Epoch milliseconds, ours. */
    { name: 'ingested', type: 'UInt64' },
    { name: 'sequence', type: 'UInt64' },
    { name: 'stream_id', type: 'LowCardinality(String)' },
    { name: 'log_stream', type: 'LowCardinality(String)' },
    /** Bytes as AWS counts them: the message and 26. */
    { name: 'size', type: 'UInt32' },
    { name: 'message', type: 'String' },
  ],
  // Groups keep their events for ever unless they say otherwise.
  engine: `ENGINE = MergeTree
${partitionByFourWeeks}
ORDER BY (account, region, group_id, timestamp, ingested, sequence)
SETTINGS default_compression_codec = 'ZSTD(1)', index_granularity = 1024`,
};

export interface EventRow extends EventPlace {
  readonly account: string;
  readonly region: string;
  readonly groupId: string;
  readonly streamId: string;
  readonly logStream: string;
  readonly message: string;
}

/** Bytes that AWS counts for an event besides its message. */
export const eventOverhead = 26;

export function eventSize(message: string): number {
  return Buffer.byteLength(message) + eventOverhead;
}

export function encodeEvents(rows: readonly EventRow[]): Uint8Array {
  const writer = new RowBinaryWriter(rows.length * 256);
  for (const row of rows)
    writer
      .string(row.account)
      .string(row.region)
      .string(row.groupId)
      .uint64(row.timestamp)
      .uint64(row.ingested)
      .uint64(row.sequence)
      .string(row.streamId)
      .string(row.logStream)
      .uint32(eventSize(row.message))
      .string(row.message);
  return writer.take();
}
