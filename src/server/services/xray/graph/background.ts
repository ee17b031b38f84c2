/**
 * Counts minutes in the background once nothing has come for them for a while, and keeps them in `graph_span`, so that an hour is
 * counted when somebody asks for it.
 *
 * Who calls it: `service.ts`. It only ever fills the cache: an answer never waits for it, and is right without it.
 */
import { BoundedMap } from '../../../bounded-map.ts';
import type { ChangedMinute } from './changes.ts';
import type { MinuteCache } from './minute-cache.ts';
import { blockOf, minutesOfBlock } from './spans.ts';

/** A look at what has changed costs some milliseconds. */
const LOOK_EVERY_MS = 2000;
/** A minute is counted when it has been left alone for this long. */
const QUIET_MS = 8000;
/** At most so often is anything written. */
const SAVE_EVERY_MS = 15_000;
/** Minutes counted in one go, the newest first. */
const MOST_AT_ONCE = 60;
/** Minutes that wait; the oldest are left to whoever asks for them. */
const MOST_WAITING = 3000;

interface Waiting extends ChangedMinute {
  /** Epoch milliseconds. */
  readonly changedAt: number;
}

export class Background {
  readonly #cache: MinuteCache;
  readonly #waiting = new BoundedMap<string, Waiting>(MOST_WAITING);
  #awake = true;
  #savedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #passing: Promise<void> | undefined;

  constructor(cache: MinuteCache) {
    this.#cache = cache;
    cache.onChanges((minutes) => {
      for (const changed of minutes) this.#wait(changed);
    });
  }

  /** Something was written. */
  wake(): void {
    this.#awake = true;
  }

  start(): void {
    this.#passing = this.#cache
      .preload()
      .catch(() => undefined)
      .finally(() => {
        this.#passing = undefined;
      });
    this.#timer = setInterval(() => {
      if (this.#passing !== undefined) return;
      if (!this.#awake && this.#waiting.size === 0 && !this.#cache.hasUnsaved) return;
      this.#passing = this.#pass().finally(() => {
        this.#passing = undefined;
      });
    }, LOOK_EVERY_MS).unref();
  }

  /** Keeps what is counted already, so that the next process begins with it. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#passing;
    await this.#cache.save().catch(() => undefined);
  }

  /** What fails is tried again, or counted when it is asked for. */
  async #pass(): Promise<void> {
    const awake = this.#awake;
    this.#awake = false;
    try {
      if (awake || this.#waiting.size > 0) await this.#cache.refresh();
      await this.#countQuiet();
      if (Date.now() - this.#savedAt >= SAVE_EVERY_MS) {
        this.#savedAt = Date.now();
        await this.#cache.save();
      }
    } catch {
      this.#awake = true;
    }
  }

  #wait(changed: ChangedMinute): void {
    const key = keyOf(changed);
    this.#waiting.set(key, { ...changed, changedAt: Date.now() });
  }

  /** Those of one tenant; others have their turn in the next pass. */
  async #countQuiet(): Promise<void> {
    const now = Date.now();
    const quiet = [...this.#waiting].filter(([, { changedAt }]) => now - changedAt >= QUIET_MS);
    const tenant = quiet.at(-1)?.[1].tenant;
    if (tenant === undefined) return;
    const own = quiet.filter(([, waiting]) => {
      return waiting.tenant.account === tenant.account && waiting.tenant.region === tenant.region;
    });
    const minutes: number[] = [];
    for (const [key, { minute }] of own.slice(-MOST_AT_ONCE)) {
      this.#waiting.delete(key);
      minutes.push(minute);
    }
    await this.#cache.getAll(tenant, minutes);
    const isQuiet = (minute: number): boolean => !this.#waiting.has(keyOf({ tenant, minute }));
    const blocks = [...new Set(minutes.map(blockOf))].filter((block) => minutesOfBlock(block).every(isQuiet));
    await this.#cache.getBlocks(tenant, blocks);
  }
}

function keyOf({ tenant, minute }: Pick<ChangedMinute, 'tenant' | 'minute'>): string {
  return `${tenant.account} ${tenant.region} ${minute}`;
}
