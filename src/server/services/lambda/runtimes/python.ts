/**
 * `python3.x`: the machine's interpreter with AWS's own interface client and boto3
 * (lambda/latest/dg/lambda-python.html), installed once by pip into the cache directory. Without them (no network, no pip) the
 * program src/sandbox/bootstrap.py speaks the Runtime API itself.
 */
import { installPackages } from './install.ts';
import { nearestVersion, pythonInterpreters } from './interpreters.ts';
import { InvalidRuntime } from './invalid-runtime.ts';
import type { RuntimePlan } from './runtime.ts';

/** Pinned: what a runtime holds must not change under a function. */
const packages = ['awslambdaric==4.2.2', 'boto3==1.44.8'] as const;
/** For interpreters on which those no longer run: ones that do, and print no warning of it into every function's log. */
const lastPackages: Readonly<Record<string, readonly string[]>> = {
  '3.8': ['awslambdaric==2.2.1', 'boto3==1.37.38'],
  '3.9': ['awslambdaric==4.0.4', 'boto3==1.40.4'],
};

/** @param version of the interpreter, such as `3.13`. */
export function pythonPackages(version: string): readonly string[] {
  return lastPackages[version] ?? packages;
}

export async function pythonRuntime(wanted: string, cacheDir: string): Promise<RuntimePlan> {
  const interpreter = nearestVersion(wanted, await pythonInterpreters());
  if (interpreter === undefined) throw new InvalidRuntime(`This machine has no Python to run python${wanted}.`);
  const { version } = interpreter;
  const installed = await installPackages({
    name: `python${version}`,
    identity: `${interpreter.executable} ${process.arch}`,
    packages: pythonPackages(version),
    cacheDir,
    otherwise: "functions use the built-in one, without AWS's SDK",
    command: (target) => [
      interpreter.executable,
      ...[
        '-m',
        'pip',
        'install',
        '--target',
        target,
        '--no-input',
        '--disable-pip-version-check',
        '--no-warn-script-location',
        '-q',
        ...pythonPackages(version),
      ],
    ],
  });
  const names = ['python', 'python3', `python${version}`];
  return {
    runtimeDirectory: installed,
    langDirectory: interpreter.prefix === '/usr' ? undefined : interpreter.prefix,
    langLinks: Object.fromEntries(names.map((name) => [name, interpreter.executable])),
    label: `python:${version}.v${interpreter.patch}`,
    wrapper: true,
    notice:
      version === wanted
        ? undefined
        : `python${wanted} is not installed on this machine; the function runs on Python ${version}.`,
    command: (places) => ({
      argv: [places.isolated ? `/var/lang/bin/python${version}` : interpreter.executable, `${places.programs}/bootstrap.py`],
      variables: { PYTHONPATH: places.runtime, LC_CTYPE: 'C.UTF-8', ...(places.isolated ? {} : { RADIOGRAPH_OPT: places.opt }) },
    }),
  };
}
