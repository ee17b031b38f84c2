/**
 * The graphs of whole minutes, and of blocks of ten, kept as long as nothing in them has changed, in memory and in `graph_span`.
 *
 * Who calls it: `window-graph.ts`, `filtered-minutes.ts` and `background.ts`. The graph of a span of time is a pure function of the
 * documents of the traces that start in it, so a cached one is either right or thrown away; nothing is ever added to it. A change in a
 * minute is one in its block. See docs/adr/0004, 0010 and 0011.
 */
import type { ClickHouse } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import { type ChangedMinute, changesSince, currentProgress, type Progress } from './changes.ts';
import { countMinutes, type MinuteGraph } from './count-minutes.ts';
import { MinuteParts, sumOf } from './minute-parts.ts';
import type { SpanTable } from './span-table.ts';
import { BLOCK_SECONDS, blockOf, keyOf, MINUTE_SECONDS, minutesOfBlock, type Span } from './spans.ts';

/** Two days of one tenant, minutes and blocks; the least recently used go first. */
const MOST_SPANS = 3200;
/** Counted in parts, since they will soon be counted again. */
const FEW_MINUTES = 3;
/** Spans written in one go: a busy one takes some 50 kB. */
const MOST_SAVED = 40;

interface Kept extends Span {
  /** From the moment its traces are asked for. */
  readonly reading: Promise<MinuteGraph>;
  /** Once it has been read. */
  graph: MinuteGraph | undefined;
  saved: boolean;
}

export class MinuteCache {
  readonly #clickhouse: ClickHouse;
  readonly #table: SpanTable;
  readonly #parts: MinuteParts;
  /** In order of use. */
  readonly #spans = new Map<string, Kept>();
  /** Spans of which the table holds what is no longer right; `#saving`: of which it is being told so. */
  #stale = new Map<string, Span>();
  #saving: ReadonlyMap<string, Span> = new Map();
  #progress: Progress | undefined;
  #refreshing: Promise<void> = Promise.resolve();
  readonly #listeners: ((changed: readonly ChangedMinute[]) => void)[] = [];

  constructor(clickhouse: ClickHouse, table: SpanTable) {
    this.#clickhouse = clickhouse;
    this.#table = table;
    this.#parts = new MinuteParts(clickhouse);
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
  getAll(tenant: Tenant, minutes: readonly number[]): Promise<readonly MinuteGraph[]> {
    return this.#get(tenant, MINUTE_SECONDS, minutes);
  }

  /**
   * @param starts epoch seconds, whole blocks, in order.
   * @returns the sums of their minutes, in the same order.
   */
  getBlocks(tenant: Tenant, starts: readonly number[]): Promise<readonly MinuteGraph[]> {
    return this.#get(tenant, BLOCK_SECONDS, starts);
  }

  /** Reads what was kept of the newest hour, so that the first question after a start finds it. */
  async preload(): Promise<void> {
    await this.refresh();
    for (const { tenant, seconds, starts } of await this.#table.newest()) await this.#get(tenant, seconds, starts);
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
    const outdated = [...stale].filter(([key]) => !counted.has(key)).map(([, span]) => ({ ...span, graph: undefined }));
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
    // Where there is no trace, that is found as fast as it would be read.
    return [...this.#spans.values()].filter(({ graph, saved }) => graph?.starts !== undefined && !saved);
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
      const { tenant, minute } = changed;
      this.#parts.forget(changed);
      this.#forget({ tenant, seconds: MINUTE_SECONDS, start: minute });
      this.#forget({ tenant, seconds: BLOCK_SECONDS, start: blockOf(minute) });
    }
    this.#progress = progress;
    if (minutes.length > 0) for (const listener of this.#listeners) listener(minutes);
  }

  #forget(span: Span): void {
    const key = keyOf(span);
    this.#spans.delete(key);
    this.#stale.set(key, span);
  }

  async #get(tenant: Tenant, seconds: number, starts: readonly number[]): Promise<readonly MinuteGraph[]> {
    const missing = starts.filter((start) => !this.#spans.has(keyOf({ tenant, seconds, start })));
    if (missing.length > 0) this.#keep(tenant, seconds, missing);
    const readings = starts.flatMap((start) => {
      const key = keyOf({ tenant, seconds, start });
      const kept = this.#spans.get(key);
      if (kept === undefined) return [];
      this.#spans.delete(key);
      this.#spans.set(key, kept);
      return [kept.reading];
    });
    for (const oldest of this.#spans.keys()) {
      if (this.#spans.size <= MOST_SPANS) break;
      this.#spans.delete(oldest);
    }
    return Promise.all(readings);
  }

  #keep({ account, region }: Tenant, seconds: number, starts: readonly number[]): void {
    const tenant = { account, region };
    const reading = this.#read(tenant, seconds, starts);
    for (const start of starts) {
      const key = keyOf({ tenant, seconds, start });
      const own = reading.then(({ loaded, counted }) => {
        kept.saved = loaded.has(start);
        kept.graph = loaded.get(start) ?? counted.get(start);
        if (kept.graph === undefined) throw new Error(`Nothing was counted at ${start}.`);
        return kept.graph;
      });
      const kept: Kept = { tenant, seconds, start, reading: own, graph: undefined, saved: false };
      own.catch(() => {
        if (this.#spans.get(key) === kept) this.#spans.delete(key);
      });
      this.#spans.set(key, kept);
    }
  }

  async #read(
    tenant: Tenant,
    seconds: number,
    starts: readonly number[],
  ): Promise<Record<'loaded' | 'counted', ReadonlyMap<number, MinuteGraph>>> {
    const right = starts.filter((start) => {
      const key = keyOf({ tenant, seconds, start });
      return !this.#stale.has(key) && !this.#saving.has(key);
    });
    const loaded = await this.#table.load(tenant, seconds, right);
    const missing = starts.filter((start) => !loaded.has(start));
    const isMinutes = seconds === MINUTE_SECONDS;
    return { loaded, counted: await (isMinutes ? this.#count(tenant, missing) : this.#sum(tenant, missing)) };
  }

  /** Minutes of which few are missing are those that change. */
  async #count(tenant: Tenant, minutes: readonly number[]): Promise<ReadonlyMap<number, MinuteGraph>> {
    if (minutes.length > FEW_MINUTES) return countMinutes(this.#clickhouse, tenant, minutes);
    const counted = await Promise.all(minutes.map((minute) => this.#parts.count(tenant, minute)));
    return new Map(counted.map((graph) => [graph.minute, graph]));
  }

  /** All minutes are asked for at once, so that those that are not there are read together. */
  async #sum(tenant: Tenant, blocks: readonly number[]): Promise<ReadonlyMap<number, MinuteGraph>> {
    const minutes = await this.getAll(tenant, blocks.flatMap(minutesOfBlock));
    return new Map(
      blocks.map((block) => [
        block,
        sumOf(
          block,
          minutes.filter(({ minute }) => blockOf(minute) === block),
        ),
      ]),
    );
  }
}
