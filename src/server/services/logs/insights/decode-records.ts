/** Events of a page, out of the bytes that `read-page.ts` asks the database for. */
import { RowBinaryReader } from '../../../store/row-binary-reader.ts';
import type { LogGroup } from '../log-group.ts';
import { pointerOf } from './pointer.ts';
import { LogRecord, type RecordSource } from './record.ts';

/** @param sources of the groups, in the order in which the page numbers them from 1. */
export function decodeRecords(page: Uint8Array, sources: readonly RecordSource[]): LogRecord[] {
  const reader = new RowBinaryReader(Buffer.from(page.buffer, page.byteOffset, page.byteLength));
  const records: LogRecord[] = [];
  while (!reader.done) {
    const source = sources[reader.uint16() - 1];
    const [timestamp, ingested] = [reader.uint64(), reader.uint64()];
    const low = reader.uint32();
    const sequence = (BigInt(reader.uint32()) << 32n) | BigInt(low);
    const size = reader.uint32();
    const logStream = reader.string();
    const message = reader.bytes().toString();
    if (source) records.push(new LogRecord({ timestamp, ingested, sequence, size, logStream, message }, source));
  }
  return records;
}

/** @param account 12 digits. */
export function sourceOf(account: string, group: Pick<LogGroup, 'name' | 'id'>): RecordSource {
  return { log: `${account}:${group.name}`, pointer: (event) => pointerOf(group, event) };
}
