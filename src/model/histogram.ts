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

/** Times that wait to be counted in, at most: 32 kB. */
const mostWaiting = 4096;
const fewWaiting = 16;

/** Times of one node or edge, counted by millisecond. */
export class Histogram {
  /** Times added one by one since the pairs were made, in any order. */
  #waiting = new Float64Array(0);
  #length = 0;
  #pairs = NOTHING;

  /** @param milliseconds whole, not negative. */
  add(milliseconds: number, count = 1): void {
    if (count !== 1) {
      this.addPairs(Float64Array.of(milliseconds, count));
      return;
    }
    if (this.#length === this.#waiting.length) this.#makeRoom();
    this.#waiting[this.#length++] = milliseconds;
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
    if (this.#length > 0) {
      this.addPairs(counted(this.#waiting.subarray(0, this.#length)));
      this.#waiting = new Float64Array(0);
      this.#length = 0;
    }
    return this.#pairs;
  }

  #makeRoom(): void {
    if (this.#length >= mostWaiting) this.pairs();
    const larger = new Float64Array(Math.max(fewWaiting, this.#length * 4));
    larger.set(this.#waiting);
    this.#waiting = larger;
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

/** Most times are short, and there are many: they are counted in place rather than sorted. */
function counted(times: Float64Array): HistogramPairs {
  const longest = times.reduce((most, next) => Math.max(most, next), 0);
  return longest <= 8 * times.length ? countedByPlace(times, longest) : countedInOrder(times.sort());
}

function countedByPlace(times: Float64Array, longest: number): HistogramPairs {
  const counts = new Uint32Array(longest + 1);
  let distinct = 0;
  for (const time of times) {
    const before = counts[time] ?? 0;
    if (before === 0) distinct++;
    counts[time] = before + 1;
  }
  const pairs = new Float64Array(2 * distinct);
  let at = 0;
  for (let time = 0; time <= longest; time++) {
    const count = counts[time] ?? 0;
    if (count === 0) continue;
    pairs[at++] = time;
    pairs[at++] = count;
  }
  return pairs;
}

function countedInOrder(sorted: Float64Array): HistogramPairs {
  const pairs = new Float64Array(2 * sorted.length);
  let at = 0;
  for (const time of sorted) {
    if (at > 0 && pairs[at - 2] === time) pairs[at - 1] = (pairs[at - 1] ?? 0) + 1;
    else {
      pairs[at++] = time;
      pairs[at++] = 1;
    }
  }
  return pairs.slice(0, at);
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
