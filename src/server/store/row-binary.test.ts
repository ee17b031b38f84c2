import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowBinaryWriter } from './row-binary.ts';

test('numbers are little-endian and of fixed width', () => {
  const writer = new RowBinaryWriter();
  writer.uint8(1).uint16(2).uint32(3).uint64(4).int64(-1).float64(1.5).dateTime64(5).bool(true);
  expect(writer.take().toString('hex')).toBe(
    ['01', '0200', '03000000', '0400000000000000', 'ffffffffffffffff', '000000000000f83f', '0500000000000000', '01'].join(''),
  );
});

test('a nullable value has a mark in front, arrays and maps their length', () => {
  const writer = new RowBinaryWriter();
  writer.nullable(undefined, (w, v: number) => w.uint8(v)).nullable(7, (w, v) => w.uint8(v));
  writer.array(['a', 'b'], (w, v) => w.string(v)).stringMap([['k', 'v']]);
  expect(writer.take().toString('hex')).toBe('01' + '0007' + '0201610162' + '01016b0176');
});

test('a fixed string is padded with zero bytes, and refused when it is too long', () => {
  const writer = new RowBinaryWriter();
  expect(writer.fixedString('ab', 4).take().toString('hex')).toBe('61620000');
  expect(() => writer.fixedString('abcde', 4)).toThrow(RangeError);
});

test('numbers that a column cannot hold are refused', () => {
  const writer = new RowBinaryWriter();
  expect(() => writer.uint8(256)).toThrow(RangeError);
  expect(() => writer.uint32(-1)).toThrow(RangeError);
  expect(() => writer.uint64(2 ** 53)).toThrow(RangeError);
  expect(() => writer.uint64(1.5)).toThrow(RangeError);
});

test('a string of any length and alphabet can be read back', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 400 })), (values) => {
      const writer = new RowBinaryWriter(1);
      for (const value of values) writer.string(value);
      expect(readStrings(writer.take())).toEqual(values.map((value) => Buffer.from(value).toString()));
    }),
  );
});

test('bytes that were taken are never overwritten by later rows', () => {
  const writer = new RowBinaryWriter(64);
  const first = writer.string('first').take();
  const copy = Buffer.from(first);
  for (let i = 0; i < 100; i++) writer.string('later').take();
  expect(first.equals(copy)).toBe(true);
});

test('64-bit integers and hex digits stand as ClickHouse has them', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.uint8Array({ maxLength: 40 }), (value, bytes) => {
      const expected = Buffer.alloc(8);
      expected.writeBigInt64LE(BigInt(value));
      const writer = new RowBinaryWriter(1).int64(value).hex(Buffer.from(bytes).toString('hex')).zeros(3);
      if (value >= 0) writer.uint64(value);
      expect(writer.take()).toEqual(Buffer.concat([expected, bytes, Buffer.alloc(3), value >= 0 ? expected : Buffer.alloc(0)]));
    }),
  );
  expect(new RowBinaryWriter().uint64(2n ** 64n - 1n).take()).toEqual(Buffer.alloc(8, 0xff));
  expect(new RowBinaryWriter().hex('1-0aFf', 2, 6).take()).toEqual(Buffer.from([0x0a, 0xff]));
  expect(() => new RowBinaryWriter().uint64(-1)).toThrow(RangeError);
});

function readStrings(bytes: Buffer): string[] {
  const values: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    let size = 0;
    let shift = 0;
    for (;;) {
      const byte = bytes.readUInt8(at++);
      size |= (byte & 127) << shift;
      shift += 7;
      if (byte < 128) break;
    }
    values.push(bytes.toString('utf8', at, at + size));
    at += size;
  }
  return values;
}
