/** Packages of PyPI as a layer holds them, in `python/` (Lambda developer guide, "Packaging your layer content"). Called by build-layer.ts. */
import { nearestVersion, pythonInterpreters } from '../runtimes/interpreters.ts';
import type { Installation } from './build-layer.ts';
import type { PythonContent } from './layer-recipes.ts';

/** The runtime holds them already, in the version that functions expect, and they would fill a tenth of a layer's size. */
const inRuntime = ['boto3', 'botocore', 's3transfer'];

/**
 * The version of Python that the content names; the nearest one that this machine has stands in, as it does when the function runs.
 * @throws Error when there is none.
 */
export async function pythonInstallation({ packages, python }: PythonContent): Promise<Installation> {
  const interpreter = nearestVersion(python, await pythonInterpreters());
  if (interpreter === undefined) throw new Error('this machine has no Python');
  const { executable, version } = interpreter;
  const pip = ['-m', 'pip', 'install', '--target', 'python', '--no-compile', '--no-input', '--disable-pip-version-check', '-q'];
  return {
    name: `python${version}`,
    identity: [executable, version, process.arch, packages, inRuntime],
    steps: [
      [executable, ...pip, ...packages],
      // An extracted file's time is its extraction's: byte code that is checked against times would never be used.
      [executable, '-m', 'compileall', '-q', '--invalidation-mode', 'unchecked-hash', 'python'],
    ],
    removed: inRuntime.map((name) => `python/${name}`),
  };
}
