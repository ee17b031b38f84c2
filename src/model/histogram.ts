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

/** Milliseconds and how often, in turns, by milliseconds. Never changed once made, so histograms share them. */
export type HistogramPairs = Readonly<Float64Array>;

/** Merging starts above this, and leaves about as many. */
const mostEntries = 200;

const NOTHING: HistogramPairs = new Float64Array(0);

/** Times of one node or edge, counted by millisecond. */
export class Histogram {
  /** Added one by one since the pairs were made. */
  readonly #counts = new Map<number, number>();
  #pairs = NOTHING;

  /** @param milliseconds whole. */
  add(milliseconds: number, count = 1): void {
    this.#counts.set(milliseconds, (this.#counts.get(milliseconds) ?? 0) + count);
  }

  /** Counts what another one has counted, too. */
  addAll(other: Histogram): void {
    this.addPairs(other.pairs());
  }

  addPairs(pairs: HistogramPairs): void {
    this.#pairs = merged(this.#pairs, pairs);
  }

  /** All that was counted. */
  pairs(): HistogramPairs {
    if (this.#counts.size > 0) {
      const counted = new Float64Array(2 * this.#counts.size);
      let at = 0;
      for (const milliseconds of Float64Array.from(this.#counts.keys()).sort()) {
        counted[at++] = milliseconds;
        counted[at++] = this.#counts.get(milliseconds) ?? 0;
      }
      this.#counts.clear();
      this.addPairs(counted);
    }
    return this.#pairs;
  }

  /** Sorted, so that equal observations give equal answers whatever their order. */
  entries(): HistogramEntry[] {
    const pairs = this.pairs();
    const sorted = Array.from({ length: pairs.length / 2 }, (_, at): [number, number] => [
      pairs[2 * at] ?? 0,
      pairs[2 * at + 1] ?? 0,
    ]);
    const kept = sorted.length > mostEntries ? centroids(sorted) : sorted;
    return kept.map(([milliseconds, count]) => ({ Value: milliseconds / 1000, Count: count }));
  }
}

/** Sums of thousands of histograms are made this way: both are sorted, so each is gone through once. */
function merged(left: HistogramPairs, right: HistogramPairs): HistogramPairs {
  if (left.length === 0) return right;
  if (right.length === 0) return left;
  const both = new Float64Array(left.length + right.length);
  let at = 0;
  let fromLeft = 0;
  let fromRight = 0;
  while (fromLeft < left.length || fromRight < right.length) {
    const one = left[fromLeft] ?? Number.POSITIVE_INFINITY;
    const other = right[fromRight] ?? Number.POSITIVE_INFINITY;
    let count = 0;
    if (one <= other) {
      count += left[fromLeft + 1] ?? 0;
      fromLeft += 2;
    }
    if (other <= one) {
      count += right[fromRight + 1] ?? 0;
      fromRight += 2;
    }
    both[at++] = Math.min(one, other);
    both[at++] = count;
  }
  return at === both.length ? both : both.slice(0, at);
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
