/**
 * Finds the machine's interpreters and picks one for a runtime: the version asked for, else the nearest newer, else the newest older.
 * Called by python.ts and nodejs.ts.
 */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { inspectPython, type PythonInterpreter } from '../sandbox/programs.ts';

let found: Promise<readonly PythonInterpreter[]> | undefined;

/** Every Python 3 of this machine, one per minor version; looked up once. The first one found of a version wins, the system's last. */
export function pythonInterpreters(): Promise<readonly PythonInterpreter[]> {
  found ??= searchPythons();
  return found;
}

async function searchPythons(): Promise<readonly PythonInterpreter[]> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/bin', '/usr/bin', '/opt/homebrew/bin'];
  const managed = [join(homedir(), '.pyenv/versions'), join(homedir(), '.local/share/uv/python'), '/opt/python'];
  for (const folder of managed)
    if (existsSync(folder)) folders.unshift(...readdirSync(folder).map((name) => join(folder, name, 'bin')));
  const programs = new Set<string>();
  for (const folder of new Set(folders)) {
    // A version manager's shims answer for versions that are not installed; its real folders were added above.
    if (folder === '' || folder.endsWith('/shims') || !existsSync(folder)) continue;
    for (const name of readdirSync(folder)) if (/^python3(\.\d+)?$/.test(name)) programs.add(join(folder, name));
  }
  const byVersion = new Map<string, PythonInterpreter>();
  for (const interpreter of await Promise.all([...programs].map(inspectPython))) {
    if (interpreter && !byVersion.has(interpreter.version)) byVersion.set(interpreter.version, interpreter);
  }
  return [...byVersion.values()];
}

/** `3.12` -> 12: the order of versions of one language. */
const order = (version: string): number => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 1_000 + minor;
};

/** The version asked for, else the nearest newer, else the newest older one. Undefined when there is none at all. */
export function nearestVersion<Item extends { readonly version: string }>(
  wanted: string,
  available: readonly Item[],
): Item | undefined {
  const sorted = [...available].sort((a, b) => order(a.version) - order(b.version));
  return sorted.find((item) => order(item.version) >= order(wanted)) ?? sorted.at(-1);
}
