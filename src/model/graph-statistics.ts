/**
 * Counts and times of one node or edge of the service graph.
 *
 * Used by service-graph.ts; the store's cached graph adds whole counts at once. AWS page: ServiceStatistics, EdgeStatistics (API).
 */
import { Histogram, type HistogramEntry, type HistogramPairs } from './histogram.ts';
import type { Outcome } from './outcome.ts';

/** AWS's shape of ServiceStatistics and EdgeStatistics. */
export interface SummaryStatistics {
  readonly OkCount: number;
  readonly ErrorStatistics: { readonly ThrottleCount: number; readonly OtherCount: number; readonly TotalCount: number };
  readonly FaultStatistics: { readonly OtherCount: number; readonly TotalCount: number };
  readonly TotalCount: number;
  /** Sum, in seconds. */
  readonly TotalResponseTime: number;
}

/** As kept in a database: ok, error, throttle, fault, microseconds, response times. */
export type StoredStatistics = readonly [number, number, number, number, number, HistogramPairs];

export class GraphStatistics {
  readonly #counts = { ok: 0, error: 0, throttle: 0, fault: 0 };
  readonly #responseTimes = new Histogram();
  #micros = 0;

  /**
   * @param micros whole microseconds of one observation: whole numbers add up to the same sum in any order.
   * @param count how many observations like this.
   */
  add(outcome: Outcome, micros: number, count = 1): void {
    this.#counts[outcome] += count;
    this.#micros += micros * count;
    this.#responseTimes.add(Math.round(micros / 1000), count);
  }

  /** Counts what another one has counted, too. */
  addAll(other: GraphStatistics): void {
    this.#counts.ok += other.#counts.ok;
    this.#counts.error += other.#counts.error;
    this.#counts.throttle += other.#counts.throttle;
    this.#counts.fault += other.#counts.fault;
    this.#micros += other.#micros;
    this.#responseTimes.addAll(other.#responseTimes);
  }

  stored(): StoredStatistics {
    const { ok, error, throttle, fault } = this.#counts;
    return [ok, error, throttle, fault, this.#micros, this.#responseTimes.pairs()];
  }

  addStored([ok, error, throttle, fault, micros, responseTimes]: StoredStatistics): void {
    this.#counts.ok += ok;
    this.#counts.error += error;
    this.#counts.throttle += throttle;
    this.#counts.fault += fault;
    this.#micros += micros;
    this.#responseTimes.addPairs(responseTimes);
  }

  get total(): number {
    const { ok, error, throttle, fault } = this.#counts;
    return ok + error + throttle + fault;
  }

  summary(): SummaryStatistics {
    const { ok, error, throttle, fault } = this.#counts;
    return {
      OkCount: ok,
      ErrorStatistics: { ThrottleCount: throttle, OtherCount: error, TotalCount: throttle + error },
      FaultStatistics: { OtherCount: fault, TotalCount: fault },
      TotalCount: this.total,
      TotalResponseTime: this.#micros / 1e6,
    };
  }

  responseTimes(): HistogramEntry[] {
    return this.#responseTimes.entries();
  }
}
