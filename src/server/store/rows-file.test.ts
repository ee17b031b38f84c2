import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsFilePath, withRowsFile } from './rows-file.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rows-file-'));
});
afterAll(() => rm(directory, { recursive: true }));

test('the file holds the bytes in order while it is used, and is gone after', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 2500 }), async (pieces) => {
      await withRowsFile(directory, pieces, async (name) => {
        const path = rowsFilePath(directory, name);
        expect(await readFile(path ?? '')).toEqual(Buffer.concat(pieces));
      });
      expect(await readdir(directory)).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test('the file is gone when its use fails', async () => {
  const failing = withRowsFile(directory, [Buffer.from('row')], () => Promise.reject(new Error('refused')));
  await expect(failing).rejects.toThrow('refused');
  expect(await readdir(directory)).toEqual([]);
});

test.each(['', '../../etc/passwd', 'x.rows', '/etc/passwd', `${'a'.repeat(36)}.rows/..`])('%j names no such file', (name) => {
  expect(rowsFilePath(directory, name)).toBeUndefined();
});
