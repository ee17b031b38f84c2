/**
 * The network of an environment as src/sandbox/network.py prepares it: doors on the ports below 1024, no link-local addresses, and,
 * where slirp4netns is installed, user-mode TCP and UDP to the rest of the world without the host's loopback.
 * Called by environment/start.ts.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Handle } from './holder.ts';
import { findProgram, type PythonInterpreter, sandboxPrograms } from './programs.ts';

export interface Network {
  /** Resolves when the network is up, or cannot be had: then without doors. */
  readonly ready: Promise<ReadonlyMap<string, Handle>>;
  close(): void;
}

const slirp4netns = findProgram('slirp4netns');
const program = ['descriptors.py', 'handover.py', 'network.py']
  .map((name) => readFileSync(join(sandboxPrograms, name), 'utf8'))
  .join('\n');
/** It takes some 40 ms; without it the function runs all the same. */
const patienceMs = 5_000;

/** Opened by network.py. */
const networkDoors = [
  ['names', 'udp', 53],
  ['tls', 'tcp', 443],
] as const;

/** Why functions have no way out of this machine; undefined when they have one. */
export const outboundMissing = whyNoOutbound();
const complaints = new Set<string>();

/** slirp4netns opens the device as an environment's own user: of a server that is root, that is not root. */
function whyNoOutbound(): string | undefined {
  if (slirp4netns === undefined) return 'slirp4netns is not installed (apt-get install slirp4netns)';
  const device = '/dev/net/tun';
  try {
    if (process.getuid?.() !== 0) accessSync(device, constants.R_OK | constants.W_OK);
    else if ((statSync(device).mode & 0o006) !== 0o006) return `${device} is for root alone (chmod 666 ${device})`;
    return undefined;
  } catch (error) {
    return `slirp4netns needs ${device} (${(error as NodeJS.ErrnoException).code})`;
  }
}

/** Said once: what is wrong for one environment is wrong for all. */
function complain(complaint: string): void {
  if (complaints.has(complaint)) return;
  complaints.add(complaint);
  process.stderr.write(
    `The network of a function's environment is incomplete, so that it may not reach other hosts: ${complaint}\n`,
  );
}

/**
 * @param pid a process inside the namespace, by the host's number.
 * @param uid the environment's host user, when the server is root.
 */
export function openNetwork(pid: number, uid: number | undefined, python: PythonInterpreter): Network {
  const spec = JSON.stringify({ pid, listen: networkDoors, slirp4netns: outboundMissing === undefined ? slirp4netns : null });
  const user = uid === undefined ? {} : { uid, gid: uid };
  // slirp4netns ends when descriptor 3 does, hence also when the server is killed.
  const stdio = ['ignore', 'ignore', 'pipe', 'pipe', 'pipe', 'ipc'] as const;
  const options = { stdio: [...stdio], env: { NODE_CHANNEL_FD: '5' }, cwd: '/', detached: true, ...user };
  const child = spawn(python.executable, ['-I', '-S', '-c', program, spec], options);
  const [lifeline, up] = [child.stdio[3], child.stdio[4] as Readable | null];
  lifeline?.on('error', () => undefined);
  const doors = new Map<string, Handle>();
  child.on('message', (message, handle) => {
    doors.set((message as { door: string }).door, handle as unknown as Handle);
  });
  let complaint = '';
  // slirp4netns tells its addresses there; only what network.py says about a failure is of interest.
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-1_000);
  });
  const ready = new Promise<ReadonlyMap<string, Handle>>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      resolve(doors);
    };
    const timer = setTimeout(done, patienceMs);
    up?.once('data', done);
    child.once('error', done);
    child.once('exit', (code) => {
      if (code !== 0 && code !== null) complain(complaint.trim());
      done();
    });
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
