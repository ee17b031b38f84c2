import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeRecord, magic } from './record.ts';
import { findSegments } from './recovery.ts';

const whole = Buffer.concat([magic, ...(encodeRecord({ document: Buffer.from('rows') })?.buffers ?? [])]);
/** A record of which a kill let only a part be written. */
const torn = Buffer.concat([whole, whole.subarray(magic.length, -1)]);
let directory = '';
let said: string[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'radiograph-recovery-'));
  said = [];
});
afterEach(() => rmSync(directory, { recursive: true }));

const name = (id: number) => `${String(id).padStart(15, '0')}.wal`;
const write = (id: number, bytes: Uint8Array) => writeFileSync(join(directory, name(id)), bytes);
const find = async () => (await findSegments(directory, (line) => said.push(line))).map(({ id, length }) => [id, length]);

test('segments are found in the order in which they were written, up to what is whole', async () => {
  write(2, torn);
  write(1, whole);
  expect(await find()).toEqual([
    [1, whole.length],
    [2, whole.length],
  ]);
  expect(readdirSync(directory)).toEqual([name(1), name(2)]);
  expect(said).toEqual([]);
});

test('what a kill cut off is no damage after another kill either, when there is a newer segment', async () => {
  write(1, torn);
  await find();
  expect(statSync(join(directory, name(1))).size).toBe(whole.length);
  write(2, whole);
  expect(await find()).toHaveLength(2);
  expect(readdirSync(directory)).toEqual([name(1), name(2)]);
  expect(said).toEqual([]);
});

test('of a segment that is damaged before a newer one a copy is kept, and said', async () => {
  write(1, torn);
  write(2, whole);
  expect(await find()).toHaveLength(2);
  expect(readdirSync(directory)).toEqual([name(1), `${name(1)}.damaged`, name(2)]);
  expect(statSync(join(directory, `${name(1)}.damaged`)).size).toBe(torn.length);
  expect(said).toEqual([expect.stringContaining(`${name(1)} is damaged at byte ${whole.length}`)]);
});

test('a segment without a whole record goes', async () => {
  write(1, magic);
  write(2, magic.subarray(0, 3));
  expect(await find()).toEqual([]);
  expect(readdirSync(directory)).toEqual([]);
});
