/**
 * Builds the zip of a public layer, once, into the cache directory: it appears there by a rename, whole or not at all, and is named by a
 * hash of everything that it is made of. Called by public-layers.ts.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execute } from '../runtimes/install.ts';
import { pythonInterpreters } from '../runtimes/interpreters.ts';
import { sandboxPrograms } from '../sandbox/programs.ts';
import { addCollector, type BuiltCollector, builtCollector } from './collector.ts';
import { nodeInstallation } from './install-node-packages.ts';
import { pythonInstallation } from './install-python-packages.ts';
import type { LayerContent } from './layer-recipes.ts';

/** How packages come into a folder that is to be zipped. */
export interface Installation {
  /** `python3.12`, `nodejs`: the beginning of the zip's name. */
  readonly name: string;
  /** What the outcome depends on beside the packages' names. */
  readonly identity: readonly unknown[];
  /** Programs that run in the folder, one after the other. */
  readonly steps: readonly (readonly string[])[];
  /** Paths below the folder that are taken out again. */
  readonly removed: readonly string[];
}

const building = new Map<string, Promise<string>>();

/**
 * @returns the path of the zip.
 * @throws Error with the last words of what failed.
 */
export async function buildLayer(content: LayerContent, cacheDir: string): Promise<string> {
  const installation = content.kind === 'python' ? await pythonInstallation(content) : nodeInstallation(content);
  const files = (content.files ?? []).map((folder) => join(sandboxPrograms, 'layers', folder));
  const collector = content.kind === 'python' && content.collector ? await builtCollector(cacheDir) : undefined;
  const more = [...(files.length === 0 ? [] : [await textsOf(files)]), ...(collector === undefined ? [] : [collector])];
  const hash = createHash('sha256')
    .update(JSON.stringify([...installation.identity, ...more]))
    .digest('hex')
    .slice(0, 16);
  const zip = join(cacheDir, 'layers', `${installation.name}-${hash}.zip`);
  if (existsSync(zip)) return zip;
  const running =
    building.get(zip) ?? build(content, installation, { files, collector }, zip).finally(() => building.delete(zip));
  building.set(zip, running);
  return running;
}

interface Beside {
  readonly files: readonly string[];
  readonly collector: BuiltCollector | undefined;
}

async function build(content: LayerContent, installation: Installation, beside: Beside, zip: string): Promise<string> {
  const folder = `${zip}.${process.pid}.part`;
  const title = titleOf(content.packages);
  process.stderr.write(`Building a layer of ${title}, once …\n`);
  try {
    await mkdir(join(folder, 'content'), { recursive: true });
    for (const step of installation.steps) await must(step, join(folder, 'content'));
    for (const path of installation.removed) await rm(join(folder, 'content', path), { recursive: true, force: true });
    for (const files of beside.files) await addFiles(files, join(folder, 'content'));
    if (beside.collector !== undefined) await addCollector(beside.collector, join(folder, 'content'));
    await must(await zipStep(await readdir(join(folder, 'content'))), join(folder, 'content'));
    await rename(join(folder, 'layer.zip'), zip);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  process.stderr.write(`Built the layer of ${title}.\n`);
  return zip;
}

/** What lies at the top is there to be executed, however this program was packed. */
async function addFiles(source: string, folder: string): Promise<void> {
  await cp(source, folder, { recursive: true });
  for (const entry of await readdir(source, { withFileTypes: true }))
    if (entry.isFile()) await chmod(join(folder, entry.name), 0o755);
}

async function must(step: readonly string[], folder: string): Promise<void> {
  const failure = await execute(step, folder);
  if (failure !== undefined) throw new Error(failure);
}

/** Python's, because it keeps what is executable, and every machine that runs functions has it. */
async function zipStep(names: readonly string[]): Promise<readonly string[]> {
  const [python] = await pythonInterpreters();
  return [python?.executable ?? 'python3', '-m', 'zipfile', '-c', '../layer.zip', ...names];
}

function titleOf(packages: readonly string[]): string {
  return packages.length > 3 ? `${packages.slice(0, 2).join(', ')} and ${packages.length - 2} more` : packages.join(', ');
}

/** Names and texts of folders of this program's own, in the order of their names. */
async function textsOf(folders: readonly string[]): Promise<readonly (readonly [string, string])[]> {
  const texts = new Map<string, string>();
  for (const folder of folders)
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) texts.set(path.slice(folder.length), await readFile(path, 'utf8'));
    }
  return [...texts].sort(([left], [right]) => (left < right ? -1 : 1));
}
