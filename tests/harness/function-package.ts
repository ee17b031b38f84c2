/**
 * Deployment packages for tests: a folder of tests/clients/fixtures/functions, or files given as text, as a zip.
 *
 * Who calls it: tests that deploy functions.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { repository } from './server.ts';

/** @param more folders whose content is put beside it, such as site-packages; `leaveOut` names their topmost entries to skip. */
export function zipFunction(name: string, more: readonly string[] = [], leaveOut: RegExp = /^$/): Uint8Array {
  const entries: Zippable = {};
  for (const folder of [...more, join(repository, 'tests/clients/fixtures/functions', name)])
    collectFiles(folder, '', entries, leaveOut);
  return zipSync(entries, { level: 1 });
}

/** `{ 'app.py': 'def handler…' }` as a zip. */
export function zipFiles(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)])));
}

/** The same, of programs. */
export function zipExecutables(files: Readonly<Record<string, string>>): Uint8Array {
  const executable = { os: 3, attrs: 0o100755 << 16 };
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path, [new TextEncoder().encode(text), executable]])),
  );
}

/** Writes a zip where `--zip-file fileb://…` finds it; returns that argument. */
export function zipArgument(directory: string, zip: Uint8Array): string {
  const path = join(directory, `function-${Date.now()}-${Math.random().toString(36).slice(2)}.zip`);
  writeFileSync(path, zip);
  return `fileb://${path}`;
}

export function collectFiles(folder: string, prefix: string, entries: Zippable, leaveOut = /^$/): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === '__pycache__' || leaveOut.test(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) collectFiles(path, `${prefix}${entry.name}/`, entries);
    else if (entry.isFile()) entries[prefix + entry.name] = new Uint8Array(readFileSync(path));
  }
}
