/**
 * Zip files of functions and layers on disk, by the SHA-256 of their bytes: `code/<hex>.zip`, checked and fsynced before the upload is
 * acknowledged, and `code/<hex>/`, its extracted tree, which is begun then and can be made again at any time: who needs it waits for
 * it. Called by the operations that take code and by the data plane (`FunctionCatalogue.codeDirectory`).
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkArchive, extractArchive } from './archive.ts';

export interface StoredCode {
  /** Base64, as AWS shows it in CodeSha256. */
  readonly codeSha256: string;
  /** Bytes of the zip. */
  readonly codeSize: number;
  readonly unzippedSize: number;
}

export interface CodeStore {
  /**
   * Checks and keeps a zip, and begins to extract it. The code is held until `release` is called, so that a sweep cannot remove it
   * before something refers to it.
   * @throws InvalidParameterValueException when the zip is broken, hostile or too large.
   */
  add(zip: Uint8Array): Promise<StoredCode>;
  release(codeSha256: string): void;
  /** The extracted tree; extracts it when it is not there. */
  directory(codeSha256: string): Promise<string>;
  /** Removes what is neither in use nor held. `inUse` is asked again before each removal. */
  sweep(inUse: () => ReadonlySet<string>): Promise<void>;
  /** Resolves once nothing is being extracted. */
  close(): Promise<void>;
}

/** File names cannot carry base64's `/`. */
export function hexOf(codeSha256: string): string {
  return Buffer.from(codeSha256, 'base64').toString('hex');
}

export function openCodeStore(dataDir: string): CodeStore {
  const root = join(dataDir, 'code');
  const held = new Map<string, number>();
  const extracting = new Map<string, Promise<void>>();
  /** Unzipped sizes of zips that were checked, or are being. */
  const sizes = new Map<string, Promise<number>>();

  const ready = prepare(root);

  /** Once for each zip, also when it comes several times at once. */
  function check(hex: string, zip: Uint8Array): Promise<number> {
    const known = sizes.get(hex);
    if (known) return known;
    const size = checkArchive(zip);
    sizes.set(hex, size);
    size.catch(() => sizes.delete(hex));
    return size;
  }

  /** One extraction per zip at a time; the tree appears by a rename, whole or not at all. */
  function extractOnce(hex: string, zip: () => Promise<Uint8Array>): Promise<void> {
    const running = extracting.get(hex);
    if (running) return running;
    const work = extractInto(root, hex, zip).finally(() => extracting.delete(hex));
    extracting.set(hex, work);
    return work;
  }

  return {
    async add(zip) {
      await ready;
      const digest = createHash('sha256').update(zip).digest();
      const codeSha256 = digest.toString('base64');
      const hex = digest.toString('hex');
      held.set(codeSha256, (held.get(codeSha256) ?? 0) + 1);
      try {
        const unzippedSize = await check(hex, zip);
        if (!existsSync(join(root, `${hex}.zip`))) await writeDurably(root, `${hex}.zip`, zip);
        // A disk that is full by now is told to those who ask for the directory.
        if (!existsSync(join(root, hex))) extractOnce(hex, async () => zip).catch(() => undefined);
        return { codeSha256, codeSize: zip.byteLength, unzippedSize };
      } catch (error) {
        this.release(codeSha256);
        throw error;
      }
    },
    release(codeSha256) {
      const count = (held.get(codeSha256) ?? 0) - 1;
      if (count > 0) held.set(codeSha256, count);
      else held.delete(codeSha256);
    },
    async directory(codeSha256) {
      const hex = hexOf(codeSha256);
      const path = join(root, hex);
      if (existsSync(path)) return path;
      await ready;
      await extractOnce(hex, () => readFile(join(root, `${hex}.zip`)));
      return path;
    },
    async sweep(inUse) {
      await ready;
      const kept = (used: ReadonlySet<string>, codeSha256: string) => held.has(codeSha256) || used.has(codeSha256);
      const inUseNow = inUse();
      for (const name of await readdir(root)) {
        const hex = name.replace(/\.zip$/, '');
        const codeSha256 = Buffer.from(hex, 'hex').toString('base64');
        if (!/^[0-9a-f]{64}$/.test(hex) || extracting.has(hex) || kept(inUseNow, codeSha256)) continue;
        // It may have been uploaded since.
        if (kept(inUse(), codeSha256)) continue;
        // Out of the way at once, so that an upload of the same code meanwhile is written anew.
        const trash = join(root, `.new-${randomUUID()}`);
        renameSync(join(root, name), trash);
        await rm(trash, { recursive: true, force: true });
      }
    },
    async close() {
      await Promise.allSettled([ready, ...extracting.values()]);
    },
  };
}

/** Makes the directory, and clears what a killed server left half done. */
async function prepare(root: string): Promise<void> {
  await mkdir(root, { recursive: true });
  await chmod(root, 0o755);
  for (const name of await readdir(root)) {
    if (name.startsWith('.new-')) await rm(join(root, name), { recursive: true, force: true });
  }
}

async function extractInto(root: string, hex: string, zip: () => Promise<Uint8Array>): Promise<void> {
  const temporary = join(root, `.new-${randomUUID()}`);
  try {
    const bytes = await zip();
    await mkdir(temporary, { mode: 0o755 });
    await chmod(temporary, 0o755);
    await extractArchive(bytes, temporary);
    if (!existsSync(join(root, hex))) await rename(temporary, join(root, hex));
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Written, fsynced, renamed, and the directory fsynced: there or not there, never half. */
async function writeDurably(root: string, name: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(root, `.new-${randomUUID()}`);
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, join(root, name));
  const directory = await open(root, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
