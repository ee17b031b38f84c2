/**
 * Where the programs lie that run inside an execution environment (`src/sandbox`), and the Python that runs the holder.
 * Called by the sandbox and by the runtimes.
 */
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The same relative place in the sources and in the build's output. */
export const sandboxPrograms = fileURLToPath(new URL('../../../../sandbox', import.meta.url));

/** The first executable of that name on PATH, as an absolute path. */
export function findProgram(name: string, path = process.env['PATH'] ?? ''): string | undefined {
  for (const directory of [...path.split(delimiter), '/usr/bin', '/usr/local/bin', '/bin', '/usr/sbin', '/sbin']) {
    if (directory === '') continue;
    const candidate = join(directory, name);
    if (executable(candidate)) return candidate;
  }
  return undefined;
}

export function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface PythonInterpreter {
  /** `3.11`. */
  readonly version: string;
  /** `7` of 3.11.7. */
  readonly patch: number;
  /** The real interpreter, never a version manager's shim. */
  readonly executable: string;
  /** `sys.base_prefix`: what has to be there for it to run. */
  readonly prefix: string;
}

const describe = 'import sys,json;print(json.dumps([sys.version_info[:3],sys.base_prefix]))';

/** Asks an interpreter who it really is. Undefined when it does not run. */
export async function inspectPython(program: string): Promise<PythonInterpreter | undefined> {
  try {
    const { stdout } = await run(program, ['-I', '-S', '-c', describe], { timeout: 10_000 });
    const [[major, minor, patch], prefix] = JSON.parse(stdout) as [[number, number, number], string];
    const version = `${major}.${minor}`;
    const real = join(prefix, 'bin', `python${version}`);
    return executable(real) ? { version, patch, executable: real, prefix } : { version, patch, executable: program, prefix };
  } catch {
    return undefined;
  }
}
