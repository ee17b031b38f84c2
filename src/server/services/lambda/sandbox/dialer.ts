/**
 * Connects from outside to a listener inside an environment, whose loopback is another one than the host's (src/sandbox/dialer.py).
 * Telemetry is delivered over these connections. Made by environment/start.ts; started when the first connection is wanted.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect as connectHere, Socket } from 'node:net';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { onLines } from './lines.ts';
import { type PythonInterpreter, sandboxPrograms } from './programs.ts';

export interface Dialer {
  /** @throws Error when nothing listens there. */
  connect(port: number): Promise<Socket>;
  close(): void;
}

const program = ['descriptors.py', 'handover.py', 'dialer.py']
  .map((name) => readFileSync(join(sandboxPrograms, name), 'utf8'))
  .join('\n');

/**
 * @param pid a process inside the namespace, by the host's number; undefined when there is none of its own.
 * @param uid the environment's host user, when the server is root.
 */
export function createDialer(pid: number | undefined, uid: number | undefined, python: PythonInterpreter): Dialer {
  if (pid === undefined) return { connect: connectDirectly, close: () => undefined };
  const waiting = new Map<string, { resolve(socket: Socket): void; reject(error: Error): void }>();
  let child: ChildProcess | undefined;
  let count = 0;
  const start = (): ChildProcess => {
    const user = uid === undefined ? {} : { uid, gid: uid };
    const started = spawn(python.executable, ['-I', '-S', '-c', program, String(pid)], {
      stdio: ['pipe', 'pipe', 'ignore', 'ipc'],
      env: { NODE_CHANNEL_FD: '3' },
      cwd: '/',
      detached: true,
      ...user,
    });
    started.stdin?.on('error', () => undefined);
    started.on('message', (message, handle) => {
      const { door } = message as { door: string };
      const socket = new Socket({ handle, readable: true, writable: true } as unknown as ConstructorParameters<typeof Socket>[0]);
      waiting.get(door)?.resolve(socket);
      waiting.delete(door);
    });
    if (started.stdout !== null)
      onLines(started.stdout, (line) => {
        const [id = '', ...words] = line.split(' ');
        waiting.get(id)?.reject(new Error(words.join(' ')));
        waiting.delete(id);
      });
    const gone = (): void => {
      child = undefined;
      for (const { reject } of waiting.values()) reject(new Error('The environment cannot be reached.'));
      waiting.clear();
    };
    started.once('exit', gone);
    started.once('error', gone);
    return started;
  };
  return {
    connect: (port) =>
      new Promise((resolve, reject) => {
        child ??= start();
        const id = String(++count);
        waiting.set(id, { resolve, reject });
        (child.stdin as Writable).write(`${id} ${port}\n`);
      }),
    close: () => child?.stdin?.destroy(),
  };
}

function connectDirectly(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectHere(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
}
