/**
 * The graphs of whole minutes, kept as long as nothing in them has changed, in memory and in `graph_minute`.
 *
 * Who calls it: `window-graph.ts` and `background.ts`. A minute's graph is a pure function of the documents of the traces that start
 * in it, so a cached one is either right or thrown away; nothing is ever added to it. See docs/adr/0004 and 0010.
 */
import type { ClickHouse } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import { BlockSums } from './block-sums.ts';
import { type ChangedMinute, changesSince, currentProgress, type Progress } from './changes.ts';
import { countMinutes, type MinuteGraph } from './count-minutes.ts';
import type { MinuteTable } from './minute-table.ts';

/** Two days of minutes of one tenant; the least recently used go first. */
const MOST_MINUTES = 2880;
/** Minutes written in one go: a busy one takes some 200 kB. */
const MOST_SAVED = 20;

interface Kept extends ChangedMinute {
  /** From the moment its traces are asked for. */
  readonly reading: Promise<MinuteGraph>;
  /** Once it has been read. */
  graph: MinuteGraph | undefined;
  saved: boolean;
}

export class MinuteCache {
  /** Of what `getAll` returns. */
  readonly sums = new BlockSums();
  readonly #clickhouse: ClickHouse;
  readonly #table: MinuteTable;
  /** In order of use. */
  readonly #minutes = new Map<string, Kept>();
  /** Minutes of which the table holds what is no longer right; `#saving`: of which it is being told so. */
  #stale = new Map<string, ChangedMinute>();
  #saving: ReadonlyMap<string, ChangedMinute> = new Map();
  #progress: Progress | undefined;
  #refreshing: Promise<void> = Promise.resolve();
  readonly #listeners: ((changed: readonly ChangedMinute[]) => void)[] = [];

  constructor(clickhouse: ClickHouse, table: MinuteTable) {
    this.#clickhouse = clickhouse;
    this.#table = table;
  }

  /** Is called with whatever has changed, whoever asked. */
  onChanges(listener: (changed: readonly ChangedMinute[]) => void): void {
    this.#listeners.push(listener);
  }

  /** Forgets every minute that has changed. One look at a time: the progress of one is where the next begins. */
  refresh(): Promise<void> {
    const refreshed = this.#refreshing.then(() => this.#look());
    this.#refreshing = refreshed.catch(() => undefined);
    return refreshed;
  }

  /**
   * @param minutes epoch seconds, whole minutes, in order.
   * @returns their graphs, in the same order.
   */
  async getAll(tenant: Tenant, minutes: readonly number[]): Promise<readonly MinuteGraph[]> {
    const missing = minutes.filter((minute) => !this.#minutes.has(keyOf({ tenant, minute })));
    if (missing.length > 0) this.#keep(tenant, missing);
    const readings = minutes.flatMap((minute) => {
      const key = keyOf({ tenant, minute });
      const kept = this.#minutes.get(key);
      if (kept === undefined) return [];
      this.#minutes.delete(key);
      this.#minutes.set(key, kept);
      return [kept.reading];
    });
    this.#forgetOldest();
    return Promise.all(readings);
  }

  get hasUnsaved(): boolean {
    return this.#unsaved().length > 0;
  }

  /** Writes what was counted, and what is no longer right, to the table. One call at a time. */
  async save(): Promise<void> {
    for (let unsaved = this.#unsaved(); unsaved.length + this.#stale.size > 0; unsaved = this.#unsaved()) {
      if (this.#progress === undefined) return;
      await this.#saveSome(unsaved.slice(0, MOST_SAVED), this.#progress);
    }
  }

  async #saveSome(unsaved: readonly Kept[], progress: Progress): Promise<void> {
    const stale = this.#stale;
    this.#stale = new Map();
    this.#saving = stale;
    const counted = new Map(unsaved.map((kept) => [keyOf(kept), kept]));
    const outdated = [...stale].filter(([key]) => !counted.has(key)).map(([, minute]) => ({ ...minute, graph: undefined }));
    try {
      await this.#table.save([...unsaved, ...outdated], progress);
      for (const kept of unsaved) kept.saved = true;
    } catch (error) {
      this.#stale = new Map([...stale, ...this.#stale]);
      throw error;
    } finally {
      this.#saving = new Map();
    }
  }

  #unsaved(): Kept[] {
    // A minute without a trace is found to be empty as fast as it would be read.
    return [...this.#minutes.values()].filter(({ graph, saved }) => graph?.starts !== undefined && !saved);
  }

  async #look(): Promise<void> {
    this.#progress ??= await this.#table.progress();
    if (this.#progress === undefined) {
      // Nothing is cached yet, so nothing that is there already can be a change.
      this.#progress = await currentProgress(this.#clickhouse);
      return;
    }
    const { minutes, progress } = await changesSince(this.#clickhouse, this.#progress);
    // A minute that is being read may have been read before the change: its promise is forgotten too, and read anew when asked for.
    for (const changed of minutes) {
      const key = keyOf(changed);
      this.#minutes.delete(key);
      this.#stale.set(key, changed);
    }
    this.#progress = progress;
    if (minutes.length > 0) for (const listener of this.#listeners) listener(minutes);
  }

  #keep(tenant: Tenant, minutes: readonly number[]): void {
    const reading = this.#read(tenant, minutes);
    for (const minute of minutes) {
      const key = keyOf({ tenant, minute });
      const own = reading.then(({ loaded, counted }) => {
        kept.saved = loaded.has(minute);
        kept.graph = loaded.get(minute) ?? counted.get(minute);
        if (kept.graph === undefined) throw new Error(`Minute ${minute} was not counted.`);
        return kept.graph;
      });
      const kept: Kept = { tenant, minute, reading: own, graph: undefined, saved: false };
      own.catch(() => {
        if (this.#minutes.get(key) === kept) this.#minutes.delete(key);
      });
      this.#minutes.set(key, kept);
    }
  }

  async #read(
    tenant: Tenant,
    minutes: readonly number[],
  ): Promise<Record<'loaded' | 'counted', ReadonlyMap<number, MinuteGraph>>> {
    const right = minutes.filter((minute) => {
      const key = keyOf({ tenant, minute });
      return !this.#stale.has(key) && !this.#saving.has(key);
    });
    const loaded = await this.#table.load(tenant, right);
    const missing = minutes.filter((minute) => !loaded.has(minute));
    return { loaded, counted: await countMinutes(this.#clickhouse, tenant, missing) };
  }

  #forgetOldest(): void {
    for (const oldest of this.#minutes.keys()) {
      if (this.#minutes.size <= MOST_MINUTES) break;
      this.#minutes.delete(oldest);
    }
  }
}

function keyOf({ tenant, minute }: ChangedMinute): string {
  return `${tenant.account} ${tenant.region} ${minute}`;
}
