/**
 * The graphs of whole minutes, kept as long as nothing in them has changed.
 *
 * Who calls it: `window-graph.ts`. A minute's graph is a pure function of the documents of the traces that start in it, so a cached one is
 * either right or thrown away; nothing is ever added to it. See docs/adr/0004.
 */
import type { ClickHouse } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import { changesSince, currentProgress, type Progress } from './changes.ts';
import { countMinutes, type MinuteGraph } from './count-minutes.ts';

/** Two days of minutes of one tenant; the least recently used go first. */
const MOST_MINUTES = 2880;

export class MinuteCache {
  readonly #clickhouse: ClickHouse;
  /** In order of use. A promise stands here from the moment its traces are asked for. */
  readonly #minutes = new Map<string, Promise<MinuteGraph>>();
  #progress: Progress | undefined;
  #refreshing: Promise<void> = Promise.resolve();

  constructor(clickhouse: ClickHouse) {
    this.#clickhouse = clickhouse;
  }

  /** Forgets every minute that has changed. One look at a time: the progress of one is where the next begins. */
  refresh(): Promise<void> {
    const refreshed = this.#refreshing.then(() => this.#look());
    this.#refreshing = refreshed.catch(() => undefined);
    return refreshed;
  }

  /**
   * @param minutes epoch seconds, whole minutes.
   * @returns their graphs, in the same order.
   */
  getAll(tenant: Tenant, minutes: readonly number[]): Promise<readonly MinuteGraph[]> {
    const missing = minutes.filter((minute) => !this.#minutes.has(keyOf(tenant, minute)));
    if (missing.length > 0) this.#count(tenant, missing);
    const kept = minutes.flatMap((minute) => {
      const key = keyOf(tenant, minute);
      const graph = this.#minutes.get(key);
      if (graph === undefined) return [];
      this.#minutes.delete(key);
      this.#minutes.set(key, graph);
      return [graph];
    });
    this.#forgetOldest();
    return Promise.all(kept);
  }

  async #look(): Promise<void> {
    if (this.#progress === undefined) {
      // Nothing is cached yet, so nothing that is there already can be a change.
      this.#progress = await currentProgress(this.#clickhouse);
      return;
    }
    const { minutes, progress } = await changesSince(this.#clickhouse, this.#progress);
    // A minute that is being read may have been read before the change: its promise is forgotten too, and read anew when asked for.
    for (const { tenant, minute } of minutes) this.#minutes.delete(keyOf(tenant, minute));
    this.#progress = progress;
  }

  #count(tenant: Tenant, minutes: readonly number[]): void {
    const counting = countMinutes(this.#clickhouse, tenant, minutes);
    for (const minute of minutes) {
      const key = keyOf(tenant, minute);
      const graph = counting.then((counted) => {
        const own = counted.get(minute);
        if (own === undefined) throw new Error(`Minute ${minute} was not counted.`);
        return own;
      });
      graph.catch(() => {
        if (this.#minutes.get(key) === graph) this.#minutes.delete(key);
      });
      this.#minutes.set(key, graph);
    }
  }

  #forgetOldest(): void {
    for (const oldest of this.#minutes.keys()) {
      if (this.#minutes.size <= MOST_MINUTES) break;
      this.#minutes.delete(oldest);
    }
  }
}

function keyOf({ account, region }: Tenant, minute: number): string {
  return `${account} ${region} ${minute}`;
}
