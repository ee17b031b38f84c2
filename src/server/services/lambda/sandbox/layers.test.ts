import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mergeLayers } from './layers.ts';

describe('layers', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'radiograph-layers-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  function layer(name: string, files: Record<string, string>): { codeSha256: string; directory: string } {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, name, path)), { recursive: true });
      writeFileSync(join(directory, name, path), text);
    }
    return { codeSha256: name, directory: join(directory, name) };
  }

  it('are bound as they lie when there is one, and nothing when there is none', async () => {
    expect(await mergeLayers([], directory)).toBeUndefined();
    expect(await mergeLayers([layer('a', { x: '1' })], directory)).toBe(join(directory, 'a'));
  });

  it('are merged in order, later ones winning, without touching their sources', async () => {
    const a = layer('a', { 'python/shared.py': 'a', 'python/a.py': 'a', bin: 'file' });
    const b = layer('b', { 'python/shared.py': 'b', 'bin/tool': 'b' });
    const merged = (await mergeLayers([a, b], directory)) ?? '';
    const read = (path: string): string => readFileSync(join(merged, path), 'utf8');
    expect([read('python/shared.py'), read('python/a.py'), read('bin/tool')]).toEqual(['b', 'a', 'b']);
    expect(readFileSync(join(a.directory, 'python/shared.py'), 'utf8')).toBe('a');
    expect(await mergeLayers([a, b], directory)).toBe(merged);
  });
});
