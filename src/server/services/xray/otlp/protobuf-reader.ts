/**
 * Reads protobuf's wire format from bytes: tags, varints, fixed numbers, length-delimited fields. It allocates nothing by itself.
 *
 * Who calls it: `decode-protobuf.ts`. Specification: protobuf.dev/programming-guides/encoding. Why there is no library: ADR 15.
 */
import { MalformedRequest } from './span.ts';

export const WireType = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** Attributes have the same few keys: each is made once. A power of two. */
const KEPT_KEYS = 4096;
const LONGEST_KEPT_KEY = 64;
const keptKeys: ({ readonly text: string; readonly bytes: Uint8Array } | undefined)[] = new Array(KEPT_KEYS);

/** Longer text is decoded by the runtime, which is faster from here on. */
const SHORT = 24;
const TWO_32 = 2 ** 32;

export class ProtobufReader {
  readonly #bytes: Buffer;
  readonly #view: DataView;
  /** Of the next byte. */
  position = 0;
  /** Of the message that is read; a caller narrows it for a nested one. */
  end: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.end = bytes.byteLength;
  }

  /** A field's number and wire type, as protobuf packs them: `number << 3 | type`. 0 at the end of the message. */
  tag(): number {
    return this.position < this.end ? this.uint32() : 0;
  }

  /** The low 32 bits of a varint, unsigned. */
  uint32(): number {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.#byte();
      if (shift < 32) value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw new MalformedRequest('a varint has more than ten bytes');
  }

  /** A signed 64-bit varint: a number, or its digits where a double could not hold them. */
  int64(): number | string {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.#byte();
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high = bits >>> 4;
      } else high |= bits << (shift - 32);
      if (byte < 0x80) {
        const value = (high | 0) * TWO_32 + (low >>> 0);
        return Number.isSafeInteger(value) ? value : ((BigInt(high | 0) << 32n) | BigInt(low >>> 0)).toString();
      }
    }
    throw new MalformedRequest('a varint has more than ten bytes');
  }

  fixed32(): number {
    const at = this.#take(4);
    return this.#view.getUint32(at, true);
  }

  /** An unsigned 64-bit time in nanoseconds, as seconds of microseconds. */
  seconds(): number {
    const at = this.#take(8);
    const nanoseconds = this.#view.getUint32(at + 4, true) * TWO_32 + this.#view.getUint32(at, true);
    return Math.round(nanoseconds / 1000) / 1e6;
  }

  double(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  /** Enters a length-delimited field. @returns the end of the message around it, to be given to `leave`. */
  enter(): number {
    const around = this.end;
    const length = this.uint32();
    if (length > around - this.position) throw new MalformedRequest('a field is longer than what is around it');
    this.end = this.position + length;
    return around;
  }

  leave(around: number): void {
    this.position = this.end;
    this.end = around;
  }

  text(): string {
    const length = this.uint32();
    const from = this.#take(length);
    const bytes = this.#bytes;
    if (length > SHORT) return bytes.toString('utf8', from, from + length);
    let text = '';
    for (let at = from; at < from + length; at++) {
      const code = bytes[at] as number;
      if (code >= 0x80) return bytes.toString('utf8', from, from + length);
      text += String.fromCharCode(code);
    }
    return text;
  }

  /** Text that comes again and again. */
  key(): string {
    const length = this.uint32();
    const from = this.#take(length);
    const bytes = this.#bytes;
    if (length > LONGEST_KEPT_KEY) return bytes.toString('utf8', from, from + length);
    let hash = length;
    for (let at = from; at < from + length; at++) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
    const slot = (hash ^ (hash >>> 15)) & (KEPT_KEYS - 1);
    const kept = keptKeys[slot];
    if (kept !== undefined && isAt(kept.bytes, bytes, from, length)) return kept.text;
    const text = bytes.toString('utf8', from, from + length);
    keptKeys[slot] = { text, bytes: Uint8Array.prototype.slice.call(bytes, from, from + length) };
    return text;
  }

  hex(): string {
    const length = this.uint32();
    const from = this.#take(length);
    return this.#bytes.toString('hex', from, from + length);
  }

  base64(): string {
    const length = this.uint32();
    const from = this.#take(length);
    return this.#bytes.toString('base64', from, from + length);
  }

  /** Passes over a field that is not known here, as protobuf demands. */
  skip(tag: number): void {
    switch (tag & 7) {
      case WireType.varint:
        this.uint32();
        return;
      case WireType.fixed64:
        this.#take(8);
        return;
      case WireType.bytes:
        this.#take(this.uint32());
        return;
      case WireType.fixed32:
        this.#take(4);
        return;
      default:
        throw new MalformedRequest(`field ${tag >>> 3} has wire type ${tag & 7}, which OTLP does not use`);
    }
  }

  #byte(): number {
    if (this.position >= this.end) throw new MalformedRequest('the message ends inside a field');
    return this.#bytes[this.position++] as number;
  }

  /** @returns where the bytes are that it goes past. */
  #take(length: number): number {
    const from = this.position;
    if (length > this.end - from) throw new MalformedRequest('the message ends inside a field');
    this.position = from + length;
    return from;
  }
}

function isAt(kept: Uint8Array, bytes: Uint8Array, from: number, length: number): boolean {
  if (kept.length !== length) return false;
  for (let at = 0; at < length; at++) if (kept[at] !== bytes[from + at]) return false;
  return true;
}
