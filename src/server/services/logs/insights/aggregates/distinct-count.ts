/**
 * How many different texts there were: exact for the first thousands, afterwards within about one percent.
 *
 * Beyond the limit it is HyperLogLog (Flajolet and others, 2007) with 2^14 registers.
 */
const mostExact = 4096;
const indexBits = 14;
const registers = 2 ** indexBits;

export class DistinctCount {
  #exact: Set<string> | undefined = new Set();
  #registers: Uint8Array | undefined;

  add(text: string): void {
    if (this.#registers) {
      this.#put(this.#registers, text);
      return;
    }
    this.#exact?.add(text);
    if (!this.#exact || this.#exact.size <= mostExact) return;
    this.#registers = new Uint8Array(registers);
    for (const known of this.#exact) this.#put(this.#registers, known);
    this.#exact = undefined;
  }

  result(): number {
    if (!this.#registers) return this.#exact?.size ?? 0;
    let sum = 0;
    let empty = 0;
    for (const register of this.#registers) {
      sum += 2 ** -register;
      if (register === 0) empty++;
    }
    const estimate = ((0.7213 / (1 + 1.079 / registers)) * registers ** 2) / sum;
    // Few values leave many registers empty: counting those is more exact.
    return Math.round(estimate <= 2.5 * registers && empty > 0 ? registers * Math.log(registers / empty) : estimate);
  }

  #put(into: Uint8Array, text: string): void {
    const [high, low] = hash(text);
    const index = high >>> (32 - indexBits);
    const rest = (high << indexBits) | (low >>> (32 - indexBits));
    const rank = rest === 0 ? 33 : Math.clz32(rest) + 1;
    if (rank > (into[index] ?? 0)) into[index] = rank;
  }
}

/** 64 bits, as two numbers: two multiplicative hashes, mixed into one another. */
function hash(text: string): readonly [high: number, low: number] {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return [high >>> 0, low >>> 0];
}
