/**
 * The open segment of the log: one file that grows by group commits.
 *
 * Who calls it: write-ahead-log.ts, one commit at a time.
 */
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fault } from '../fault.ts';
import { writeAll } from '../write-all.ts';
import { encodeRecord, magic, type TableRows } from './record.ts';

/** A segment that takes no more records: a batch for ClickHouse. */
export interface SealedSegment {
  /** Epoch milliseconds of its opening, unique and rising: `log_segment` of its rows. */
  readonly id: number;
  readonly path: string;
  /** Bytes of whole, synced records, from the start of the file. */
  readonly length: number;
  /** Rows as they were appended; undefined when they must be read back from the file. */
  readonly rows: TableRows | undefined;
}

export interface EncodedRecord {
  readonly rows: Readonly<Record<string, Uint8Array>>;
  readonly buffers: readonly Uint8Array[];
  readonly length: number;
}

/** @returns undefined for a record without rows. */
export function prepareRecord(rows: Readonly<Record<string, Uint8Array>>): EncodedRecord | undefined {
  const encoded = encodeRecord(rows);
  return encoded === undefined ? undefined : { rows, ...encoded };
}

export function segmentPath(directory: string, id: number): string {
  return join(directory, `${String(id).padStart(15, '0')}.wal`);
}

export class SegmentWriter {
  readonly id: number;
  readonly path: string;
  /** When its first record was committed, epoch milliseconds. */
  openedAt = 0;
  readonly #file: FileHandle;
  readonly #rows = new Map<string, Uint8Array[]>();
  #length = magic.length;

  private constructor(id: number, path: string, file: FileHandle) {
    this.id = id;
    this.path = path;
    this.#file = file;
  }

  /** Makes the file and makes its name durable. */
  static async create(directory: string, id: number): Promise<SegmentWriter> {
    const path = segmentPath(directory, id);
    const file = await open(path, 'wx', 0o600);
    try {
      await file.write(magic, 0, magic.length, 0);
      await syncDirectory(directory);
    } catch (error) {
      await file.close();
      await unlink(path).catch(() => {});
      throw error;
    }
    return new SegmentWriter(id, path, file);
  }

  get length(): number {
    return this.#length;
  }

  /** Resolves when the records are on disk. After an error the file ends where it ended before, and must be sealed. */
  async commit(records: readonly EncodedRecord[]): Promise<void> {
    let position = this.#length;
    try {
      const buffers = records.flatMap((record) => record.buffers);
      position += await writeAll(this.#file, buffers, position);
      fault('written');
      await this.#file.datasync();
      fault('synced');
    } catch (error) {
      await this.#file.truncate(this.#length).catch(() => {});
      throw error;
    }
    this.#length = position;
    if (this.openedAt === 0) this.openedAt = Date.now();
    for (const record of records) {
      for (const [table, bytes] of Object.entries(record.rows)) {
        if (bytes.length === 0) continue;
        const parts = this.#rows.get(table);
        if (parts === undefined) this.#rows.set(table, [bytes]);
        else parts.push(bytes);
      }
    }
  }

  async seal(keepRows: boolean): Promise<SealedSegment> {
    // Everything acknowledged was synced before; an error here can take nothing back.
    await this.#file.close().catch(() => {});
    fault('sealed');
    return { id: this.id, path: this.path, length: this.#length, rows: keepRows ? this.#rows : undefined };
  }
}

/** Makes names in a directory durable: files made, renamed, removed. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
