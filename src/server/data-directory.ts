/**
 * The data directory: made, marked as one server's, and removed at the end when it was only borrowed.
 *
 * Two servers on one directory would both append to its log; the second one is refused by name.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from './config.ts';

export interface DataDirectory {
  readonly path: string;
  /** Removes the mark, and the directory too when it is ephemeral. */
  release(): void;
}

export class DataDirectoryInUse extends Error {}

/** @throws DataDirectoryInUse when a living server holds it. */
export function openDataDirectory(config: Config): DataDirectory {
  const path = config.ephemeral ? mkdtempSync(join(tmpdir(), 'radiograph-')) : config.dataDir;
  mkdirSync(path, { recursive: true });
  const mark = join(path, 'server.pid');
  const holder = livingHolder(mark);
  if (holder !== undefined)
    throw new DataDirectoryInUse(
      `${path} is in use by the server with process id ${holder}. Stop it, or choose another with --data-dir.`,
    );
  writeFileSync(mark, `${process.pid} ${startTime(process.pid) ?? ''}`);
  return {
    path,
    release: () => {
      rmSync(mark, { force: true });
      if (config.ephemeral) rmSync(path, { recursive: true, force: true });
    },
  };
}

function livingHolder(mark: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(mark, 'utf8');
  } catch {
    return undefined;
  }
  const [pid = '', started = ''] = text.split(' ');
  const number = Number(pid);
  if (!Number.isInteger(number) || number <= 0 || number === process.pid) return undefined;
  try {
    process.kill(number, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  // A process id is used again after a crash or a reboot; its start time is not.
  const now = startTime(number);
  return now !== undefined && started !== '' && now !== started ? undefined : number;
}

/** Clock ticks since boot at which a process started; undefined where there is no /proc. */
function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
