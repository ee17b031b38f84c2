import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Histogram } from './histogram.ts';

const times = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 30 });

function histogram(milliseconds: readonly number[]): Histogram {
  const made = new Histogram();
  for (const one of milliseconds) made.add(one);
  return made;
}

describe('a histogram', () => {
  it('is the same whether times are added one by one or in sums, and leaves what it adds as it is', () => {
    fc.assert(
      fc.property(fc.array(times, { maxLength: 5 }), fc.boolean(), (groups, early) => {
        const parts = groups.map(histogram);
        const sum = new Histogram();
        for (const [place, part] of parts.entries()) {
          sum.addAll(part);
          if (early && place % 2 === 0) expect(sum.entries()).toEqual(histogram(groups.slice(0, place + 1).flat()).entries());
        }
        expect(sum.entries()).toEqual(histogram(groups.flat()).entries());
        expect(parts.map((part) => part.entries())).toEqual(groups.map((group) => histogram(group).entries()));
      }),
    );
  });

  it('keeps the number of times when neighbours are merged', () => {
    const many = histogram(Array.from({ length: 5000 }, (_, n) => (n * 7919) % 3001));
    expect(many.entries().length).toBeLessThan(400);
    expect(many.entries().reduce((sum, { Count }) => sum + Count, 0)).toBe(5000);
  });
});
