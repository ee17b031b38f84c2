import { expect, test } from 'vitest';
import { plainType } from './migrations.ts';

test('a type is what stands before DEFAULT, CODEC and the like', () => {
  expect(plainType('String CODEC(ZSTD(1))')).toBe('String');
  expect(plainType("DateTime64(3, 'UTC') DEFAULT now64()")).toBe("DateTime64(3, 'UTC')");
  expect(plainType("Enum8('default' = 1)")).toBe("Enum8('default' = 1)");
  expect(plainType('Map(LowCardinality(String), String)')).toBe('Map(LowCardinality(String), String)');
});
