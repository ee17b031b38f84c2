/**
 * Minutes that are asked for again and again while they change, as the present one is: counted in parts of some seconds, of which
 * only those are counted anew in which something has changed.
 *
 * Who calls it: `minute-cache.ts`. A part is what a minute is, a pure function of the traces that start in it, only shorter.
 */
import { ServiceGraphBuilder } from '../../../../model/service-graph.ts';
import { BoundedMap } from '../../../bounded-map.ts';
import type { ClickHouse } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import type { ChangedMinute } from './changes.ts';
import { countParts, type MinuteGraph } from './count-minutes.ts';
import { keyOf, MINUTE_SECONDS, partsOfMinute } from './spans.ts';

/** Minutes whose parts are kept; the least recently counted go first. */
const MOST_MINUTES = 8;

interface Parts {
  readonly graphs: Map<number, MinuteGraph>;
  /** Starts of parts that are not counted, or not any more. */
  readonly changed: Set<number>;
  /** The last count: each begins where the one before has ended. */
  turn: Promise<unknown>;
}

export class MinuteParts {
  readonly #clickhouse: ClickHouse;
  /** In order of use. */
  readonly #minutes = new BoundedMap<string, Parts>(MOST_MINUTES);

  constructor(clickhouse: ClickHouse) {
    this.#clickhouse = clickhouse;
  }

  forget({ tenant, minute, parts }: ChangedMinute): void {
    const kept = this.#minutes.get(keyOf({ tenant, seconds: MINUTE_SECONDS, start: minute }));
    for (const part of parts) kept?.changed.add(part);
  }

  /** @param minute epoch seconds, a whole minute. */
  async count(tenant: Tenant, minute: number): Promise<MinuteGraph> {
    const key = keyOf({ tenant, seconds: MINUTE_SECONDS, start: minute });
    const kept = this.#minutes.get(key) ?? {
      graphs: new Map(),
      changed: new Set(partsOfMinute(minute)),
      turn: Promise.resolve(),
    };
    this.#minutes.set(key, kept);
    const counted = kept.turn.catch(() => undefined).then(() => this.#countAnew(tenant, minute, kept));
    kept.turn = counted;
    return counted;
  }

  async #countAnew(tenant: Tenant, minute: number, { graphs, changed }: Parts): Promise<MinuteGraph> {
    const parts = [...changed];
    // What changes from here on is counted the next time.
    changed.clear();
    try {
      for (const [part, graph] of await countParts(this.#clickhouse, tenant, minute, parts)) graphs.set(part, graph);
    } catch (error) {
      for (const part of parts) changed.add(part);
      throw error;
    }
    return sumOf(minute, [...graphs.values()]);
  }
}

/** @param start epoch seconds, of the span in which the others lie. */
export function sumOf(start: number, spans: readonly MinuteGraph[]): MinuteGraph {
  const sum: MinuteGraph = { minute: start, starts: undefined, graph: new ServiceGraphBuilder() };
  for (const { starts, graph } of spans) {
    if (starts === undefined) continue;
    const { first, last } = sum.starts ?? starts;
    sum.starts = { first: Math.min(first, starts.first), last: Math.max(last, starts.last) };
    sum.graph.addAll(graph);
  }
  return sum;
}
