/**
 * Uploaded zip files: checked entry by entry and extracted into a directory. Nothing an archive says is trusted: names may not
 * leave the directory, links may not point out of it, and sizes are counted as bytes come out, not as the archive claims.
 */
import { closeSync, createWriteStream, fchmodSync, openSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { Transform } from 'node:stream';
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
/** Bytes, as claimed. */
const smallFile = 65_536;

/** What was unzipped so far. */
interface Budget {
  used: number;
  files: number;
}

/**
 * Extracts `zip` into the existing, empty `directory`. Files become readable for everyone (functions run as other users); their
 * executable bits are kept.
 * @returns the number of unzipped bytes.
 * @throws InvalidParameterValueException "Could not unzip uploaded file…" or "Unzipped size must be smaller than…".
 */
export async function extractArchive(zip: Uint8Array, directory: string): Promise<number> {
  try {
    return await extract(zip, directory);
  } catch (error) {
    // A full disk is not the archive's fault; whatever else went wrong while reading it is.
    if (error instanceof AwsError || isFileSystemError(error)) throw error;
    throw badZip();
  }
}

async function extract(zip: Uint8Array, directory: string): Promise<number> {
  const archive = await fromBufferPromise(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength), { strictFileNames: true });
  if (archive.entryCount === 0) throw invalidParameter('Uploaded file must be a non-empty zip');
  if (archive.entryCount > entryLimit) throw badZip();
  const entries: Entry[] = [];
  for await (const entry of archive.eachEntry()) entries.push(entry);
  const links = new Map<string, Entry>();
  for (const entry of entries) if (isSymlink(entry)) links.set(pathOf(entry), entry);
  const budget: Budget = { used: 0, files: 0 };
  const made = new Set<string>();
  for (const entry of entries) {
    if (isSymlink(entry)) continue;
    const path = pathOf(entry);
    if (throughLink(path, links)) throw badZip();
    const target = join(directory, path);
    await makeDirectory(entry.fileName.endsWith('/') ? target : dirname(target), made);
    if (entry.fileName.endsWith('/')) continue;
    if (entry.uncompressedSize > smallFile) await streamEntry(archive, entry, target, budget);
    else await writeSmallEntry(archive, zip, entry, target, budget);
  }
  // Links last: nothing was written through them, and nothing is now.
  for (const [path, entry] of links) await writeLink(archive, entry, path, directory, made, budget);
  return budget.used;
}

/** The entry's path inside the directory, normalised; yauzl has refused absolute names, `..` and backslashes. */
function pathOf(entry: Entry): string {
  const path = posix.normalize(entry.fileName).replace(/\/$/, '');
  if (path.includes('\0') || path.startsWith('..') || path.startsWith('/')) throw badZip();
  return path;
}

/** Unix mode, when the archive was made on a system that has one. */
function modeOf(entry: Entry): number {
  return entry.externalFileAttributes >>> 16;
}

function isSymlink(entry: Entry): boolean {
  return (modeOf(entry) & 0o170000) === 0o120000;
}

function throughLink(path: string, links: ReadonlyMap<string, Entry>): boolean {
  for (let parent = path; parent !== '.'; parent = posix.dirname(parent)) if (links.has(parent)) return true;
  return false;
}

async function makeDirectory(path: string, made: Set<string>): Promise<void> {
  if (made.has(path)) return;
  await mkdir(path, { recursive: true, mode: 0o755 });
  made.add(path);
}

/**
 * Most files of a package are a few kilobytes; a stream for each makes the whole four times as slow. They are inflated and
 * written in one go, bounded by the size they claim, and the event loop gets its turn now and then.
 */
async function writeSmallEntry(archive: ZipFile, zip: Uint8Array, entry: Entry, target: string, budget: Budget): Promise<void> {
  if (!entry.canDecodeFileData() || entry.isEncrypted()) throw badZip();
  const { fileDataStart } = await archive.readLocalFileHeaderPromise(entry, { minimal: true });
  const data = zip.subarray(fileDataStart, fileDataStart + entry.compressedSize);
  const content = entry.isCompressed() ? inflateRawSync(data, { maxOutputLength: entry.uncompressedSize + 1 }) : data;
  if (content.byteLength !== entry.uncompressedSize || crc32(content) !== entry.crc32) throw badZip();
  spend(budget, content.byteLength);
  const file = openSync(target, 'w');
  try {
    writeFileSync(file, content);
    fchmodSync(file, fileMode(entry));
  } finally {
    closeSync(file);
  }
  if (++budget.files % 32 === 0) await setImmediate();
}

/** @throws InvalidParameterValueException when all files together become too large. */
function spend(budget: Budget, bytes: number): void {
  budget.used += bytes;
  if (budget.used >= unzippedLimit) throw invalidParameter(`Unzipped size must be smaller than ${unzippedLimit} bytes`);
}

/** Readable for everyone, writable for the server; executable as the archive says. */
function fileMode(entry: Entry): number {
  return 0o644 | (modeOf(entry) & 0o111);
}

async function streamEntry(archive: ZipFile, entry: Entry, target: string, budget: Budget): Promise<void> {
  if (entry.isEncrypted()) throw badZip();
  let checksum = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        spend(budget, chunk.length);
        checksum = crc32(chunk, checksum);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  await pipeline(await archive.openReadStreamPromise(entry), counted, createWriteStream(target));
  if (checksum !== entry.crc32) throw badZip();
  await chmod(target, fileMode(entry));
}

async function writeLink(
  archive: ZipFile,
  entry: Entry,
  path: string,
  directory: string,
  made: Set<string>,
  budget: Budget,
): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of await archive.openReadStreamPromise(entry)) {
    size += (chunk as Buffer).length;
    if (size > linkTargetLimit) throw badZip();
    chunks.push(chunk as Buffer);
  }
  spend(budget, size);
  const target = Buffer.concat(chunks).toString('utf8');
  const resolved = posix.normalize(posix.join(posix.dirname(path), target));
  if (posix.isAbsolute(target) || target.includes('\0') || resolved === '..' || resolved.startsWith('../')) throw badZip();
  await makeDirectory(join(directory, posix.dirname(path)), made);
  await symlink(target, join(directory, path));
}

function isFileSystemError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && ['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'EIO', 'EROFS', 'EACCES', 'EPERM'].includes(code);
}
