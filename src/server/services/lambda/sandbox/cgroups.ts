/**
 * Kernel limits of an execution environment: memory, processes, a fair share of the processor, and a freezer, where this machine lets
 * us make cgroups (v2 as root or where delegated, v1 as root). Called by machine.ts once, and by environment/start.ts for each
 * environment.
 *
 * The memory limit is a backstop. A cgroup charges `/tmp` and shared files to the function, and Lambda does not, so the holder's watch
 * on the tree stays what ends a function at its size; the cgroup ends one that allocates faster than the holder looks.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

export type Limits = 'cgroup2' | 'cgroup1' | 'watchdog';

/** What is allowed beyond the function's memory and `/tmp`: bubblewrap, the holder, page tables, sockets. */
const slackBytes = 64 * 1024 * 1024;
/** 1,024 of the function's own (lambda/latest/dg/gettingstarted-limits.html), and those that hold it. */
const processLimit = 1_024 + 16;
const gonePatienceMs = 2_000;

export interface CgroupSize {
  readonly memoryBytes: number;
  readonly tmpBytes: number;
}

export interface Cgroup {
  /** Files that take the process id of what shall live in the environment. */
  readonly procs: readonly string[];
  /** Undefined where there is no freezer whose processes can be killed while they stand still. */
  readonly freezer: { freeze(): void; thaw(): void } | undefined;
  /** Has the kernel ended something in it for want of memory? */
  outOfMemory(): boolean;
  /** After its last process: removes it. */
  remove(): Promise<void>;
}

export interface Cgroups {
  readonly kind: Limits;
  /** @returns undefined when the kernel refuses one more; the environment then lives with the watchdog alone. */
  create(name: string, size: CgroupSize): Cgroup | undefined;
  close(): Promise<void>;
}

export interface CgroupSources {
  /** Text of `/proc/self/mountinfo` and `/proc/self/cgroup`. */
  readonly mounts: string;
  readonly own: string;
}

/** Where this process lives in each hierarchy: `memory` -> `/sys/fs/cgroup/memory/…`; version 2 is `unified`. */
export function ownCgroups({ mounts, own }: CgroupSources): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const line of own.split('\n')) {
    const [, controllers = '', path = ''] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (path !== '') for (const name of controllers.split(',')) paths.set(name === '' ? 'unified' : name, path);
  }
  const found = new Map<string, string>();
  for (const line of mounts.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const [, , , root = '', place = ''] = before.split(' ');
    const [type, , options = ''] = after.split(' ');
    if (type !== 'cgroup' && type !== 'cgroup2') continue;
    for (const name of type === 'cgroup2' ? ['unified'] : options.split(',')) {
      const path = paths.get(name);
      // A container sees a part of the hierarchy mounted, and its own path in the whole one.
      const below = path?.startsWith(root) && root !== '/' ? path.slice(root.length) : path;
      if (below !== undefined && !found.has(name)) found.set(name, join(place, below).replace(/\/$/, ''));
    }
  }
  return found;
}

/** For functions that are not isolated: a plain process shares the server's own groups. */
export const noCgroups: Cgroups = { kind: 'watchdog', create: () => undefined, close: () => Promise.resolve() };

/**
 * Probes by making one group for this server and one environment in it; what the kernel refuses is done without.
 * @param joinable can a process be moved there? Making groups may be allowed, and moving into them not.
 */
export function prepareCgroups(sources = readSources(), joinable = canJoin): Cgroups {
  const own = sources === undefined ? new Map<string, string>() : ownCgroups(sources);
  const name = `radiograph-${process.pid}-${++count}`;
  const unified = own.get('unified');
  const groups: string[] = [];
  const claim = (parent: string | undefined): string | undefined => {
    if (parent === undefined) return undefined;
    try {
      removeLeftOvers(parent);
      const group = join(parent, name);
      mkdirSync(group);
      groups.push(group);
      return group;
    } catch {
      return undefined;
    }
  };

  const v2 = claimUnified(unified, claim);
  const limited2 = v2?.limited ?? false;
  const v1 = limited2
    ? []
    : (['memory', 'pids', 'cpu'] as const).flatMap((controller) => {
        const group = claim(own.get(controller));
        return group === undefined ? [] : [[controller, group] as const];
      });
  weigh(limited2 ? v2?.group : undefined, new Map(v1).get('cpu'));
  const memory1 = new Map(v1).get('memory');
  const kind: Limits = limited2 ? 'cgroup2' : memory1 === undefined ? 'watchdog' : 'cgroup1';
  const places = [...(v2 === undefined ? [] : [v2.group]), ...v1.map(([, group]) => group)];
  const cgroups: Cgroups = {
    kind,
    create: (environment, size) => {
      const made: string[] = [];
      try {
        for (const place of places) {
          const group = join(place, environment);
          mkdirSync(group);
          made.push(group);
          limit(group, size);
        }
      } catch {
        for (const group of made) remove(group);
        return undefined;
      }
      return made.length === 0 ? undefined : cgroup(made);
    },
    close: async () => {
      for (const group of groups) await removeSoon(group);
    },
  };
  const trial = cgroups.create('probe', { memoryBytes: 0, tmpBytes: 0 });
  const usable = trial !== undefined && joinable(trial);
  if (trial !== undefined) void trial.remove();
  return usable ? cgroups : { ...noCgroups, close: cgroups.close };
}

let count = 0;

/** A shell's word that moves the shell itself into the group. */
export function joinCommand(cgroup: Cgroup): string {
  return cgroup.procs.map((procs) => `echo $$ > '${procs}'`).join(' && ');
}

function canJoin(cgroup: Cgroup): boolean {
  return spawnSync('/bin/sh', ['-c', joinCommand(cgroup)], { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

function readSources(): CgroupSources | undefined {
  try {
    return { mounts: readFileSync('/proc/self/mountinfo', 'utf8'), own: readFileSync('/proc/self/cgroup', 'utf8') };
  } catch {
    return undefined;
  }
}

/**
 * Version 2 lets processes live in leaves only, so ours stands beside the server's own group, not below it. At the root of what is
 * mounted there is no beside: a container's root may then have the freezer, and not the limits.
 */
function claimUnified(
  own: string | undefined,
  claim: (parent: string | undefined) => string | undefined,
): { readonly group: string; readonly limited: boolean } | undefined {
  if (own === undefined) return undefined;
  const parent = existsSync(join(own, '../cgroup.procs')) ? join(own, '..') : own;
  const controllers = ['memory', 'pids', 'cpu'];
  const enable = (group: string): void => {
    for (const name of controllers) attempt(() => writeFileSync(join(group, 'cgroup.subtree_control'), `+${name}`));
  };
  if (parent === own) enable(own);
  const group = claim(parent);
  if (group === undefined) return undefined;
  enable(group);
  const enabled = attempt(() => readFileSync(join(group, 'cgroup.subtree_control'), 'utf8')) ?? '';
  return { group, limited: enabled.split(/\s/).includes('memory') };
}

/** All functions together weigh as much as one busy process per core, however many processes they are. */
function weigh(group2: string | undefined, group1: string | undefined): void {
  const cores = availableParallelism();
  if (group2 !== undefined) attempt(() => writeFileSync(join(group2, 'cpu.weight'), String(Math.min(10_000, 100 * cores))));
  if (group1 !== undefined) attempt(() => writeFileSync(join(group1, 'cpu.shares'), String(1_024 * cores)));
}

/** Writes what the group has: the names differ between the versions, and swap accounting is not everywhere. */
function limit(group: string, { memoryBytes, tmpBytes }: CgroupSize): void {
  const bytes = String(memoryBytes + tmpBytes + slackBytes);
  const values = [
    ['memory.max', bytes],
    ['memory.swap.max', '0'],
    ['memory.limit_in_bytes', bytes],
    ['memory.memsw.limit_in_bytes', bytes],
    ['pids.max', String(processLimit)],
  ] as const;
  for (const [file, value] of values) {
    const path = join(group, file);
    if (existsSync(path)) attempt(() => writeFileSync(path, value));
  }
}

function cgroup(groups: readonly string[]): Cgroup {
  const has = (file: string): string | undefined => groups.map((group) => join(group, file)).find((path) => existsSync(path));
  const freeze = has('cgroup.freeze');
  // `oom_kill N` in both.
  const events = has('memory.events') ?? has('memory.oom_control');
  const kills = (): number =>
    events === undefined ? 0 : Number(/^oom_kill (\d+)$/m.exec(attempt(() => readFileSync(events, 'utf8')) ?? '')?.[1] ?? 0);
  let seen = 0;
  return {
    procs: groups.map((group) => join(group, 'cgroup.procs')),
    // Not version 1's: what it has frozen cannot be killed, and would outlive a killed server.
    freezer:
      freeze === undefined
        ? undefined
        : {
            freeze: () => attempt(() => writeFileSync(freeze, '1')),
            thaw: () => attempt(() => writeFileSync(freeze, '0')),
          },
    outOfMemory: () => {
      const before = seen;
      seen = kills();
      return seen > before;
    },
    remove: async () => {
      for (const group of groups) await removeSoon(group);
    },
  };
}

/** Groups of servers that were killed. */
function removeLeftOvers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = /^radiograph-(\d+)-\d+$/.exec(name)?.[1];
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue;
    const group = join(parent, name);
    for (const entry of readdirSync(group, { withFileTypes: true })) if (entry.isDirectory()) remove(join(group, entry.name));
    remove(group);
  }
}

/** The kernel frees a group a moment after its last process. */
async function removeSoon(group: string): Promise<void> {
  for (const giveUp = Date.now() + gonePatienceMs; Date.now() < giveUp; ) {
    if (remove(group)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function remove(group: string): boolean {
  try {
    rmdirSync(group);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
