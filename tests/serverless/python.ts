/** A Python with AWS's SAM translator: installed once, with pip, into the user's cache. Who calls it: translator.test.ts. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The version whose output the comparison and the recorded policies hold for. */
const VERSION = '1.115.0';

/** @returns the interpreter's path. @throws when it cannot be installed, with pip's words. */
export async function translatorPython(): Promise<string> {
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'radiograph');
  const environment = join(cache, `sam-translator-${VERSION}`);
  const python = join(environment, 'bin', 'python');
  if (existsSync(join(environment, 'complete'))) return python;
  command('python3', ['-m', 'venv', environment]);
  command(python, ['-m', 'pip', 'install', '--quiet', `aws-sam-translator==${VERSION}`]);
  command(python, ['-c', `open(${JSON.stringify(join(environment, 'complete'))}, "w").close()`]);
  return python;
}

function command(program: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr}`);
}
