/**
 * The bytes of objects: files named by their SHA-256 in `objects/`, shared by all objects with the same content, and removed with the
 * last of them.
 *
 * Who calls it: objects.ts and uploads.ts, inside the transactions that write the records. A file is in its place, synced, before a
 * record names it, and is removed only after no record does; a crash between leaves a file that the next start removes.
 */
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ControlPlane } from '../../store/ports.ts';
import type { WrittenBody } from './receive-body.ts';

/** A run of bytes; an object from a multipart upload has several. */
export interface BlobRef {
  readonly sha256: string;
  /** Bytes; all of the file. */
  readonly size: number;
}

export interface Blobs {
  /** Where bodies are received. */
  readonly incoming: string;
  /** Puts the file in its place, then runs `record` (synchronously), whose transaction has to `retain` the blob. */
  keep<Result>(body: WrittenBody, record: (blob: BlobRef) => Result): Promise<Result>;
  /** One more record names these. Inside a transaction. */
  retain(blobs: readonly BlobRef[]): void;
  /** One record less. Inside a transaction; `removeUnused` comes after it. */
  release(blobs: readonly BlobRef[]): void;
  /** Removes the files that no record names any more. */
  removeUnused(blobs: readonly BlobRef[]): void;
  /** The bytes from `start` up to and without `end`. */
  read(blobs: readonly BlobRef[], start: number, end: number): Readable;
}

const everywhere = { account: 'global', region: 'global' };

export function openBlobs(dataDir: string, controlPlane: ControlPlane): Blobs {
  const directory = join(dataDir, 'objects');
  const incoming = join(directory, 'incoming');
  const uses = controlPlane.collection<number>('s3-blob');
  /** Blobs that are in their place, or about to be, and not yet in a record. */
  const pins = new Map<string, number>();
  const place = (sha256: string) => join(directory, sha256.slice(0, 2), sha256);
  const used = (sha256: string) => (uses.get(everywhere, sha256) ?? 0) > 0 || pins.has(sha256);
  const pin = (sha256: string, change: 1 | -1) => {
    const count = (pins.get(sha256) ?? 0) + change;
    if (count > 0) pins.set(sha256, count);
    else pins.delete(sha256);
  };
  /** An object that is deleted while it is read is read to its end. */
  async function* pinned(bytes: AsyncIterable<Uint8Array>, blobs: readonly BlobRef[]): AsyncGenerator<Uint8Array> {
    for (const { sha256 } of blobs) pin(sha256, 1);
    try {
      yield* bytes;
    } finally {
      for (const { sha256 } of blobs) pin(sha256, -1);
      self.removeUnused(blobs);
    }
  }
  mkdirSync(directory, { recursive: true });
  sweep(directory, incoming, used);
  mkdirSync(incoming, { recursive: true });

  const self: Blobs = {
    incoming,
    async keep(body, record) {
      const blob = { sha256: body.sha256, size: body.size };
      pin(blob.sha256, 1);
      try {
        if (!existsSync(place(blob.sha256))) {
          await mkdir(join(directory, blob.sha256.slice(0, 2)), { recursive: true });
          await rename(body.path, place(blob.sha256));
          await syncDirectory(join(directory, blob.sha256.slice(0, 2)));
          await syncDirectory(directory);
        }
        return record(blob);
      } finally {
        pin(blob.sha256, -1);
        self.removeUnused([blob]);
      }
    },
    retain(blobs) {
      for (const { sha256 } of blobs) uses.put(everywhere, sha256, (uses.get(everywhere, sha256) ?? 0) + 1);
    },
    release(blobs) {
      for (const { sha256 } of blobs) {
        const count = (uses.get(everywhere, sha256) ?? 0) - 1;
        if (count > 0) uses.put(everywhere, sha256, count);
        else uses.delete(everywhere, sha256);
      }
    },
    removeUnused(blobs) {
      for (const { sha256 } of blobs) if (!used(sha256)) rmSync(place(sha256), { force: true });
    },
    read(blobs, start, end) {
      return Readable.from(pinned(readRuns(blobs, start, end, place), blobs), { objectMode: false });
    },
  };
  return self;
}

async function* readRuns(
  blobs: readonly BlobRef[],
  start: number,
  end: number,
  place: (sha256: string) => string,
): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const { sha256, size } of blobs) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, size);
    at += size;
    if (from >= to) continue;
    yield* createReadStream(place(sha256), { start: from, end: to - 1, highWaterMark: 256 * 1024 });
  }
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What a crash left behind: half-received bodies, and files that no record names. */
function sweep(directory: string, incoming: string, used: (sha256: string) => boolean): void {
  rmSync(incoming, { recursive: true, force: true });
  for (const folder of readdirSync(directory)) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue;
    for (const name of readdirSync(join(directory, folder)))
      if (!used(name)) rmSync(join(directory, folder, name), { force: true });
  }
}
