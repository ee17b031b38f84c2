/**
 * The way out of an environment's network namespace, where slirp4netns is installed: user-mode TCP, UDP and DNS, without the host's
 * loopback. Without it functions reach Radiograph and nothing else. Called by environment/start.ts.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { findProgram, type PythonInterpreter, sandboxPrograms } from './programs.ts';

export interface Outbound {
  /** Resolves when the network is up, or cannot be had. */
  readonly ready: Promise<void>;
  close(): void;
}

const program = findProgram('slirp4netns');
const starter = readFileSync(join(sandboxPrograms, 'outbound.py'), 'utf8');
/** It takes some 15 ms; without it the function runs all the same. */
const patienceMs = 2_000;

export const outboundAvailable = program !== undefined;

/**
 * @param hostPid a process inside the namespace.
 * @param uid the environment's host user, when the server is root.
 */
export function openOutbound(hostPid: number, uid: number | undefined, python: PythonInterpreter): Outbound {
  if (program === undefined) return { ready: Promise.resolve(), close: () => undefined };
  const words = ['-I', '-S', '-c', starter, program, String(hostPid)];
  const user = uid === undefined ? {} : { uid, gid: uid };
  // It ends when descriptor 3 does, hence also when the server is killed.
  const stdio = ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] as const;
  const child = spawn(python.executable, words, { stdio: [...stdio], env: {}, cwd: '/', detached: true, ...user });
  const [lifeline, up] = [child.stdio[3], child.stdio[4] as Readable | null];
  lifeline?.on('error', () => undefined);
  const ready = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, patienceMs);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    up?.once('data', done);
    child.once('error', done);
    child.once('exit', done);
  });
  return {
    ready,
    close: () => {
      lifeline?.destroy();
      up?.destroy();
      child.kill('SIGTERM');
    },
  };
}
