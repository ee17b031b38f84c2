/**
 * npm packages for a function's package, with all that they depend on, from the checkout's own node_modules.
 *
 * Who calls it: tests that deploy Node functions.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { collectFiles } from './function-package.ts';
import { repository } from './server.ts';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** A zip of a fixture function with `node_modules` that hold `packages` and their dependencies. */
export function zipNodeFunction(name: string, packages: readonly string[]): Uint8Array {
  const entries: Zippable = { 'package.json': strToU8('{}') };
  collectFiles(join(repository, 'tests/clients/fixtures/functions', name), '', entries);
  for (const folder of closure(packages))
    collectFiles(join(repository, folder), `${folder}/`, entries, /^(README.*|.*\.d\.ts|.*\.map|node_modules)$/);
  return zipSync(entries, { level: 1 });
}

/** Folders below the checkout: a dependency may lie nested in its dependent's own node_modules. */
function closure(packages: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (name: string, from: string): void => {
    const folder = [`${from}/node_modules/${name}`, `node_modules/${name}`].find((path) => manifestOf(path) !== undefined);
    if (folder === undefined || found.has(folder)) return;
    found.add(folder);
    for (const dependency of Object.keys(manifestOf(folder)?.dependencies ?? {})) visit(dependency, folder);
  };
  for (const name of packages) visit(name, '.');
  return found;
}

function manifestOf(folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(repository, folder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}
