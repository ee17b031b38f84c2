/**
 * What an environment sees: bubblewrap's arguments, and the probe that says whether this machine lets us use it.
 *
 * Called by holder.ts for every environment and by execution.ts at start. The layout inside is Lambda's
 * (lambda/latest/dg/lambda-runtimes.html): `/var/task`, `/opt`, `/var/runtime`, `/var/lang`, a `/tmp` of its own, all else read-only.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readlinkSync } from 'node:fs';
import { etcBinds } from './etc.ts';
import { findProgram } from './programs.ts';

/** Lambda's own `sbx_user1051`. */
const insideUser = { uid: '993', gid: '990' };

export interface Mounts {
  /** Host directories, bound read-only. */
  readonly task: string;
  readonly opt: string | undefined;
  readonly runtime: string | undefined;
  /** The interpreter's base prefix; undefined when it is `/usr`, which is there anyway. */
  readonly lang: string | undefined;
  /** Then: names in `/var/lang/bin` and the programs of `/usr` that they stand for. None: all of `/usr/bin`. */
  readonly langLinks: Readonly<Record<string, string>>;
  /** `src/sandbox`. */
  readonly programs: string;
  readonly etc: string;
  /** Bytes of `/tmp`. */
  readonly tmpBytes: number;
}

export interface Probe {
  readonly kind: 'bubblewrap' | 'none';
  readonly bubblewrap?: string | undefined;
  /** Does it know `--disable-userns` (0.8)? */
  readonly disableUserns: boolean;
  /** Why functions are not isolated, or have no network, and how to change that. */
  readonly notice?: string | undefined;
}

const namespaces = ['--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-net', '--unshare-cgroup-try'];

/** Tries a sandbox of the real kind, as the user that functions will run as. Takes some 20 ms; done once, at start. */
export function probeBubblewrap(uid: number | undefined): Probe {
  if (process.platform !== 'linux')
    return none('functions are isolated on Linux only; elsewhere they are plain child processes.');
  const bubblewrap = findProgram('bwrap');
  if (bubblewrap === undefined)
    return none('bubblewrap is not installed: apt-get install bubblewrap (dnf, pacman and apk have it too).');
  const help = spawnSync(bubblewrap, ['--help'], { encoding: 'utf8', timeout: 10_000 }).stdout ?? '';
  if (!help.includes('--size')) return none('this bubblewrap is too old: 0.5 or newer is needed.');
  const disableUserns = help.includes('--disable-userns');
  const trial = [...namespaces, '--ro-bind', '/', '/', '--proc', '/proc', '--dev', '/dev', '--', '/bin/true'];
  const user = uid === undefined ? {} : { uid, gid: uid };
  const { status, stderr, error } = spawnSync(bubblewrap, trial, {
    encoding: 'utf8',
    timeout: 10_000,
    env: {},
    cwd: '/',
    ...user,
  });
  if (status === 0) return { kind: 'bubblewrap', bubblewrap, disableUserns };
  const reason = (error?.message ?? stderr).trim().split('\n')[0] ?? '';
  return none(`bubblewrap is installed but refused (${reason}). ${howToAllow()}`);
}

function none(reason: string): Probe {
  return { kind: 'none', disableUserns: false, notice: `Functions are not isolated: ${reason}` };
}

function howToAllow(): string {
  if (existsSync('/proc/sys/kernel/apparmor_restrict_unprivileged_userns')) {
    return (
      "Ubuntu's AppArmor restricts user namespaces; allow them with " +
      '`sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`, or with an AppArmor profile for bwrap that has `userns,`.'
    );
  }
  if (existsSync('/proc/sys/kernel/unprivileged_userns_clone')) {
    return 'Allow user namespaces with `sudo sysctl -w kernel.unprivileged_userns_clone=1`.';
  }
  return 'In a container, user namespaces have to be allowed by its runtime (`--security-opt seccomp=unconfined`).';
}

/** Top-level directories that are links into `/usr` on this host, and those that are not. */
function systemDirectories(): string[] {
  const found: string[] = [];
  for (const name of ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32']) {
    const path = `/${name}`;
    if (!existsSync(path)) continue;
    if (lstatSync(path).isSymbolicLink()) found.push('--symlink', readlinkSync(path), path);
    else found.push('--ro-bind', path, path);
  }
  return found;
}

const system = ['--ro-bind', '/usr', '/usr', ...(process.platform === 'linux' ? systemDirectories() : [])];

export type Bind = 'task' | 'opt' | 'runtime' | 'lang' | 'programs' | 'etc';

/** Bubblewrap's arguments up to and including `--`; `place` says where a named host directory can be bound from. */
export function bubblewrapArguments(probe: Probe, mounts: Mounts, place: (name: Bind, path: string) => string): string[] {
  const bind = (name: Bind, target: string): string[] => {
    const path = mounts[name];
    return path === undefined ? ['--dir', target] : ['--ro-bind', place(name, path), target];
  };
  return [
    ...namespaces,
    ...['--uid', insideUser.uid, '--gid', insideUser.gid, '--hostname', 'localhost'],
    ...['--die-with-parent', '--new-session', '--clearenv', '--cap-drop', 'ALL'],
    ...(probe.disableUserns ? ['--disable-userns'] : []),
    ...['--setenv', 'NODE_CHANNEL_FD', '3', '--info-fd', '4'],
    ...system,
    ...bind('etc', '/etc'),
    ...etcBinds(place('etc', mounts.etc)),
    ...['--proc', '/proc', '--dev', '/dev', '--remount-ro', '/dev'],
    ...['--perms', '1777', '--size', String(mounts.tmpBytes), '--tmpfs', '/tmp'],
    ...bind('task', '/var/task'),
    ...bind('opt', '/opt'),
    ...bind('runtime', '/var/runtime'),
    ...(mounts.lang === undefined ? links(mounts.langLinks) : bind('lang', '/var/lang')),
    ...bind('programs', '/run/radiograph'),
    ...['--remount-ro', '/', '--chdir', '/', '--'],
  ];
}

/** `python3` on PATH has to be the runtime's own, whichever one the system calls so. */
function links(programs: Readonly<Record<string, string>>): string[] {
  const names = Object.entries(programs);
  if (names.length === 0) return ['--symlink', '/usr', '/var/lang'];
  return [
    '--symlink',
    '/usr/lib',
    '/var/lang/lib',
    ...names.flatMap(([name, path]) => ['--symlink', path, `/var/lang/bin/${name}`]),
  ];
}
