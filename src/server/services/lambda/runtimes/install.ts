/**
 * Installs a runtime's packages once, into the cache directory, by content: what is installed is named by a hash of what was asked for,
 * and appears by a rename, so that a half-installed runtime is never seen. Called by python.ts and nodejs.ts.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface Installation {
  readonly name: string;
  /** What the packages depend on beside their own versions. */
  readonly identity: string;
  readonly packages: readonly string[];
  readonly cacheDir: string;
  /** What happens without them: a sentence's part. */
  readonly otherwise: string;
  command(target: string): readonly string[];
}

const running = new Map<string, Promise<string | undefined>>();
/** By directory, epoch milliseconds: a machine without a network should not wait for it at every cold start. */
const failed = new Map<string, number>();
const retryAfterMs = 60_000;
const patienceMs = 300_000;

/** @returns the directory, or undefined when it could not be installed (said on stderr); then a start a minute later tries again. */
export function installPackages(installation: Installation): Promise<string | undefined> {
  const hash = createHash('sha256')
    .update(JSON.stringify([installation.identity, installation.packages]))
    .digest('hex')
    .slice(0, 16);
  const directory = join(installation.cacheDir, 'runtimes', `${installation.name}-${hash}`);
  if (existsSync(directory)) return Promise.resolve(directory);
  if (Date.now() - (failed.get(directory) ?? 0) < retryAfterMs) return Promise.resolve(undefined);
  const under = running.get(directory) ?? install(installation, directory).finally(() => running.delete(directory));
  running.set(directory, under);
  return under;
}

async function install({ name, packages, otherwise, command }: Installation, directory: string): Promise<string | undefined> {
  const target = `${directory}.${process.pid}.part`;
  await mkdir(target, { recursive: true });
  process.stderr.write(`Installing the ${name} runtime (${packages.join(', ')}), once …\n`);
  const failure = await execute(command(target), target);
  if (failure === undefined) {
    await chmod(target, 0o755);
    await rename(target, directory).catch(() => undefined);
  }
  await rm(target, { recursive: true, force: true });
  if (existsSync(directory)) {
    process.stderr.write(`Installed the ${name} runtime.\n`);
    return directory;
  }
  process.stderr.write(`The ${name} runtime could not be installed (${failure ?? 'rename failed'}); ${otherwise}.\n`);
  failed.set(directory, Date.now());
  return undefined;
}

/** Runs a program that installs or packs something. @returns what went wrong. */
export function execute([program = '', ...words]: readonly string[], cwd: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { cwd, stdio: ['ignore', 'ignore', 'pipe'], timeout: patienceMs });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-4_000);
    });
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code) => resolve(code === 0 ? undefined : (lastWords(errors) ?? `exit status ${code}`)));
  });
}

/** What a program says last; npm's last line only names its log file. */
function lastWords(text: string): string | undefined {
  return text
    .trim()
    .split('\n')
    .filter((line) => line !== '' && !line.includes('A complete log of this run'))
    .at(-1);
}
