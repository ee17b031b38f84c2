/** One life of a collector: started, watched, killed at a point; returns what it had acknowledged by then. */
import { spawn } from 'node:child_process';
import { type FSWatcher, readdirSync, realpathSync, watch } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { KillPoint } from './kill-points.ts';

export interface Acknowledged {
  readonly first: number;
  readonly count: number;
}

export interface Round {
  readonly point: KillPoint;
  readonly firstId: number;
  readonly acknowledged: readonly Acknowledged[];
  /** Did the process die where it should, rather than by the time limit? */
  readonly hit: boolean;
}

const collector = fileURLToPath(new URL('./collector.ts', import.meta.url));
/** A point that is never passed is given up after this; the round then counts as one at any moment. */
const patienceMs = 8_000;
/** How long a collector works on after its engine was killed: long enough to start another and go on. */
const afterlifeMs = 1_200;

/** @param random from 0 to 1, new for each call. */
export function runRound(dataDir: string, point: KillPoint, firstId: number, random: () => number): Promise<Round> {
  const passage = 1 + Math.floor(random() * (point.fault === 'written' || point.fault === 'synced' ? 40 : 4));
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', collector, dataDir, String(firstId), point.optimize ? 'optimize' : ''],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '', RADIOGRAPH_FAULT: point.fault === undefined ? '' : `${point.fault}:${passage}` },
    },
  );
  const acknowledged: Acknowledged[] = [];
  const watchers: FSWatcher[] = [];
  const timers: NodeJS.Timeout[] = [];
  let engine = 0;
  let hit = false;
  let expired = false;

  const kill = (pid: number | undefined): void => {
    try {
      if (pid !== undefined && pid > 0) process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself a moment earlier.
    }
  };
  const strike = (): void => {
    if (hit) return;
    hit = true;
    if (point.victim === 'collector') kill(child.pid);
    else {
      kill(engine);
      timers.push(setTimeout(() => kill(child.pid), afterlifeMs));
    }
  };
  const expire = (): void => {
    expired = true;
    kill(child.pid);
  };
  const lieInWait = (): void => {
    if (point.directory !== undefined) {
      let passages = Math.floor(random() * 6);
      for (const directory of tableDirectories(dataDir)) {
        watchers.push(
          watch(directory, (_event, name) => {
            if (name === null || !point.directory?.test(name)) return;
            if (passages-- > 0) return;
            // Right at the event, or a little into the work that follows it.
            const delay = random() < 0.5 ? 0 : Math.floor(random() * 5);
            if (delay === 0) strike();
            else timers.push(setTimeout(strike, delay));
          }),
        );
      }
    } else if (point.fault === undefined) {
      timers.push(setTimeout(strike, 20 + random() * 400));
    }
  };

  createInterface({ input: child.stdout }).on('line', (line) => {
    const [word, a, b] = line.split(' ');
    if (word === 'engine') engine = Number(a);
    else if (word === 'ready') timers.push(setTimeout(expire, patienceMs));
    else if (word === 'ack') {
      // Not before there is something to lose; faults may strike earlier, while an older batch is recovered.
      if (acknowledged.length === 0) lieInWait();
      acknowledged.push({ first: Number(a), count: Number(b) });
    }
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      for (const timer of timers) clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      if (signal !== 'SIGKILL') reject(new Error(`The collector ended by itself with ${code ?? signal}.`));
      else resolve({ point, firstId, acknowledged, hit: hit || (point.fault !== undefined && !expired) });
    });
  });
}

function tableDirectories(dataDir: string): string[] {
  const database = join(dataDir, 'clickhouse/data/data/radiograph');
  return readdirSync(database)
    .filter((name) => name === 'numbered' || name === 'twin')
    .map((name) => realpathSync(join(database, name)));
}
