/**
 * Takes sealed segments to ClickHouse, one after another, and deletes each file once its rows are there.
 *
 * Who calls it: write-ahead-log.ts.
 */
import { mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fault } from '../fault.ts';
import { type BatchInsert, BatchRefused } from './batch-insert.ts';
import { decodeRecords, type TableRows } from './record.ts';
import { type SealedSegment, syncDirectory } from './segment-writer.ts';

export interface ShipperStats {
  readonly queuedSegments: number;
  readonly queuedBytes: number;
  readonly insertedBatches: number;
  readonly insertedBytes: number;
  readonly refusedBatches: number;
}

interface Shipment {
  readonly segment: SealedSegment;
  doubtful: boolean;
  readonly done: Promise<void>;
  readonly finish: () => void;
}

export class Shipper {
  readonly #insert: BatchInsert;
  readonly #log: (line: string) => void;
  readonly #stop = new AbortController();
  readonly #queue: Shipment[] = [];
  #running: Promise<void> | undefined;
  #queuedBytes = 0;
  #insertedBatches = 0;
  #insertedBytes = 0;
  #refusedBatches = 0;
  /** Milliseconds that the last segment took. */
  lastMs = 0;

  constructor(insert: BatchInsert, log: (line: string) => void) {
    this.#insert = insert;
    this.#log = log;
  }

  get stats(): ShipperStats {
    return {
      queuedSegments: this.#queue.length,
      queuedBytes: this.#queuedBytes,
      insertedBatches: this.#insertedBatches,
      insertedBytes: this.#insertedBytes,
      refusedBatches: this.#refusedBatches,
    };
  }

  /** @param doubtful see BatchInsert.insert. */
  add(segment: SealedSegment, doubtful = false): void {
    let finish = (): void => {};
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    this.#queue.push({ segment, doubtful, done, finish });
    this.#queuedBytes += segment.length;
    this.#running ??= this.#run();
  }

  /** Resolves when every segment added so far is in ClickHouse, or set aside, or the shipper was stopped. */
  async shipped(): Promise<void> {
    await this.#queue.at(-1)?.done;
  }

  /** Ends without waiting for ClickHouse; what is not there yet stays in the log. */
  async stop(): Promise<void> {
    this.#stop.abort(new Error('The store is closing.'));
    await this.#running?.catch(() => {});
    for (const { finish } of this.#queue) finish();
  }

  async #run(): Promise<void> {
    for (;;) {
      const next = this.#queue[0];
      if (next === undefined || this.#stop.signal.aborted) {
        // In the same turn as the look at the queue: a segment added a moment later must find nobody running.
        this.#running = undefined;
        return;
      }
      const started = performance.now();
      try {
        await this.#ship(next.segment, next.doubtful);
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        // Reading or deleting the file failed: the disk has a problem. The segment stays where it is.
        this.#log(`Segment ${basename(next.segment.path)} of the log waits: ${error instanceof Error ? error.message : error}`);
        next.doubtful = true;
        await new Promise((resolve) => setTimeout(resolve, 1000));
        continue;
      }
      this.lastMs = performance.now() - started;
      this.#queue.shift();
      this.#queuedBytes -= next.segment.length;
      next.finish();
    }
  }

  async #ship(segment: SealedSegment, doubtful: boolean): Promise<void> {
    const rows = segment.rows ?? (await readRows(segment));
    try {
      await this.#insert.insert({ id: segment.id, rows }, doubtful, this.#stop.signal);
      this.#insertedBatches++;
      this.#insertedBytes += segment.length;
      await unlink(segment.path);
      fault('deleted');
    } catch (error) {
      if (!(error instanceof BatchRefused)) throw error;
      this.#refusedBatches++;
      await setAside(segment.path, error);
      this.#log(`${error.message}. Its rows are kept in ${join(dirname(segment.path), 'refused', basename(segment.path))}.`);
    }
  }
}

async function readRows(segment: SealedSegment): Promise<TableRows> {
  const bytes = await readFile(segment.path);
  return decodeRecords(bytes.subarray(0, segment.length)).rows;
}

/** Keeps what ClickHouse will not take, with the reason beside it, so that the rows behind it can go on. */
async function setAside(path: string, reason: Error): Promise<void> {
  const directory = join(dirname(path), 'refused');
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, `${basename(path)}.txt`), `${reason.message}\n`);
  await rename(path, join(directory, basename(path)));
  await syncDirectory(directory);
}
