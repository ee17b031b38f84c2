import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeRecords, encodeRecord, magic } from './record.ts';

const tableRows = fc.dictionary(
  fc.constantFrom('document', 'observation', 'item'),
  fc.uint8Array({ minLength: 1, maxLength: 60 }),
  {
    minKeys: 1,
  },
);

function fileOf(records: readonly Record<string, Uint8Array>[]): { bytes: Buffer; ends: number[] } {
  const ends = [magic.length];
  const parts: Uint8Array[] = [magic];
  for (const rows of records) {
    const encoded = encodeRecord(rows);
    parts.push(...(encoded?.buffers ?? []));
    ends.push((ends.at(-1) ?? 0) + (encoded?.length ?? 0));
  }
  return { bytes: Buffer.concat(parts), ends };
}

test('what was written is read back, table by table, in order', () => {
  fc.assert(
    fc.property(fc.array(tableRows), (records) => {
      const decoded = decodeRecords(fileOf(records).bytes);
      expect(decoded.records).toBe(records.length);
      for (const table of ['document', 'observation', 'item']) {
        const written = records.flatMap((rows) => (rows[table] === undefined ? [] : [rows[table]]));
        expect(Buffer.concat(decoded.rows.get(table) ?? [])).toEqual(Buffer.concat(written));
      }
    }),
  );
});

test('a file that ends anywhere gives exactly the records that are whole', () => {
  fc.assert(
    fc.property(fc.array(tableRows, { minLength: 1 }), fc.nat(), (records, cut) => {
      const { bytes, ends } = fileOf(records);
      const length = magic.length + (cut % (bytes.length - magic.length));
      const whole = ends.filter((end) => end <= length).length - 1;
      const decoded = decodeRecords(bytes.subarray(0, length));
      expect(decoded.records).toBe(whole);
      expect(decoded.validLength).toBe(ends[whole]);
    }),
  );
});

test('a changed byte ends the file before its record', () => {
  fc.assert(
    fc.property(fc.array(tableRows, { minLength: 1 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (records, place, change) => {
      const { bytes, ends } = fileOf(records);
      const at = magic.length + (place % (bytes.length - magic.length));
      bytes[at] = (bytes[at] ?? 0) ^ change;
      expect(decodeRecords(bytes).records).toBe(ends.filter((end) => end <= at).length - 1);
    }),
  );
});

test('zero bytes behind the last record, as after a power cut, are no records', () => {
  const { bytes, ends } = fileOf([{ document: Buffer.from('row') }]);
  expect(decodeRecords(Buffer.concat([bytes, Buffer.alloc(4096)]))).toMatchObject({ records: 1, validLength: ends[1] });
});

test('a record without rows is none', () => {
  expect(encodeRecord({ document: new Uint8Array() })).toBeUndefined();
});
