/** Zips by the hash of their bytes: what survives, what is swept, what is made again. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CodeStore, hexOf, openCodeStore } from './code-store.ts';

const zip = (content: string) => zipSync({ 'app.py': strToU8(content) }, { mtime: new Date(2020, 1, 1) });

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'code-test-'));
});

/** A store that is closed before its directory goes. */
function open(): CodeStore {
  const store = openCodeStore(dataDir);
  stores.push(store);
  return store;
}

const stores: CodeStore[] = [];

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  rmSync(dataDir, { recursive: true });
});

describe('the code store', () => {
  it('keeps a zip under its hash and its files beside it', async () => {
    const store = open();
    const bytes = zip('x = 1');
    const code = await store.add(bytes);
    expect(code).toMatchObject({ codeSize: bytes.byteLength, unzippedSize: 5 });
    expect(readFileSync(join(dataDir, 'code', `${hexOf(code.codeSha256)}.zip`)).equals(bytes)).toBe(true);
    const directory = await store.directory(code.codeSha256);
    expect(readFileSync(join(directory, 'app.py'), 'utf8')).toBe('x = 1');
  });

  it('stores the same zip once, also when it comes several times at once', async () => {
    const store = open();
    const codes = await Promise.all([1, 2, 3, 4].map(() => store.add(zip('x = 1'))));
    expect(new Set(codes.map((code) => code.codeSha256)).size).toBe(1);
    await store.directory(codes[0]?.codeSha256 ?? '');
    expect(readdirSync(join(dataDir, 'code')).filter((name) => !name.startsWith('.'))).toHaveLength(2);
    expect(codes.every((code) => code.unzippedSize === 5)).toBe(true);
  });

  it('knows the unzipped size again after a restart', async () => {
    await open().add(zip('x = 1'));
    expect((await open().add(zip('x = 1'))).unzippedSize).toBe(5);
  });

  it('extracts again when the files are gone, and clears what a killed server left', async () => {
    const before = open();
    const code = await before.add(zip('x = 1'));
    await before.close();
    const hex = hexOf(code.codeSha256);
    rmSync(join(dataDir, 'code', hex), { recursive: true });
    mkdirSync(join(dataDir, 'code', '.new-half'));
    writeFileSync(join(dataDir, 'code', '.new-half', 'app.py'), 'half');
    const directory = await open().directory(code.codeSha256);
    expect(readFileSync(join(directory, 'app.py'), 'utf8')).toBe('x = 1');
    expect(existsSync(join(dataDir, 'code', '.new-half'))).toBe(false);
  });

  it('sweeps what nothing refers to, and nothing that is in use or still held', async () => {
    const store = open();
    const [used, held, unused] = await Promise.all(['1', '2', '3'].map((content) => store.add(zip(content))));
    await store.close();
    store.release(used?.codeSha256 ?? '');
    store.release(unused?.codeSha256 ?? '');
    await store.sweep(() => new Set([used?.codeSha256 ?? '']));
    const left = readdirSync(join(dataDir, 'code')).filter((name) => !name.endsWith('.zip'));
    expect(left.sort()).toEqual([hexOf(used?.codeSha256 ?? ''), hexOf(held?.codeSha256 ?? '')].sort());
  });

  it('keeps nothing of a broken zip', async () => {
    const store = open();
    await expect(store.add(strToU8('no zip'))).rejects.toThrow('Could not unzip uploaded file.');
    expect(readdirSync(join(dataDir, 'code'))).toEqual([]);
  });
});
