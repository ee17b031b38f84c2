/**
 * How many datagrams the kernel dropped because a socket's buffer was full: the one loss of UDP 2000 that a process cannot see.
 *
 * Who calls it: `udp.ts`, when statistics are asked for. Linux: `/proc/net/udp` and `/proc/net/udp6`, last column; elsewhere unknown.
 */
import { readFileSync } from 'node:fs';

/** @returns undefined where the kernel does not tell. */
export function kernelDrops(port: number): number | undefined {
  let drops: number | undefined;
  for (const path of ['/proc/net/udp', '/proc/net/udp6']) {
    const found = dropsIn(read(path), port);
    if (found !== undefined) drops = (drops ?? 0) + found;
  }
  return drops;
}

/** @param table the text of `/proc/net/udp`. */
export function dropsIn(table: string, port: number): number | undefined {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  let drops: number | undefined;
  for (const line of table.split('\n').slice(1)) {
    const columns = line.trim().split(/\s+/);
    if (columns[1]?.endsWith(suffix)) drops = (drops ?? 0) + Number(columns.at(-1));
  }
  return drops;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
