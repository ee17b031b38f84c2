/**
 * Uploaded zip files: checked entry by entry, and extracted into a directory. Nothing an archive says is trusted: names may not
 * leave the directory, links may not point out of it, and sizes are counted as bytes come out, not as the archive claims.
 *
 * Checking is told from extracting because an upload waits for the one only: thousands of files take longer to write than to read.
 */
import { closeSync, createWriteStream, fchmodSync, openSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { crc32, inflateRawSync } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { AwsError } from '../../../wire/aws-error.ts';
import { badZip, invalidParameter } from '../errors.ts';

/** Bytes of all files of a function or layer, unzipped (Lambda quotas). */
export const unzippedLimit = 262_144_000;
/** AWS names no limit; a quarter of a million files would exhaust inodes before bytes. */
const entryLimit = 250_000;
const linkTargetLimit = 4096;
/** Bytes of one name and of a path, as Linux has them, less what stands before the path. */
const nameLimit = 255;
const pathLimit = 4096 - 1024;
/** Bytes, as claimed. */
const smallFile = 65_536;

/** What is done with an archive's contents; in the archive's order, links last. */
interface Destination {
  directory(path: string): Promise<void>;
  /** @param mode permissions. */
  file(path: string, content: Uint8Array, mode: number): void;
  stream(path: string, content: Readable, mode: number): Promise<void>;
  link(path: string, target: string): Promise<void>;
}

/**
 * Reads the whole of `zip` and keeps nothing of it: what passes can be extracted.
 * @returns the number of unzipped bytes.
 * @throws InvalidParameterValueException "Could not unzip uploaded file…" or "Unzipped size must be smaller than…".
 */
export function checkArchive(zip: Uint8Array): Promise<number> {
  return read(zip, {
    directory: async () => undefined,
    file: () => undefined,
    stream: async (_path, content) => {
      for await (const _chunk of content);
    },
    link: async () => undefined,
  });
}

/**
 * Extracts `zip` into the existing, empty `directory`. Files become readable for everyone (functions run as other users); their
 * executable bits are kept.
 * @throws as `checkArchive`, and what the file system says when it is full.
 */
export async function extractArchive(zip: Uint8Array, directory: string): Promise<void> {
  await read(zip, {
    async directory(path) {
      await mkdir(join(directory, path));
      // Not at once: the server's umask may be strict.
      await chmod(join(directory, path), 0o755);
    },
    file(path, content, mode) {
      const file = openSync(join(directory, path), 'w');
      try {
        writeFileSync(file, content);
        fchmodSync(file, mode);
      } finally {
        closeSync(file);
      }
    },
    async stream(path, content, mode) {
      await pipeline(content, createWriteStream(join(directory, path)));
      await chmod(join(directory, path), mode);
    },
    link: (path, target) => symlink(target, join(directory, path)),
  });
}

async function read(zip: Uint8Array, destination: Destination): Promise<number> {
  try {
    const archive = await fromBufferPromise(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength), { strictFileNames: true });
    return await new ArchiveReader(archive, zip, destination).read();
  } catch (error) {
    // A full disk is not the archive's fault; whatever else went wrong while reading it is.
    if (error instanceof AwsError || isFileSystemError(error)) throw error;
    throw badZip();
  }
}

class ArchiveReader {
  readonly #archive: ZipFile;
  readonly #zip: Uint8Array;
  readonly #destination: Destination;
  /** What stands where, directories that no entry names among it. */
  readonly #kinds = new Map<string, 'directory' | 'file' | 'link'>([['.', 'directory']]);
  /** Bytes and files that came out so far. */
  #used = 0;
  #files = 0;

  constructor(archive: ZipFile, zip: Uint8Array, destination: Destination) {
    this.#archive = archive;
    this.#zip = zip;
    this.#destination = destination;
  }

  async read(): Promise<number> {
    if (this.#archive.entryCount === 0) throw invalidParameter('Uploaded file must be a non-empty zip');
    if (this.#archive.entryCount > entryLimit) throw badZip();
    const entries: Entry[] = [];
    for await (const entry of this.#archive.eachEntry()) entries.push(entry);
    for (const entry of entries) if (!isSymlink(entry)) await this.#readEntry(entry);
    // Links last: nothing was written through them, and nothing is now.
    for (const entry of entries) if (isSymlink(entry)) await this.#readLink(entry);
    return this.#used;
  }

  async #readEntry(entry: Entry): Promise<void> {
    const path = pathOf(entry);
    if (entry.fileName.endsWith('/')) return this.#enter(path);
    await this.#place(path, 'file');
    if (entry.uncompressedSize > smallFile) await this.#streamFile(entry, path);
    else await this.#readSmallFile(entry, path);
  }

  /** Makes the directories that lead to `path`, and notes what stands there. */
  async #place(path: string, kind: 'file' | 'link'): Promise<void> {
    await this.#enter(dirname(path));
    const there = this.#kinds.get(path);
    // The same file twice: the later one counts, as for every unzip.
    if (there !== undefined && (there !== 'file' || kind !== 'file')) throw badZip();
    this.#kinds.set(path, kind);
  }

  async #enter(path: string): Promise<void> {
    const there = this.#kinds.get(path);
    if (there === 'directory') return;
    // A file or a link: nothing can be written through it.
    if (there !== undefined) throw badZip();
    await this.#enter(dirname(path));
    this.#kinds.set(path, 'directory');
    await this.#destination.directory(path);
  }

  /**
   * Most files of a package are a few kilobytes; a stream for each makes the whole four times as slow. They are inflated in one go,
   * bounded by the size they claim, and the event loop gets its turn now and then.
   */
  async #readSmallFile(entry: Entry, path: string): Promise<void> {
    if (!entry.canDecodeFileData() || entry.isEncrypted()) throw badZip();
    const { fileDataStart } = await this.#archive.readLocalFileHeaderPromise(entry, { minimal: true });
    const data = this.#zip.subarray(fileDataStart, fileDataStart + entry.compressedSize);
    const content = entry.isCompressed() ? inflateRawSync(data, { maxOutputLength: entry.uncompressedSize + 1 }) : data;
    if (content.byteLength !== entry.uncompressedSize || crc32(content) !== entry.crc32) throw badZip();
    this.#spend(content.byteLength);
    this.#destination.file(path, content, fileMode(entry));
    if (++this.#files % 32 === 0) await setImmediate();
  }

  async #streamFile(entry: Entry, path: string): Promise<void> {
    if (entry.isEncrypted()) throw badZip();
    let checksum = 0;
    const counted = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        try {
          this.#spend(chunk.length);
          checksum = crc32(chunk, checksum);
          done(null, chunk);
        } catch (error) {
          done(error as Error);
        }
      },
    });
    const content = await this.#archive.openReadStreamPromise(entry);
    await Promise.all([pipeline(content, counted), this.#destination.stream(path, counted, fileMode(entry))]);
    if (checksum !== entry.crc32) throw badZip();
  }

  async #readLink(entry: Entry): Promise<void> {
    const path = pathOf(entry);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of await this.#archive.openReadStreamPromise(entry)) {
      size += (chunk as Buffer).length;
      if (size > linkTargetLimit) throw badZip();
      chunks.push(chunk as Buffer);
    }
    this.#spend(size);
    const target = Buffer.concat(chunks).toString('utf8');
    const resolved = posix.normalize(posix.join(posix.dirname(path), target));
    if (posix.isAbsolute(target) || target.includes('\0') || resolved === '..' || resolved.startsWith('../')) throw badZip();
    await this.#place(path, 'link');
    await this.#destination.link(path, target);
  }

  /** @throws InvalidParameterValueException when all files together become too large. */
  #spend(bytes: number): void {
    this.#used += bytes;
    if (this.#used >= unzippedLimit) throw invalidParameter(`Unzipped size must be smaller than ${unzippedLimit} bytes`);
  }
}

/** The entry's path inside the directory, normalised; yauzl has refused absolute names, `..` and backslashes. */
function pathOf(entry: Entry): string {
  const path = posix.normalize(entry.fileName).replace(/\/$/, '');
  if (path.includes('\0') || path.startsWith('..') || path.startsWith('/')) throw badZip();
  if (Buffer.byteLength(path) > pathLimit || path.split('/').some((name) => Buffer.byteLength(name) > nameLimit)) throw badZip();
  return path;
}

/** Unix mode, when the archive was made on a system that has one. */
function modeOf(entry: Entry): number {
  return entry.externalFileAttributes >>> 16;
}

function isSymlink(entry: Entry): boolean {
  return (modeOf(entry) & 0o170000) === 0o120000;
}

/** Readable for everyone, writable for the server; executable as the archive says. */
function fileMode(entry: Entry): number {
  return 0o644 | (modeOf(entry) & 0o111);
}

function isFileSystemError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && ['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'EIO', 'EROFS', 'EACCES', 'EPERM'].includes(code);
}
