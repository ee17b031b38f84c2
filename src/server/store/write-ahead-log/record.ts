/**
 * How a record stands in a segment of the log: `length u32, crc32 u32, payload`, little-endian; the payload is, for each table,
 * `name length u8, name, bytes length u32, bytes`.
 *
 * Who calls it: segment-writer.ts writes them, segment-reader.ts reads them.
 */
import { crc32 } from 'node:zlib';

/** First bytes of every segment file. */
export const magic = Buffer.from('RGWAL01\n', 'latin1');
export const headerLength = 8;

/** Rows of one record or of many, by table. */
export type TableRows = ReadonlyMap<string, readonly Uint8Array[]>;

/** Buffers to write one after another; the rows' own bytes are not copied. Undefined when there are no rows. */
export function encodeRecord(rows: Readonly<Record<string, Uint8Array>>): { buffers: Uint8Array[]; length: number } | undefined {
  const header = Buffer.allocUnsafe(headerLength);
  const buffers: Uint8Array[] = [header];
  let payload = 0;
  let crc = 0;
  for (const [table, bytes] of Object.entries(rows)) {
    if (bytes.length === 0) continue;
    const name = Buffer.from(table, 'latin1');
    const prefix = Buffer.allocUnsafe(1 + name.length + 4);
    prefix.writeUInt8(name.length, 0);
    name.copy(prefix, 1);
    prefix.writeUInt32LE(bytes.length, 1 + name.length);
    crc = crc32(bytes, crc32(prefix, crc));
    buffers.push(prefix, bytes);
    payload += prefix.length + bytes.length;
  }
  if (payload === 0) return undefined;
  header.writeUInt32LE(payload, 0);
  header.writeUInt32LE(crc, 4);
  return { buffers, length: headerLength + payload };
}

export interface DecodedSegment {
  readonly rows: TableRows;
  readonly records: number;
  /** Bytes up to the end of the last whole record. */
  readonly validLength: number;
}

/** Reads records up to the first one that is cut off or damaged; the rows are views of `bytes`. */
export function decodeRecords(bytes: Buffer): DecodedSegment {
  const rows = new Map<string, Uint8Array[]>();
  if (!bytes.subarray(0, magic.length).equals(magic)) return { rows, records: 0, validLength: 0 };
  let at = magic.length;
  let records = 0;
  while (at + headerLength <= bytes.length) {
    const length = bytes.readUInt32LE(at);
    const end = at + headerLength + length;
    // Zero bytes, as a file system may leave behind after a power cut, are no record.
    if (length === 0 || end > bytes.length) break;
    const payload = bytes.subarray(at + headerLength, end);
    if (crc32(payload) !== bytes.readUInt32LE(at + 4)) break;
    for (const [table, part] of tablesOf(payload)) {
      const parts = rows.get(table);
      if (parts === undefined) rows.set(table, [part]);
      else parts.push(part);
    }
    records++;
    at = end;
  }
  return { rows, records, validLength: at };
}

function* tablesOf(payload: Buffer): Generator<[string, Uint8Array]> {
  let at = 0;
  while (at < payload.length) {
    const nameEnd = at + 1 + payload.readUInt8(at);
    const bytesStart = nameEnd + 4;
    const end = bytesStart + payload.readUInt32LE(nameEnd);
    yield [payload.toString('latin1', at + 1, nameEnd), payload.subarray(bytesStart, end)];
    at = end;
  }
}
