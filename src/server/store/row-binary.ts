/**
 * Encodes rows in ClickHouse's RowBinary, the format in which rows stand in the write-ahead log and go into the database.
 *
 * Who calls it: every service that fills a `LogTable`; one value after another, in the order of the table's columns.
 * Format: https://clickhouse.com/docs/interfaces/formats/RowBinary. `LowCardinality(T)` is written as `T`, `Enum8` as its number
 * (`uint8`), `Bool` as 0 or 1 (`bool`), `Date` as days (`uint16`), `DateTime` as seconds (`uint32`).
 *
 * Values are range-checked: a number that a column cannot hold would be stored as another one, or break every row behind it.
 */
export class RowBinaryWriter {
  readonly #capacity: number;
  #bytes: Buffer;
  /** Of the same bytes: unlike Buffer's own methods, its setters are single instructions once a function is hot. */
  #view: DataView;
  #length = 0;

  /** @param capacity bytes to reserve at a time; several `take`s share them, and more than fits doubles them. */
  constructor(capacity = 4096) {
    this.#capacity = capacity;
    this.#bytes = Buffer.allocUnsafe(capacity);
    this.#view = viewOf(this.#bytes);
  }

  /** Bytes written since the last `take`. */
  get length(): number {
    return this.#length;
  }

  /** UTF-8, with its length in front. Lone surrogates become U+FFFD, as everywhere in Node. */
  string(value: string): this {
    if (value.length < 43) return this.#short(value);
    const size = Buffer.byteLength(value, 'utf8');
    this.#varint(size);
    this.#reserve(size);
    // As many bytes as units is ASCII, which is copied rather than converted.
    this.#length += this.#bytes.write(value, this.#length, size === value.length ? 'latin1' : 'utf8');
    return this;
  }

  /** A UTF-16 unit takes at most three bytes of UTF-8, so the length fits one byte. Most are ASCII, for which a call into C++ costs more than the loop. */
  #short(value: string): this {
    const { length } = value;
    this.#reserve(1 + 3 * length);
    const bytes = this.#bytes;
    const start = this.#length + 1;
    let size = 0;
    for (; size < length; size++) {
      const code = value.charCodeAt(size);
      if (code > 127) break;
      bytes[start + size] = code;
    }
    if (size < length) size = bytes.write(value, start, 'utf8');
    bytes[start - 1] = size;
    this.#length = start + size;
    return this;
  }

  /** Any bytes as a `String`. */
  bytes(value: Uint8Array): this {
    this.#varint(value.length);
    return this.raw(value);
  }

  /**
   * `FixedString(size)`; text is UTF-8, shorter values are padded with zero bytes.
   * @throws RangeError when the value is longer.
   */
  fixedString(value: string | Uint8Array, size: number): this {
    const source = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
    if (source.length > size) throw new RangeError(`${source.length} bytes do not fit FixedString(${size}).`);
    this.#reserve(size);
    this.#bytes.set(source, this.#length);
    this.#bytes.fill(0, this.#length + source.length, this.#length + size);
    this.#length += size;
    return this;
  }

  bool(value: boolean): this {
    return this.uint8(value ? 1 : 0);
  }

  uint8(value: number): this {
    requireRange(value, 0, 0xff);
    this.#reserve(1);
    this.#view.setUint8(this.#length, value);
    this.#length += 1;
    return this;
  }

  uint16(value: number): this {
    requireRange(value, 0, 0xffff);
    this.#reserve(2);
    this.#view.setUint16(this.#length, value, true);
    this.#length += 2;
    return this;
  }

  uint32(value: number): this {
    requireRange(value, 0, 0xffff_ffff);
    this.#reserve(4);
    this.#view.setUint32(this.#length, value, true);
    this.#length += 4;
    return this;
  }

  /** @param value an integer; numbers only up to 2^53-1, beyond that a bigint. */
  uint64(value: number | bigint): this {
    this.#reserve(8);
    if (isExact(value) && value >= 0) this.#halves(value);
    else this.#length = this.#bytes.writeBigUInt64LE(exact(value), this.#length);
    return this;
  }

  int32(value: number): this {
    requireRange(value, -0x8000_0000, 0x7fff_ffff);
    this.#reserve(4);
    this.#view.setInt32(this.#length, value, true);
    this.#length += 4;
    return this;
  }

  int64(value: number | bigint): this {
    this.#reserve(8);
    if (isExact(value) && value >= 0) this.#halves(value);
    else this.#length = this.#bytes.writeBigInt64LE(exact(value), this.#length);
    return this;
  }

  float32(value: number): this {
    this.#reserve(4);
    this.#view.setFloat32(this.#length, value, true);
    this.#length += 4;
    return this;
  }

  float64(value: number): this {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
    return this;
  }

  /**
   * `DateTime64(P)`: ticks of 10^-P seconds since the epoch, so milliseconds for `DateTime64(3)`, microseconds for
   * `DateTime64(6)`. Whole numbers only.
   */
  dateTime64(ticks: number | bigint): this {
    return this.int64(ticks);
  }

  /** The bytes that hex digits stand for; the caller has checked that they are hex, and an even number. */
  hex(digits: string, from = 0, to = digits.length): this {
    this.#reserve((to - from) >> 1);
    for (let index = from; index < to; index += 2) {
      this.#bytes[this.#length++] = (nibble(digits.charCodeAt(index)) << 4) | nibble(digits.charCodeAt(index + 1));
    }
    return this;
  }

  /** So many zero bytes. */
  zeros(count: number): this {
    this.#reserve(count);
    for (const end = this.#length + count; this.#length < end; this.#length++) this.#bytes[this.#length] = 0;
    return this;
  }

  /** `Array(T)`: `write` is called for each element. */
  array<Element>(values: readonly Element[], write: (writer: this, value: Element) => void): this {
    this.#varint(values.length);
    for (const value of values) write(this, value);
    return this;
  }

  /** `Map(K, V)` of text: pairs in the order given. */
  stringMap(entries: Iterable<readonly [string, string]>): this {
    const pairs = [...entries];
    this.#varint(pairs.length);
    for (const [key, value] of pairs) this.string(key).string(value);
    return this;
  }

  /** `Nullable(T)`: a mark, and the value when there is one. */
  nullable<Value>(value: Value | undefined | null, write: (writer: this, value: Value) => void): this {
    if (value === undefined || value === null) return this.uint8(1);
    this.uint8(0);
    write(this, value);
    return this;
  }

  /** Bytes that are RowBinary already. */
  raw(value: Uint8Array): this {
    const { length } = value;
    this.#reserve(length);
    if (length > 64) this.#bytes.set(value, this.#length);
    else for (let index = 0; index < length; index++) this.#bytes[this.#length + index] = value[index] ?? 0;
    this.#length += length;
    return this;
  }

  /** The rows written since the last call; the writer starts again and never touches the returned bytes. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = this.#bytes.subarray(this.#length);
    this.#view = viewOf(this.#bytes);
    this.#length = 0;
    return taken;
  }

  /** Unsigned LEB128, the length in front of strings and arrays. */
  #varint(value: number): void {
    this.#reserve(5);
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
  }

  #reserve(size: number): void {
    const needed = this.#length + size;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#capacity, 2 * needed));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
    this.#view = viewOf(grown);
  }

  /** 64 bits without a BigInt. */
  #halves(value: number): void {
    this.#view.setUint32(this.#length, value % 0x1_0000_0000, true);
    this.#view.setUint32(this.#length + 4, Math.floor(value / 0x1_0000_0000), true);
    this.#length += 8;
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}

function requireRange(value: number, least: number, most: number): void {
  if (!(value >= least && value <= most)) throw new RangeError(`${value} is not from ${least} to ${most}.`);
}

/** Digits are 0x30-0x39; letters of either case have bit 6 set and their value in the low bits, less nine. */
function nibble(code: number): number {
  return (code & 0x0f) + (code & 0x40 ? 9 : 0);
}

function isExact(value: number | bigint): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

function exact(value: number | bigint): bigint {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new RangeError(`${value} is not an exact integer.`);
  return BigInt(value);
}
