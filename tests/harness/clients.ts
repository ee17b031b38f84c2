/**
 * Runs real AWS clients as their users do: as programs, in an environment that knows only the server under test.
 *
 * Who calls it: tests/clients and tests/journeys.
 */
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientsVenv } from '../../scripts/test-clients.mjs';
import { closedEnvironment, type ServerAddress } from '../../src/cli/environment.ts';
import { repository } from './server.ts';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Target {
  readonly address: ServerAddress;
}

const scripts = join(repository, 'tests/clients/fixtures/scripts');

/** Runs a program to its end. Never throws for its exit code. */
export function runProgram(
  program: string,
  words: readonly string[],
  options: {
    env?: NodeJS.ProcessEnv;
    cwd?: string;
    onSpawn?: (kill: (signal: NodeJS.Signals) => void) => void;
    /** Called with everything that it prints, as it comes. */
    onOutput?: (text: string) => void;
  } = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], cwd: tmpdir(), ...options });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text;
        options.onOutput?.(text);
      });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...output }));
    options.onSpawn?.((signal) => child.kill(signal));
  });
}

/** What a client's process sees: nothing of the machine's AWS configuration. */
export function clientEnvironment(server: Target, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const own = { PATH: process.env['PATH'], HOME: join(tmpdir(), 'radiograph-no-home'), LANG: 'C.UTF-8' };
  return { ...closedEnvironment(own, server.address, '/dev/null'), AWS_PAGER: '', PYTHONDONTWRITEBYTECODE: '1', ...more };
}

/** `aws …` as a user types it; the JSON that it prints, or its text when that is not JSON. @throws with stderr on a failure. */
export async function awsCli(server: Target, ...words: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await awsCliRun(server, words);
  if (code !== 0) throw new Error(`aws ${words.join(' ')} ended with ${code}: ${stderr.trim()}`);
  return parsed(stdout);
}

/** The same, for tests of failures and of other environments. */
export function awsCliRun(
  server: Target,
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return runProgram(join(clientsVenv, 'bin', 'aws'), words, { env: clientEnvironment(server, more) });
}

/** Runs a script of tests/clients/fixtures/scripts; the JSON of its last line. @throws with its stderr on a failure. */
export async function python(
  server: Target,
  script: string,
  words: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const finished = await runProgram(join(clientsVenv, 'bin', 'python'), ['-W', 'ignore', join(scripts, script), ...words], {
    env: clientEnvironment(server, more),
  });
  if (finished.code !== 0) throw new Error(`${script} ended with ${finished.code}:\n${finished.stderr}`);
  return parsed(finished.stdout.trim().split('\n').at(-1) ?? '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
