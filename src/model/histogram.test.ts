import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Histogram } from './histogram.ts';

const time = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 2 ** 40 }));
const times = fc.array(time, { maxLength: 40 });

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

  it('has an entry for each time, in order', () => {
    fc.assert(
      fc.property(times, (milliseconds) => {
        const counts = new Map<number, number>();
        for (const one of milliseconds) counts.set(one, (counts.get(one) ?? 0) + 1);
        const expected = [...counts].sort(([left], [right]) => left - right);
        expect(histogram(milliseconds).entries()).toEqual(expected.map(([one, Count]) => ({ Value: one / 1000, Count })));
      }),
    );
  });

  it('keeps the number of times when neighbours are merged', () => {
    const many = histogram(Array.from({ length: 5000 }, (_, n) => (n * 7919) % 3001));
    expect(many.entries().length).toBeLessThan(400);
    expect(many.entries().reduce((sum, { Count }) => sum + Count, 0)).toBe(5000);
  });
});
