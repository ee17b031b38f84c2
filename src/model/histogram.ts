/**
 * Histograms as X-Ray answers them: each distinct time, rounded to a millisecond, is an entry of its own; when there are many,
 * neighbours are merged into centroids. No fixed edges: whoever reads them sorts and bins.
 *
 * Used by the service graph and by time series. AWS page: "Latency histograms" (xray-console-histograms).
 */

export interface HistogramEntry {
  /** Seconds. */
  readonly Value: number;
  readonly Count: number;
}

/** Merging starts above this, and leaves about as many. */
const mostEntries = 200;

/** Times of one node or edge, counted by millisecond. */
export class Histogram {
  readonly #counts = new Map<number, number>();
  /** Read from a database and not counted in yet: most are only ever added to others. */
  #stored: readonly number[] = [];

  /** @param milliseconds whole. */
  add(milliseconds: number, count = 1): void {
    this.#counts.set(milliseconds, (this.#counts.get(milliseconds) ?? 0) + count);
  }

  /** Counts what another one has counted, too. */
  addAll(other: Histogram): void {
    for (const [milliseconds, count] of other.#counts) this.add(milliseconds, count);
    this.#addPairs(other.#stored);
  }

  /** As kept in a database: milliseconds and count in turns. */
  stored(): readonly number[] {
    this.#countStored();
    const pairs: number[] = [];
    for (const [milliseconds, count] of this.#counts) pairs.push(milliseconds, count);
    return pairs;
  }

  addStored(pairs: readonly number[]): void {
    this.#countStored();
    this.#stored = pairs;
  }

  #countStored(): void {
    const pairs = this.#stored;
    this.#stored = [];
    this.#addPairs(pairs);
  }

  #addPairs(pairs: readonly number[]): void {
    for (let at = 0; at + 1 < pairs.length; at += 2) this.add(pairs[at] ?? 0, pairs[at + 1]);
  }

  /** Sorted, so that equal observations give equal answers whatever their order. */
  entries(): HistogramEntry[] {
    this.#countStored();
    const sorted = [...this.#counts].sort(([left], [right]) => left - right);
    const merged = sorted.length > mostEntries ? centroids(sorted) : sorted;
    return merged.map(([milliseconds, count]) => ({ Value: milliseconds / 1000, Count: count }));
  }
}

/**
 * Merges neighbours as a t-digest does: small centroids at both ends, where percentiles are read, larger ones in the middle.
 * @param sorted pairs of milliseconds and count.
 */
function centroids(sorted: readonly (readonly [number, number])[]): [number, number][] {
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const merged: [number, number][] = [];
  let before = 0;
  let weight = 0;
  let sum = 0;
  for (const [milliseconds, count] of sorted) {
    if (weight > 0 && scale((before + weight + count) / total) - scale(before / total) > 1) {
      merged.push([Math.round(sum / weight), weight]);
      before += weight;
      weight = 0;
      sum = 0;
    }
    weight += count;
    sum += milliseconds * count;
  }
  if (weight > 0) merged.push([Math.round(sum / weight), weight]);
  return merged;
}

/** The t-digest's k1: it rises by `mostEntries` from quantile 0 to 1, steepest at the ends. */
function scale(quantile: number): number {
  return (mostEntries * (Math.asin(2 * Math.min(1, quantile) - 1) + Math.PI / 2)) / Math.PI;
}
