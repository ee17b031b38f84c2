/**
 * Says who holds a TCP port on loopback, as far as it can be known without rights.
 *
 * Who calls it: `failure.ts`, to word "port taken". Linux tells by /proc: the socket's inode in /proc/net/tcp, then the process
 * that has it open. Elsewhere, and for other users' processes, only what answers HTTP on the port can be recognised.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** `another Radiograph`, `LocalStack`, `process 123 (node server.js)`, or undefined when nobody can be named. */
export async function portHolder(port: number): Promise<string | undefined> {
  const [radiograph, localstack] = await Promise.all([
    answers(port, '/_radiograph/health'),
    answers(port, '/_localstack/health'),
  ]);
  const owner = processOf(port);
  const named = owner === undefined ? '' : ` (process ${owner.pid})`;
  if (radiograph) return `another Radiograph${named}`;
  if (localstack) return `LocalStack or a program like it${named}`;
  if (owner !== undefined) return `process ${owner.pid} (${owner.command})`;
  return port === 2000 ? 'something else, perhaps an X-Ray daemon' : undefined;
}

async function answers(port: number, path: string): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(500) });
    return answer.ok;
  } catch {
    return false;
  }
}

/** The process listening on `port`; undefined off Linux or without the right to look. */
function processOf(port: number): { pid: number; command: string } | undefined {
  try {
    const inode = listeningInode(port);
    if (inode === undefined) return undefined;
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (holds(pid, `socket:[${inode}]`)) {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
        return { pid: Number(pid), command: command.length > 60 ? `${command.slice(0, 59)}…` : command };
      }
    }
  } catch {
    // No /proc here.
  }
  return undefined;
}

/** Columns of /proc/net/tcp: 1 local address and port in hex, 3 state (0A listens), 9 inode. */
function listeningInode(port: number): string | undefined {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of readFileSync(table, 'utf8').split('\n').slice(1)) {
      const columns = line.trim().split(/\s+/);
      if (columns[1]?.endsWith(suffix) && columns[3] === '0A') return columns[9];
    }
  }
  return undefined;
}

function holds(pid: string, target: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`) === target;
      } catch {
        return false;
      }
    });
  } catch {
    return false;
  }
}
