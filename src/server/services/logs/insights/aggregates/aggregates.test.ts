import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DistinctCount } from './distinct-count.ts';
import { Quantiles } from './quantiles.ts';

describe('percentiles', () => {
  it('are exact while there are few values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1, maxLength: 200 }),
        fc.integer({ min: 0, max: 100 }),
        (values, percent) => {
          const quantiles = new Quantiles();
          for (const value of values) quantiles.add(value);
          const sorted = values.toSorted((a, b) => a - b);
          expect(quantiles.at(percent / 100)).toBe(sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]);
        },
      ),
    );
  });

  it('are near when there are many, negative ones and zeros among them', () => {
    const quantiles = new Quantiles();
    const values = Array.from({ length: 50_001 }, (_, place) => (((place * 7919) % 50_001) - 25_000) / 10);
    for (const value of values) quantiles.add(value);
    const sorted = values.toSorted((a, b) => a - b);
    for (const share of [0, 0.01, 0.25, 0.49, 0.75, 0.99, 1]) {
      const exact = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
      expect(Math.abs((quantiles.at(share) ?? 0) - exact)).toBeLessThanOrEqual(Math.abs(exact) * 0.006 + 0.2);
    }
    expect(new Quantiles().at(0.5)).toBeUndefined();
  });
});

describe('distinct counts', () => {
  it('are exact for thousands, and near for hundreds of thousands', () => {
    const count = new DistinctCount();
    for (let place = 0; place < 4000; place++) for (let twice = 0; twice < 2; twice++) count.add(`key ${place}`);
    expect(count.result()).toBe(4000);
    for (let place = 4000; place < 200_000; place++) count.add(`key ${place}`);
    expect(Math.abs(count.result() - 200_000)).toBeLessThan(6_000);
  });
});
