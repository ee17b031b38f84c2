/**
 * Starts a holder (src/sandbox/holder.py), inside bubblewrap or plain, and speaks with it.
 *
 * Called by environment/environment.ts. The holder hands over the listening sockets and the output pipes of its environment; after
 * that the channel is closed, and what is left is one line-based conversation with a program that the function cannot touch.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { bubblewrapArguments, type Mounts, type Probe } from './bubblewrap.ts';
import { type Cgroup, joinCommand } from './cgroups.ts';
import { holderStdio, type Launchers } from './launchers.ts';
import { onLines } from './lines.ts';
import { type PythonInterpreter, sandboxPrograms } from './programs.ts';

/** A TCP or UDP handle of Node, not yet wrapped; `server.listen` and `socket.bind` take it. */
export type Handle = object;

export interface HolderOptions {
  readonly probe: Probe;
  readonly python: PythonInterpreter;
  readonly mounts: Mounts;
  /** The unprivileged host user, when the server is root. */
  readonly uid: number | undefined;
  /** Start holders as that user. */
  readonly launchers: Launchers | undefined;
  /** The kernel's limits that the environment lives under; the holder does not remove it. */
  readonly cgroup: Cgroup | undefined;
  /** Told the host's process id of the first process in the namespaces, as soon as there is one. */
  readonly onHostPid?: ((pid: number) => void) | undefined;
  readonly listen: readonly (readonly [door: string, protocol: 'tcp' | 'udp', port: number])[];
  /** Will it start external extensions? They have an output of their own. */
  readonly extensions: boolean;
}

/** The name of the runtime among the processes; the others are extensions. */
export const runtimeProcess = 'runtime';

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: number | null;
  readonly outOfMemory: boolean;
  /** Peak bytes of everything in the environment. */
  readonly memory: number;
  /** Why there was nothing to execute. */
  readonly unstarted?: 'PermissionDenied' | 'UnknownError' | null | undefined;
}

export interface Holder {
  readonly doors: ReadonlyMap<string, Handle>;
  /** Standard output and error of the runtime and what it starts. */
  readonly output: Socket;
  /** The runtime's log frames (`_LAMBDA_TELEMETRY_LOG_FD`). */
  readonly frames: Socket;
  /** Standard output and error of external extensions. */
  readonly extensions: Socket | undefined;
  start(name: string, argv: readonly string[], env: Readonly<Record<string, string>>): void;
  /** SIGTERM. */
  terminate(name: string): void;
  /** SIGKILL to one of them. */
  end(name: string): void;
  /** SIGKILL to everything. */
  kill(): void;
  freeze(): void;
  thaw(): void;
  /** Kills the tree when its memory passes `bytes`; 0 stops watching. */
  watch(bytes: number): void;
  /** Peak bytes of the tree since the first process started. */
  measure(): Promise<number>;
  /** What was left behind is gone too when the last one has ended. */
  onExit(listener: (name: string, exit: ProcessExit) => void): void;
  /** Resolves when the holder itself is gone, and everything with it. */
  readonly gone: Promise<void>;
  close(): Promise<void>;
}

type Report = { ready?: true; memory?: number; exit?: ProcessExit & { readonly name: string } };

/** @throws Error with what bubblewrap or the holder printed. */
export async function startHolder(options: HolderOptions): Promise<Holder> {
  const { cgroup } = options;
  const child = spawnHolder(options);
  const [commands, reports, errors, info] = [child.stdin, child.stdout, child.stderr, child.stdio[4]] as [
    Writable,
    Readable,
    Readable,
    Readable,
  ];
  commands.on('error', () => undefined);
  const doors = new Map<string, Handle>();
  let complaint = '';
  errors.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2_000);
  });
  child.on('message', (message, handle) => {
    doors.set((message as { door: string }).door, handle as unknown as Handle);
  });

  let exited: (name: string, exit: ProcessExit) => void = () => undefined;
  const measuring: ((bytes: number) => void)[] = [];
  let ready: () => void = () => undefined;
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  onLines(reports, (line) => {
    const report = JSON.parse(line) as Report;
    if (report.ready) ready();
    if (report.memory !== undefined) measuring.shift()?.(report.memory);
    if (report.exit) {
      const { name, ...exit } = report.exit;
      exited(name, { ...exit, outOfMemory: cgroup?.outOfMemory() || exit.outOfMemory });
    }
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      for (const answer of measuring.splice(0)) answer(0);
      resolve();
    });
    child.once('error', (error) => {
      complaint += error.message;
      resolve();
    });
  });
  let text = '';
  info?.setEncoding('utf8').on('data', (part: string) => {
    const known = /"child-pid": (\d+)\D/;
    if (known.test(text)) return;
    text += part;
    const pid = known.exec(text)?.[1];
    if (pid !== undefined) options.onHostPid?.(Number(pid));
  });
  const outcome = await Promise.race([isReady.then(() => 'ready'), gone.then(() => 'gone')]);
  if (outcome === 'gone') throw new Error(`The sandbox did not start: ${complaint.trim() || 'it ended at once'}`);

  const send = (command: object): void => {
    if (!commands.destroyed) commands.write(`${JSON.stringify(command)}\n`);
  };
  return {
    doors,
    output: pipe(doors.get('output')),
    frames: pipe(doors.get('frames')),
    extensions: options.extensions ? pipe(doors.get('extensions')) : undefined,
    gone,
    start: (name, argv, env) => send({ do: 'start', name, argv, env }),
    terminate: (name) => send({ do: 'terminate', name }),
    end: (name) => send({ do: 'end', name }),
    kill: () => send({ do: 'kill' }),
    // The kernel's freezer cannot be noticed by what it stops; SIGSTOP can, by a parent that waits for it.
    freeze: () => (cgroup?.freezer === undefined ? send({ do: 'freeze' }) : cgroup.freezer.freeze()),
    thaw: () => (cgroup?.freezer === undefined ? send({ do: 'thaw' }) : cgroup.freezer.thaw()),
    watch: (limit) => send({ do: 'watch', limit }),
    measure: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve(0);
        measuring.push(resolve);
        send({ do: 'measure' });
      }),
    onExit: (listener) => {
      exited = listener;
    },
    close: async () => {
      commands.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), 2_000);
      await gone;
      clearTimeout(timer);
    },
  };
}

function spawnHolder(options: HolderOptions): ChildProcess {
  const { probe, python, mounts, uid } = options;
  const isolated = probe.kind === 'bubblewrap';
  const program = [
    python.executable,
    '-I',
    '-S',
    isolated ? '/run/radiograph/holder.py' : `${sandboxPrograms}/holder.py`,
    JSON.stringify({
      isolated,
      listen: options.listen,
      cwd: isolated ? '/var/task' : mounts.task,
      processes: 1024,
      files: 1024,
      extensions: options.extensions,
    }),
  ];
  const launch = (command: string, argv: readonly string[]): ChildProcess =>
    spawn(command, argv, { stdio: [...holderStdio], env: {}, cwd: '/', detached: true });
  if (!isolated || probe.bubblewrap === undefined) return launch(python.executable, program.slice(1));
  if (python.prefix !== '/usr') program[0] = `/run/python/bin/python${python.version}`;
  if (uid === undefined || options.launchers === undefined) {
    const argv = withPython(
      bubblewrapArguments(probe, mounts, (_, path) => path),
      python,
      python.prefix,
    );
    return launch(...joined(options.cgroup, [probe.bubblewrap, ...argv, ...program]));
  }
  const binds: Record<string, string> = {};
  const argv = withPython(
    bubblewrapArguments(probe, mounts, (name, path) => {
      binds[name] = path;
      return `@${name}`;
    }),
    python,
    '@python',
  );
  if (python.prefix !== '/usr') binds['python'] = python.prefix;
  const words = [probe.bubblewrap, ...argv, ...program];
  return options.launchers.launch({ uid, gid: uid, binds, cgroups: options.cgroup?.procs ?? [], argv: words });
}

/** bubblewrap forks at once: it has to be in its cgroup before it runs. */
function joined(cgroup: Cgroup | undefined, argv: readonly string[]): [command: string, argv: readonly string[]] {
  const [program = '', ...words] = argv;
  if (cgroup === undefined) return [program, words];
  return ['/bin/sh', ['-c', `${joinCommand(cgroup)} && exec "$0" "$@"`, ...argv]];
}

/** The holder's own interpreter, where the system has none. */
function withPython(argv: readonly string[], python: PythonInterpreter, source: string): string[] {
  if (python.prefix === '/usr') return [...argv];
  const at = argv.indexOf('--remount-ro', argv.indexOf('/run/radiograph'));
  return [...argv.slice(0, at), '--ro-bind', source, '/run/python', ...argv.slice(at)];
}

function pipe(handle: Handle | undefined): Socket {
  if (handle === undefined) throw new Error('The sandbox did not hand over its output.');
  return new Socket({ handle, readable: true, writable: false } as ConstructorParameters<typeof Socket>[0]);
}
