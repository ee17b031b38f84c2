/**
 * `nodejsXX.x`: Node with src/sandbox/bootstrap.mjs as its runtime and AWS's SDK beside it (lambda/latest/dg/lambda-nodejs.html).
 *
 * The Node that runs this server where the version is the same, else the binary that the npm packages `node-linux-…` carry. Both the
 * binary and the SDK are installed by npm into the cache directory, once, when a function first needs them; where npm cannot, functions
 * run on the server's Node, and without the SDK, and their log says so.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findProgram } from '../sandbox/programs.ts';
import { installPackages } from './install.ts';
import { InvalidRuntime } from './invalid-runtime.ts';
import type { RuntimePlan } from './runtime.ts';
import { sdkPackages } from './sdk-packages.ts';

interface Interpreter {
  readonly version: string;
  /** Where `bin/node` lies. */
  readonly prefix: string;
}

const own: Interpreter = { version: process.versions.node, prefix: dirname(dirname(process.execPath)) };
const majorOf = ({ version }: Interpreter): string => version.split('.')[0] ?? '';

/** @param task directory of the function's code. */
export async function nodejsRuntime(wanted: string, cacheDir: string, task: Promise<string>): Promise<RuntimePlan> {
  const asked = /^(\d+)\.x$/.exec(wanted)?.[1];
  if (asked === undefined) throw new InvalidRuntime(`There is no runtime nodejs${wanted}.`);
  const [interpreter, sdk] = await Promise.all([findNode(asked, cacheDir), installSdk(await task, cacheDir)]);
  const { prefix } = interpreter;
  const [major, minor] = interpreter.version.split('.');
  const notices = [
    major === asked ? undefined : `Node ${asked} is not installed on this machine; the function runs on Node ${major}.`,
    sdk === 'missing' ? "AWS's SDK could not be installed by npm; the function runs without it." : undefined,
  ].filter((notice) => notice !== undefined);
  const system = prefix === '/usr' || prefix.startsWith('/usr/');
  return {
    runtimeDirectory: sdk === 'missing' ? undefined : sdk,
    langDirectory: system ? undefined : prefix,
    label: `nodejs:${major}.v${minor}`,
    wrapper: true,
    notice: notices.join(' ') || undefined,
    command: (places) => ({
      argv: [
        places.isolated && !system ? '/var/lang/bin/node' : join(prefix, 'bin/node'),
        '--max-http-header-size=81920',
        `${places.programs}/bootstrap.mjs`,
      ],
      variables: {
        NODE_PATH: [
          `${places.opt}/nodejs/node${asked}/node_modules`,
          `${places.opt}/nodejs/node_modules`,
          `${places.runtime}/node_modules`,
          places.runtime,
          places.task,
        ].join(':'),
      },
    }),
  };
}

async function findNode(asked: string, cacheDir: string): Promise<Interpreter> {
  if (majorOf(own) === asked || process.platform !== 'linux') return own;
  const name = `node-linux-${process.arch}`;
  const directory = await install(`nodejs${asked}`, [`${name}@${asked}`], cacheDir, `Node ${majorOf(own)} runs the function`);
  if (directory === undefined) return own;
  const prefix = join(directory, 'node_modules', name);
  const { version } = JSON.parse(readFileSync(join(prefix, 'package.json'), 'utf8')) as { version: string };
  return { version, prefix };
}

/** @returns a directory whose `node_modules` holds it; undefined when the code asks for nothing of it. */
async function installSdk(task: string, cacheDir: string): Promise<string | 'missing' | undefined> {
  const names = await sdkPackages(task);
  if (names.length === 0) return undefined;
  const packages = names.map((name) => `${name}@3`);
  return (await install('nodejs-aws-sdk', packages, cacheDir, "functions run without AWS's SDK")) ?? 'missing';
}

/** npm keeps nothing but the packages: no scripts of theirs run, and no project of the user's is touched. */
const npmWords = [
  ...['install', '--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--omit=dev'],
  ...['--loglevel=error', '--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=60000'],
];

function install(name: string, packages: readonly string[], cacheDir: string, otherwise: string): Promise<string | undefined> {
  return installPackages({
    name,
    identity: `npm ${process.arch}`,
    packages,
    cacheDir,
    otherwise,
    command: (target) => [findProgram('npm') ?? 'npm', ...npmWords, '--prefix', target, ...packages],
  });
}
