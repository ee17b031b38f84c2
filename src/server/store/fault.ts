/**
 * Named places at which a test ends the process as `kill -9` does.
 *
 * Who calls it: the write-ahead log, at the steps between which a crash could lose or repeat rows. `RADIOGRAPH_FAULT=<point>:<n>`
 * kills at the n-th passage of that point; without the variable a passage is one comparison.
 */
const [armed, passage] = (process.env['RADIOGRAPH_FAULT'] ?? '').split(':');
let left = Number(passage ?? 1);

export type FaultPoint = 'written' | 'synced' | 'sealed' | 'insert' | 'inserted' | 'deleted';

export function fault(point: FaultPoint): void {
  if (armed !== point) return;
  left--;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}
