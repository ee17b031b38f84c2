import { expect, test } from 'vitest';
import { lambdaTime, orderOf, sortFunctions } from './sort-functions.ts';

test('functions are ordered by a column, equal ones by name', () => {
  const rows = [
    { FunctionName: 'b', MemorySize: 128, TracingConfig: { Mode: 'Active' } },
    { FunctionName: 'c', MemorySize: 512 },
    { FunctionName: 'a', MemorySize: 128 },
  ];
  const names = (sorted: readonly { FunctionName?: string | undefined }[]) => sorted.map(({ FunctionName }) => FunctionName);
  expect(names(sortFunctions(rows, 'MemorySize', true))).toEqual(['c', 'a', 'b']);
  expect(names(sortFunctions(rows, 'tracing', false))).toEqual(['b', 'a', 'c']);
});

test('Lambda’s time is read with its offset', () => {
  expect(lambdaTime('2026-01-01T01:00:00.500+0100')).toBe(1767225600.5);
  expect(lambdaTime('soon')).toBeUndefined();
});

test('an address orders the list; one that names no column shows the newest first', () => {
  expect(orderOf('MemorySize')).toEqual({ column: 'MemorySize', descending: false });
  for (const sort of [undefined, '-LastModified', 'toString', '-'])
    expect(orderOf(sort)).toEqual({ column: 'LastModified', descending: true });
});
