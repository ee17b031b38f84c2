/** What a browser loads before its first paint stays small: budgets of docs/adr/0006-console.md, in KiB after gzip. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { builtConsole } from './fixture-server.ts';

const html = readFileSync(join(builtConsole, 'index.html'), 'utf8');

function kibibytes(extension: string): number {
  const files = [...html.matchAll(new RegExp(`(?:src|href)="(/assets/[^"]+\\.${extension})"`, 'g'))].map(
    ([, path]) => path ?? '',
  );
  expect(files.length).toBeGreaterThan(0);
  return files.reduce((sum, path) => sum + gzipSync(readFileSync(join(builtConsole, path))).length, 0) / 1024;
}

test('the first page loads at most 265 KiB of script and 88 KiB of style', () => {
  expect(kibibytes('js')).toBeLessThanOrEqual(265);
  expect(kibibytes('css')).toBeLessThanOrEqual(88);
});

test('the page holds no inline script and no address of another origin', () => {
  expect(html).not.toMatch(/<script(?![^>]*src=)/);
  expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
});

test('no style sheet carries a font or picture inside, which the policy would refuse', () => {
  const sheets = readdirSync(join(builtConsole, 'assets')).filter((name) => name.endsWith('.css'));
  for (const name of sheets) expect(readFileSync(join(builtConsole, 'assets', name), 'utf8')).not.toContain('data:font');
});
