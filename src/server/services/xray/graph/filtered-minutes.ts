/**
 * The graphs of whole minutes with only the traces in them that a filter expression matches, kept as long as nothing in them has
 * changed: those of groups.
 *
 * Who calls it: GetServiceGraph and GetTimeSeriesServiceStatistics, for groups other than Default. A filter looks at whole traces, so
 * each trace that the store cannot rule out is assembled: some 5,000 a second. In memory only.
 */
import { matches } from '../../../../model/filter-expression/evaluate.ts';
import type { FilterNode } from '../../../../model/filter-expression/nodes.ts';
import { ServiceGraphBuilder } from '../../../../model/service-graph.ts';
import type { Trace } from '../../../../model/trace.ts';
import type { ClickHouse } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import { candidates, traceIdOf } from '../query/candidates.ts';
import { loadTraces } from '../query/load-traces.ts';
import { prefilter } from '../query/prefilter.ts';
import type { MinuteGraph, Range } from './count-minutes.ts';
import type { MinuteCache } from './minute-cache.ts';

/** Of all filters together; a window has at most 361. What was not asked for lately goes first. */
const MOST_MINUTES = 1440;
/** Traces assembled at a time. */
const TRACES_AT_ONCE = 1000;
const MOST_TRACES = 4_000_000_000;

interface Kept {
  readonly tenant: Tenant;
  readonly minutes: Map<number, Promise<MinuteGraph>>;
}

export class FilteredMinutes {
  readonly #clickhouse: ClickHouse;
  readonly #cache: MinuteCache;
  /** By tenant and filter, in order of use. */
  readonly #filters = new Map<string, Kept>();

  /** @param cache knows when a minute changes. */
  constructor(clickhouse: ClickHouse, cache: MinuteCache) {
    this.#clickhouse = clickhouse;
    this.#cache = cache;
    cache.onChanges((changed) => {
      for (const { tenant, minutes } of this.#filters.values())
        for (const one of changed)
          if (one.tenant.account === tenant.account && one.tenant.region === tenant.region) minutes.delete(one.minute);
    });
  }

  /**
   * @param minutes epoch seconds, whole minutes, in order.
   * @returns their graphs, in the same order.
   */
  async getAll(tenant: Tenant, filter: FilterNode, minutes: readonly number[]): Promise<readonly MinuteGraph[]> {
    await this.#cache.refresh();
    const kept = this.#keptOf(tenant, filter);
    const missing = minutes.filter((minute) => !kept.minutes.has(minute));
    for (const run of runsOf(missing)) this.#read(kept, filter, run);
    const graphs = minutes.flatMap((minute) => kept.minutes.get(minute) ?? []);
    this.#forgetOldest();
    return Promise.all(graphs);
  }

  /** The graph of the traces that start in a range and match. */
  async window(tenant: Tenant, filter: FilterNode, { from, to }: Range): Promise<ServiceGraphBuilder> {
    const sum = new ServiceGraphBuilder();
    for (const { minute, starts, graph } of await this.getAll(tenant, filter, minutesOf({ from, to }))) {
      if (starts === undefined || starts.last < from || starts.first >= to) continue;
      if (starts.first >= from && starts.last < to) sum.addAll(graph);
      else await this.#count(tenant, filter, { from: Math.max(from, minute), to: Math.min(to, minute + 60) }, () => sum);
    }
    return sum;
  }

  #keptOf(tenant: Tenant, filter: FilterNode): Kept {
    const key = `${tenant.account} ${tenant.region} ${JSON.stringify(filter)}`;
    const kept = this.#filters.get(key) ?? { tenant: { account: tenant.account, region: tenant.region }, minutes: new Map() };
    this.#filters.delete(key);
    this.#filters.set(key, kept);
    return kept;
  }

  /** Minutes of the filter that has not been asked for longest, in the order in which they were read. */
  #forgetOldest(): void {
    let kept = 0;
    for (const { minutes } of this.#filters.values()) kept += minutes.size;
    for (const [key, { minutes }] of this.#filters) {
      for (const oldest of minutes.keys()) {
        if (kept <= MOST_MINUTES) return;
        minutes.delete(oldest);
        kept--;
      }
      if (minutes.size === 0) this.#filters.delete(key);
    }
  }

  /** A minute that changes while it is read is forgotten with its promise, and read anew when it is asked for again. */
  #read({ tenant, minutes }: Kept, filter: FilterNode, run: readonly number[]): void {
    const range = { from: run[0] ?? 0, to: (run.at(-1) ?? 0) + 60 };
    const read = new Map<number, MinuteGraph>(
      run.map((minute) => [minute, { minute, starts: undefined, graph: new ServiceGraphBuilder() }]),
    );
    const reading = this.#count(tenant, filter, range, ({ startTime }) => {
      const minute = read.get(Math.floor(startTime / 60) * 60);
      if (minute === undefined) return undefined;
      const { first, last } = minute.starts ?? { first: startTime, last: startTime };
      minute.starts = { first: Math.min(first, startTime), last: Math.max(last, startTime) };
      return minute.graph;
    });
    for (const [minute, graph] of read) {
      const own = reading.then(() => graph);
      own.catch(() => {
        if (minutes.get(minute) === own) minutes.delete(minute);
      });
      minutes.set(minute, own);
    }
  }

  /** @param graphOf where a trace that matches is added; undefined: nowhere. */
  async #count(
    tenant: Tenant,
    filter: FilterNode,
    { from, to }: Range,
    graphOf: (trace: Trace) => ServiceGraphBuilder | undefined,
  ): Promise<void> {
    // Whoever asked first may go away; others wait for the same minutes.
    const { signal } = new AbortController();
    const range = { type: 'TraceId' as const, start: from, end: to };
    const found = await candidates(this.#clickhouse, tenant, range, prefilter(filter), undefined, MOST_TRACES, signal);
    const chunks = Array.from({ length: Math.ceil(found.length / TRACES_AT_ONCE) }, (_, chunk) =>
      found.slice(chunk * TRACES_AT_ONCE, (chunk + 1) * TRACES_AT_ONCE).map(traceIdOf),
    );
    let loading = loadTraces(this.#clickhouse, tenant, chunks[0] ?? []);
    for (const next of [...chunks.slice(1), []]) {
      const traces = await loading;
      // The database reads the next ones while these are counted.
      loading = loadTraces(this.#clickhouse, tenant, next);
      loading.catch(() => undefined);
      for (const trace of traces)
        if (trace.startTime >= from && trace.startTime < to && matches(filter, trace, {})) graphOf(trace)?.addTrace(trace);
      await new Promise(setImmediate);
    }
  }
}

/** Epoch seconds of every minute of which the window has something. */
function minutesOf({ from, to }: Range): number[] {
  const minutes: number[] = [];
  for (let minute = Math.max(0, Math.floor(from / 60) * 60); minute < Math.min(to, 0xffff_ffff); minute += 60)
    minutes.push(minute);
  return minutes;
}

/** Minutes that follow each other are read in one go. */
function runsOf(minutes: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const minute of minutes) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === minute - 60) run.push(minute);
    else runs.push([minute]);
  }
  return runs;
}
