/**
 * Reads rows in ClickHouse's RowBinary: one value after another, in the order in which the query selects them.
 *
 * Who calls it: reads that are too large to be JSON (`ClickHouse.queryBytes`). The other direction is row-binary.ts.
 * Format: https://clickhouse.com/docs/interfaces/formats/RowBinary.
 */
import { TextTable } from './text-table.ts';

export class RowBinaryReader {
  readonly #bytes: Buffer;
  readonly #texts: TextTable;
  #at = 0;

  /** @param texts where each text stands once, over many answers. */
  constructor(bytes: Buffer, texts: TextTable = new TextTable()) {
    this.#bytes = bytes;
    this.#texts = texts;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  uint8(): number {
    return this.#bytes.readUInt8(this.#move(1));
  }

  uint16(): number {
    return this.#bytes.readUInt16LE(this.#move(2));
  }

  uint32(): number {
    return this.#bytes.readUInt32LE(this.#move(4));
  }

  /** Exact below 2^53. */
  uint64(): number {
    const at = this.#move(8);
    return this.#bytes.readUInt32LE(at) + this.#bytes.readUInt32LE(at + 4) * 2 ** 32;
  }

  float64(): number {
    return this.#bytes.readDoubleLE(this.#move(8));
  }

  /** `FixedString(size)`: a character for each byte. */
  fixedString(size: number): string {
    const at = this.#move(size);
    return this.#bytes.toString('latin1', at, at + size);
  }

  /** `FixedString(size)` as lower-case hex digits. */
  hex(size: number): string {
    const at = this.#move(size);
    return this.#bytes.toString('hex', at, at + size);
  }

  /** `String`, of which there are few that differ. */
  string(): string {
    const length = this.#varint();
    return this.#texts.read(this.#bytes, this.#move(length), length);
  }

  /** `String` of any bytes; a view. */
  bytes(): Buffer {
    const length = this.#varint();
    const at = this.#move(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** `Array(T)`: `read` is called for each element. */
  array<Element>(read: (reader: this) => Element): Element[] {
    const elements: Element[] = [];
    for (let left = this.#varint(); left > 0; left--) elements.push(read(this));
    return elements;
  }

  /** @throws RangeError (from the read that follows) when the bytes end early. */
  #move(size: number): number {
    const at = this.#at;
    this.#at += size;
    return at;
  }

  #varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.uint8();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }
}
