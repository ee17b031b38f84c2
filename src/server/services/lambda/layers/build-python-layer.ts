/**
 * Builds a layer's zip from packages of PyPI, once: `layers/<hash>.zip` in the cache directory, with `python/` inside (Lambda
 * developer guide, "Packaging your layer content"). It appears by a rename, whole or not at all. Called by public-layers.ts.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execute } from '../runtimes/install.ts';
import { nearestVersion, pythonInterpreters } from '../runtimes/interpreters.ts';

/** The runtime holds them already, in the version that functions expect, and they would fill a tenth of a layer's size. */
const inRuntime = ['boto3', 'botocore', 's3transfer'];

const building = new Map<string, Promise<string>>();

/**
 * @param python `3.12`; the nearest version that this machine has stands in, as it does when the function runs.
 * @returns the path of the zip.
 * @throws Error with pip's last words.
 */
export async function buildPythonLayer(
  { packages, python }: { readonly packages: readonly string[]; readonly python: string },
  cacheDir: string,
): Promise<string> {
  const interpreter = nearestVersion(python, await pythonInterpreters());
  if (interpreter === undefined) throw new Error('this machine has no Python');
  const { executable, version } = interpreter;
  const hash = createHash('sha256')
    .update(JSON.stringify([executable, version, process.arch, packages, inRuntime]))
    .digest('hex')
    .slice(0, 16);
  const zip = join(cacheDir, 'layers', `python${version}-${hash}.zip`);
  if (existsSync(zip)) return zip;
  const running = building.get(zip) ?? build(executable, packages, zip).finally(() => building.delete(zip));
  building.set(zip, running);
  return running;
}

async function build(python: string, packages: readonly string[], zip: string): Promise<string> {
  const folder = `${zip}.${process.pid}.part`;
  const steps = [
    [
      '-m',
      'pip',
      'install',
      '--target',
      'python',
      '--no-compile',
      '--no-input',
      '--disable-pip-version-check',
      '-q',
      ...packages,
    ],
    // An extracted file's time is its extraction's: byte code that is checked against times would never be used.
    ['-m', 'compileall', '-q', '--invalidation-mode', 'unchecked-hash', 'python'],
    ['-m', 'zipfile', '-c', 'layer.zip', 'python'],
  ];
  process.stderr.write(`Building a layer of ${packages.join(', ')}, once …\n`);
  try {
    await mkdir(folder, { recursive: true });
    for (const step of steps) {
      const failure = await execute([python, ...step], folder);
      if (failure !== undefined) throw new Error(failure);
      for (const name of inRuntime) await rm(join(folder, 'python', name), { recursive: true, force: true });
    }
    await rename(join(folder, 'layer.zip'), zip);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  process.stderr.write(`Built the layer of ${packages.join(', ')}.\n`);
  return zip;
}
