import { expect, test } from 'vitest';
import { insertFromFile } from './insert-statement.ts';

test('rows for a table are read from the file', () => {
  expect(insertFromFile('INSERT INTO t (a, b) FORMAT JSONEachRow', '/s/f')).toBe(
    "INSERT INTO t (a, b) FROM INFILE '/s/f' FORMAT JSONEachRow",
  );
});

test('settings stay behind the file', () => {
  expect(insertFromFile('INSERT INTO t SETTINGS async_insert=0 FORMAT RowBinary\n', '/s/f')).toBe(
    "INSERT INTO t FROM INFILE '/s/f' SETTINGS async_insert=0 FORMAT RowBinary",
  );
});

test('input() becomes file() with the same structure, quotes and all', () => {
  expect(insertFromFile(`INSERT INTO t SELECT *, 1 FROM input('a Enum8(\\'x\\' = 1), b String') FORMAT RowBinary`, "/it's")).toBe(
    `INSERT INTO t SELECT *, 1 FROM file('/it\\'s', 'RowBinary', 'a Enum8(\\'x\\' = 1), b String')`,
  );
});

test('an INSERT that brings no data is left alone', () => {
  expect(insertFromFile('INSERT INTO t SELECT 1', '/s/f')).toBeUndefined();
  expect(insertFromFile('INSERT INTO t VALUES (1)', '/s/f')).toBeUndefined();
});
