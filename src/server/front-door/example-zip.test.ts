import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { exampleZip } from './example-zip.ts';

test('an example is a folder in its zip, without what running it leaves there', async () => {
  const names = Object.keys(unzipSync((await exampleZip('hello-world')) ?? new Uint8Array()));
  expect(names[0]).toBe('hello-world/');
  expect(names).toEqual(expect.arrayContaining(['hello-world/template.yaml', 'hello-world/hello_world/app.py']));
  expect(names.filter((name) => /\.aws-sam|__pycache__/.test(name))).toEqual([]);
});

test.each(['..', '.', '', 'none', '../docs'])('%j is no example', async (name) => {
  expect(await exampleZip(name)).toBeUndefined();
});
