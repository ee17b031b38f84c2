/**
 * The deployment package of the hello-world function: its code and what it depends on, as a zip made in this process.
 *
 * Who calls it: `run-demo.ts`. Dependencies come from PyPI through pip, once per machine and Python version, into the cache
 * directory. A machine that cannot reach PyPI gets the variant that needs nothing but the standard library.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Zippable, zipSync } from 'fflate';

export interface FunctionPackage {
  readonly zip: Uint8Array;
  /** Lambda's name: `python3.11`. */
  readonly runtime: string;
  /** Why it is the plain variant; undefined when Powertools is inside. */
  readonly missing: string | undefined;
}

const example = fileURLToPath(new URL('../../../examples/hello-world/', import.meta.url));

/** Lambda's own runtime brings the SDK; in the package it would only cost 15 MB. */
const providedByRuntime = /^(boto3|botocore|s3transfer|dateutil|six|bin|__pycache__)([-_.].*)?$|^(python_dateutil|urllib3)/;

/** @param log takes progress lines. */
export async function packageHelloWorld(cacheDir: string, log: (line: string) => void): Promise<FunctionPackage> {
  const version = await pythonVersion();
  const runtime = `python${version}`;
  const requirements = join(example, 'hello_world', 'requirements.txt');
  const key = createHash('sha256')
    .update(`${version} ${process.arch}\n`)
    .update(readFileSync(requirements))
    .digest('hex')
    .slice(0, 16);
  const target = join(cacheDir, 'demo', key);
  try {
    if (!existsSync(target)) await installInto(target, requirements, log);
  } catch (error) {
    const missing = error instanceof Error ? error.message : String(error);
    return { zip: zipFolders([join(example, 'hello_world_plain')]), runtime, missing };
  }
  return { zip: zipFolders([join(example, 'hello_world'), target]), runtime, missing: undefined };
}

/** `3.11`, of the interpreter that also runs functions. */
async function pythonVersion(): Promise<string> {
  const text = await output('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
  return text.trim();
}

async function installInto(target: string, requirements: string, log: (line: string) => void): Promise<void> {
  log(`Installing the function's dependencies with pip (once, into ${target}) …`);
  const partial = `${target}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  try {
    const args = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-input',
      '--no-compile',
      '--retries',
      '1',
    ];
    await output('python3', [...args, '--target', partial, '-r', requirements]);
    renameSync(partial, target);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Runs a program to its end. @throws with its last line of stderr. */
function output(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err = (err + text).slice(-4_000);
    });
    child.on('error', (error) => reject(new Error(`${program} could not be started (${error.message})`)));
    child.on('close', (code) => {
      const last = err.trim().split('\n').at(-1);
      if (code === 0) resolve(out);
      else reject(new Error(`${[program, ...args].slice(0, 4).join(' ')} failed: ${last}`));
    });
  });
}

function zipFolders(folders: readonly string[]): Uint8Array {
  const entries: Zippable = {};
  for (const folder of folders) collect(folder, '', entries);
  return zipSync(entries, { level: 6 });
}

function collect(folder: string, prefix: string, entries: Zippable): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (prefix === '' && providedByRuntime.test(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== '__pycache__') collect(path, `${prefix}${entry.name}/`, entries);
    } else if (entry.isFile()) {
      entries[prefix + entry.name] = new Uint8Array(readFileSync(path));
    }
  }
}
