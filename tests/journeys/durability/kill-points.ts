/**
 * Where the durability test kills: named points of the write-ahead log (`RADIOGRAPH_FAULT`), steps of ClickHouse that show in its
 * directories, and any moment.
 */
export interface KillPoint {
  readonly name: string;
  /** What ends: the collector (its engine ends with it), or the engine alone, which the collector then starts again. */
  readonly victim: 'collector' | 'engine';
  /** The collector kills itself at the n-th passage. */
  readonly fault?: string;
  /** Killed when a directory whose name matches appears or goes in a table's directory. */
  readonly directory?: RegExp;
  readonly optimize?: boolean;
}

export const killPoints: readonly KillPoint[] = [
  { name: 'put: any moment', victim: 'collector' },
  { name: 'put: written, not synced', victim: 'collector', fault: 'written' },
  { name: 'put: synced, not acknowledged', victim: 'collector', fault: 'synced' },
  { name: 'seal', victim: 'collector', fault: 'sealed' },
  { name: 'insert: before it is sent', victim: 'collector', fault: 'insert' },
  { name: 'insert: engine, any moment', victim: 'engine' },
  { name: 'insert: part being written', victim: 'collector', directory: /^tmp_insert_/ },
  { name: 'insert: part being written, engine', victim: 'engine', directory: /^tmp_insert_/ },
  { name: 'rename: part just renamed', victim: 'collector', directory: /^\d+_\d+_\d+_0$/ },
  { name: 'rename: part just renamed, engine', victim: 'engine', directory: /^\d+_\d+_\d+_0$/ },
  { name: 'checkpoint: inserted, not deleted', victim: 'collector', fault: 'inserted' },
  { name: 'checkpoint: deleted', victim: 'collector', fault: 'deleted' },
  { name: 'merge: part being merged', victim: 'collector', directory: /^tmp_merge_/, optimize: true },
  { name: 'merge: merged part renamed, engine', victim: 'engine', directory: /^\d+_\d+_\d+_[1-9]\d*$/, optimize: true },
];
