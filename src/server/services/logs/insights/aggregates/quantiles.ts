/**
 * Percentiles of a stream of numbers: exact for the first thousands of values, afterwards within half a percent of the value.
 *
 * Beyond the limit, values are counted in buckets whose bounds grow by a constant factor (Masson, Rim, Lee: DDSketch, VLDB 2019).
 */
const mostExact = 4096;
const accuracy = 0.005;
const growth = Math.log((1 + accuracy) / (1 - accuracy));
/** Nearer to zero is zero. */
const smallest = 1e-9;

export class Quantiles {
  #exact: number[] | undefined = [];
  #count = 0;
  /** By index of the bucket: of positive and of negative values. */
  readonly #positive = new Map<number, number>();
  readonly #negative = new Map<number, number>();
  #zeros = 0;
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;

  add(value: number): void {
    this.#count++;
    this.#least = Math.min(this.#least, value);
    this.#most = Math.max(this.#most, value);
    if (!this.#exact) {
      this.#put(value);
      return;
    }
    this.#exact.push(value);
    if (this.#exact.length <= mostExact) return;
    for (const known of this.#exact) this.#put(known);
    this.#exact = undefined;
  }

  /** The smallest value that is not less than this share (0 to 1) of all; undefined without values. */
  at(share: number): number | undefined {
    if (this.#count === 0) return undefined;
    const rank = Math.min(this.#count, Math.max(1, Math.ceil(share * this.#count)));
    if (this.#exact) return this.#exact.toSorted((a, b) => a - b)[rank - 1];
    let seen = 0;
    for (const [value, count] of this.#buckets()) {
      seen += count;
      if (seen >= rank) return Math.min(this.#most, Math.max(this.#least, value));
    }
    return this.#most;
  }

  #put(value: number): void {
    if (Math.abs(value) < smallest) {
      this.#zeros++;
      return;
    }
    const buckets = value > 0 ? this.#positive : this.#negative;
    const index = Math.ceil(Math.log(Math.abs(value)) / growth);
    buckets.set(index, (buckets.get(index) ?? 0) + 1);
  }

  /** From the least value on. */
  *#buckets(): Generator<readonly [value: number, count: number]> {
    const middle = (index: number) => (2 * Math.exp(index * growth)) / (1 + Math.exp(growth));
    for (const [index, count] of [...this.#negative].toSorted(([a], [b]) => b - a)) yield [-middle(index), count];
    if (this.#zeros > 0) yield [0, this.#zeros];
    for (const [index, count] of [...this.#positive].toSorted(([a], [b]) => a - b)) yield [middle(index), count];
  }
}
