/**
 * The graphs of whole minutes, kept as long as nothing in them has changed.
 *
 * Who calls it: `window-graph.ts`. A minute's graph is a pure function of the documents of the traces that start in it, so a cached one is
 * either right or thrown away; nothing is ever added to it. See docs/adr/0004.
 */
import type { ClickHouse } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import { changesSince, currentProgress, type Progress } from './changes.ts';
import { type MinuteGraph, readMinuteGraph } from './minute-graph.ts';

/** Two days of minutes of one tenant; the least recently used go first. */
const MOST_MINUTES = 2880;

export class MinuteCache {
  readonly #clickhouse: ClickHouse;
  /** In order of use. A promise stands here from the moment its documents are asked for. */
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

  /** @param minute epoch seconds, a whole minute. */
  get(tenant: Tenant, minute: number): Promise<MinuteGraph> {
    const key = keyOf(tenant, minute);
    const kept = this.#minutes.get(key) ?? this.#read(key, tenant, minute);
    this.#minutes.delete(key);
    this.#minutes.set(key, kept);
    return kept;
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

  #read(key: string, tenant: Tenant, minute: number): Promise<MinuteGraph> {
    const reading = readMinuteGraph(this.#clickhouse, tenant, minute);
    reading.catch(() => {
      if (this.#minutes.get(key) === reading) this.#minutes.delete(key);
    });
    for (const oldest of this.#minutes.keys()) {
      if (this.#minutes.size < MOST_MINUTES) break;
      this.#minutes.delete(oldest);
    }
    return reading;
  }
}

function keyOf({ account, region }: Tenant, minute: number): string {
  return `${account} ${region} ${minute}`;
}
