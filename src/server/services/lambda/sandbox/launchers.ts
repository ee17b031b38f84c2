/**
 * One launcher (src/sandbox/launcher.py) that is already started and waits for what to launch: Python's own start is a fifth of a cold
 * start. For servers that run as root; others start bubblewrap itself. Made by machine.ts, used by holder.ts.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { type PythonInterpreter, sandboxPrograms } from './programs.ts';

export interface LaunchSpec {
  readonly uid: number;
  readonly gid: number;
  readonly binds: Readonly<Record<string, string>>;
  readonly cgroups: readonly string[];
  readonly argv: readonly string[];
}

export interface Launchers {
  /** The process becomes bubblewrap, with the pipes and the channel of a holder. */
  launch(spec: LaunchSpec): ChildProcess;
  close(): void;
}

/** 0 commands, 1 reports, 2 errors, 3 Node's channel, 4 bubblewrap's information. */
export const holderStdio = ['pipe', 'pipe', 'pipe', 'ipc', 'pipe'] as const;

/** After the cold start that took the last one is over. */
const refillAfterMs = 250;

export function keepLaunchers(python: PythonInterpreter): Launchers {
  const start = (): ChildProcess => {
    const child = spawn(python.executable, ['-I', '-S', `${sandboxPrograms}/launcher.py`], {
      stdio: [...holderStdio],
      env: {},
      cwd: '/',
      detached: true,
    });
    // A spare that ends is replaced when it is wanted.
    child.on('error', () => undefined);
    child.stdin?.on('error', () => undefined);
    return child;
  };
  let spare: ChildProcess | undefined = start();
  let refill: NodeJS.Timeout | undefined;
  return {
    launch: (spec) => {
      const child = spare?.exitCode === null && spare.signalCode === null ? spare : start();
      spare = undefined;
      const words = Buffer.from(JSON.stringify(spec));
      child.stdin?.write(`${String(words.length).padStart(8, '0')}${words}`);
      clearTimeout(refill);
      refill = setTimeout(() => {
        spare ??= start();
      }, refillAfterMs);
      refill.unref();
      return child;
    },
    close: () => {
      clearTimeout(refill);
      spare?.kill('SIGKILL');
      spare = undefined;
    },
  };
}
