/** Writes protobuf's wire format for tests of the reader: what no exporter would send, too. */

type Part = Uint8Array | number[];

export const join = (...parts: readonly Part[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part)));

export function varint(value: bigint | number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(rest)]);
}

export const tag = (field: number, type: number): Buffer => varint((field << 3) | type);
export const number = (field: number, value: bigint | number): Buffer => join(tag(field, 0), varint(value));
export const message = (field: number, ...parts: readonly Part[]): Buffer => {
  const content = join(...parts);
  return join(tag(field, 2), varint(content.length), content);
};
export const text = (field: number, value: string): Buffer => message(field, Buffer.from(value));

export function fixed64(field: number, value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return join(tag(field, 1), bytes);
}

export function double(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return join(tag(field, 1), bytes);
}

export function fixed32(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return join(tag(field, 5), bytes);
}

/** A KeyValue with an AnyValue of these bytes, as the given field. */
export const attribute = (field: number, key: string, value: Part): Buffer => message(field, text(1, key), message(2, value));

/** A whole request with one span of these bytes. */
export const requestWith = (...span: readonly Part[]): Buffer => message(1, message(2, message(2, ...span)));
