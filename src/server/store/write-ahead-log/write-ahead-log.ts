/**
 * The write-ahead log in front of ClickHouse: what it acknowledged is on disk, and gets into every table exactly once.
 *
 * Who calls it: services append rows through `IngestLog` (ports.ts). Steps of a record: it waits for the commit that is running, is
 * written and synced with all others that wait (segment-writer.ts), is acknowledged; its segment is sealed after a moment or at
 * 32 MB, inserted (batch-insert.ts), deleted (shipper.ts). docs/adr/0002 has the reasons and figures.
 */
import { mkdir } from 'node:fs/promises';
import { type LogRecord, StoreOverloaded } from '../ports.ts';
import type { BatchInsert } from './batch-insert.ts';
import { findSegments } from './recovery.ts';
import { type EncodedRecord, prepareRecord, SegmentWriter } from './segment-writer.ts';
import { Shipper } from './shipper.ts';

const segmentLimit = 32 * 1024 * 1024;
/** Rows that wait for ClickHouse, in files, before more are refused. */
const backlogLimit = 512 * 1024 * 1024;
/** Rows that wait in memory too; segments beyond that are read back from their files. */
const memoryLimit = 96 * 1024 * 1024;
/** How long data waits for company when nobody asks for it. */
const sealAfterMs = 200;
const sealAfterAtMostMs = 1000;
/** Between two seals that readers ask for: each is a part that ClickHouse has to merge. */
const forcedSealSpacingMs = 20;
const settleTimeoutMs = 30_000;
const dayMs = 86_400_000;

interface Waiting {
  readonly record: EncodedRecord;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

export interface WriteAheadLogOptions {
  readonly directory: string;
  readonly insert: BatchInsert;
  /** The newest segment that ClickHouse has; ids go on from there even if the clock was set back. */
  readonly newestSegment: number;
  readonly log: (line: string) => void;
}

export class WriteAheadLog {
  readonly #directory: string;
  readonly #shipper: Shipper;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #segment: SegmentWriter | undefined;
  #lastId = 0;
  #lastSeal = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Commits and seals happen one after another. */
  #turn: Promise<void> = Promise.resolve();
  #committing = false;
  #settling: Promise<void> | undefined;
  #lastAppend: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(options: WriteAheadLogOptions) {
    this.#directory = options.directory;
    this.#shipper = new Shipper(options.insert, options.log);
  }

  /** Opens the log and starts shipping what an earlier process left; `settled` waits for that too. */
  static async open(options: WriteAheadLogOptions): Promise<WriteAheadLog> {
    await mkdir(options.directory, { recursive: true, mode: 0o700 });
    const log = new WriteAheadLog(options);
    log.#lastId = options.newestSegment;
    for (const segment of await findSegments(options.directory, options.log)) {
      log.#lastId = Math.max(log.#lastId, segment.id);
      log.#shipper.add(segment, true);
    }
    return log;
  }

  get stats() {
    return {
      ...this.#shipper.stats,
      openSegmentBytes: this.#segment?.length ?? 0,
      unsyncedBytes: this.#waitingBytes,
    };
  }

  /** @throws StoreOverloaded; the system's error when the disk is full or fails. In both cases nothing was stored. */
  append(record: LogRecord): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('The store is closed.'));
    const backlog = this.#shipper.stats.queuedBytes + this.#waitingBytes + (this.#segment?.length ?? 0);
    if (backlog > backlogLimit) return Promise.reject(new StoreOverloaded(backlog));
    const prepared = prepareRecord(record.rows);
    if (prepared === undefined) return Promise.resolve();
    this.#waitingBytes += prepared.length;
    const appended = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ record: prepared, resolve, reject });
    });
    this.#lastAppend = appended.catch(() => {});
    if (!this.#committing) this.#commitNext();
    return appended;
  }

  /** @throws Error when ClickHouse does not take the rows in time. Calls that come while one waits for its turn to seal share that seal. */
  settled(): Promise<void> {
    this.#settling ??= this.#settle();
    return this.#settling;
  }

  /** Everything acknowledged stays: in ClickHouse if it answers within the time, in the log otherwise. */
  async close(graceMs = 5_000): Promise<void> {
    this.#closed = true;
    await this.#lastAppend;
    await this.#exclusive(() => this.#seal());
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), graceMs);
    const timeout = new Promise((resolve) => patience.signal.addEventListener('abort', resolve));
    await Promise.race([this.#shipper.shipped(), timeout]);
    clearTimeout(timer);
    await this.#shipper.stop();
  }

  async #settle(): Promise<void> {
    const wait = this.#segment === undefined ? 0 : this.#lastSeal + forcedSealSpacingMs - Date.now();
    await new Promise((resolve) => (wait > 0 ? setTimeout(resolve, wait) : queueMicrotask(() => resolve(undefined))));
    // From here on a caller's record may be too late for this seal: the next call gets one of its own.
    this.#settling = undefined;
    await this.#lastAppend;
    await this.#exclusive(() => this.#seal());
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('ClickHouse does not take the rows of the log.')), settleTimeoutMs);
    });
    await Promise.race([this.#shipper.shipped(), late]).finally(() => clearTimeout(timer));
  }

  #exclusive(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  /** Group commit: everything that came while the last one was syncing goes into the next one. Seals get their turn in between. */
  #commitNext(): void {
    this.#committing = this.#waiting.length > 0;
    if (this.#committing) void this.#exclusive(() => this.#commit()).finally(() => this.#commitNext());
  }

  async #commit(): Promise<void> {
    const group = this.#takeGroup();
    try {
      const segment = await this.#segmentFor(group);
      await segment.commit(group.map(({ record }) => record));
      for (const { resolve } of group) resolve();
      this.#sealLater();
    } catch (error) {
      for (const { reject } of group) reject(error instanceof Error ? error : new Error(String(error)));
      // What is in the file before this group is whole; nothing may follow a write of which nobody knows what it left.
      await this.#seal().catch(() => {});
    }
  }

  /** As many waiting records as one segment may hold; at least one. */
  #takeGroup(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const { record } of this.#waiting) {
      if (count > 0 && bytes + record.length > segmentLimit) break;
      bytes += record.length;
      count++;
    }
    const group = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    this.#waitingBytes -= bytes;
    return group;
  }

  async #segmentFor(group: readonly Waiting[]): Promise<SegmentWriter> {
    const bytes = group.reduce((sum, { record }) => sum + record.length, 0);
    const current = this.#segment;
    if (current !== undefined) {
      const full = current.length + bytes > segmentLimit;
      const yesterday = Math.floor(current.id / dayMs) < Math.floor(Date.now() / dayMs);
      if (!full && !yesterday) return current;
      await this.#seal();
    }
    this.#lastId = Math.max(this.#lastId + 1, Date.now());
    this.#segment = await SegmentWriter.create(this.#directory, this.#lastId);
    return this.#segment;
  }

  /** Seals after a moment; under load, or when ClickHouse is slow, after a longer one, so that a few larger inserts do the work. */
  #sealLater(): void {
    if (this.#timer !== undefined || this.#closed) return;
    const delay = Math.min(sealAfterAtMostMs, Math.max(sealAfterMs, 3 * this.#shipper.lastMs));
    this.#timer = setTimeout(() => {
      // While ClickHouse is busy the open segment may as well grow: fewer, larger parts.
      void this.#shipper.shipped().then(() => this.#exclusive(() => this.#seal()));
    }, delay);
  }

  async #seal(): Promise<void> {
    const segment = this.#segment;
    if (segment === undefined) return;
    this.#segment = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastSeal = Date.now();
    const keepRows = this.#shipper.stats.queuedBytes + segment.length <= memoryLimit;
    this.#shipper.add(await segment.seal(keepRows));
  }
}
