import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createArrivals, eventIdOf, latestTimestamp, placeOfEventId } from './event-id.ts';

const place = fc.record({
  timestamp: fc.maxSafeNat().map((value) => value % (latestTimestamp + 1)),
  ingested: fc.maxSafeNat().map((value) => value % 2 ** 48),
  sequence: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
});

describe('an event id', () => {
  it('has 56 digits and leads back to its event', () => {
    fc.assert(
      fc.property(place, (given) => {
        const id = eventIdOf(given);
        expect(id).toMatch(/^\d{56}$/);
        expect(placeOfEventId(id)).toEqual(given);
      }),
    );
  });

  it('sorts as text as events do', () => {
    const key = ({ timestamp, ingested, sequence }: { timestamp: number; ingested: number; sequence: bigint }) =>
      [timestamp, ingested, sequence] as const;
    const less = (a: readonly (number | bigint)[], b: readonly (number | bigint)[]) => {
      const at = a.findIndex((value, index) => value !== b[index]);
      return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
    };
    fc.assert(fc.property(place, place, (a, b) => eventIdOf(a) < eventIdOf(b) === less(key(a), key(b))));
  });

  it.each(['', '12', 'x'.repeat(56), '9'.repeat(56)])('is not %j', (id) => {
    expect(placeOfEventId(id)).toBeUndefined();
  });
});

describe('arrivals', () => {
  it('never go back and never repeat, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { minLength: 1 }), (clock) => {
        const times = [...clock];
        const arrivals = createArrivals(7, () => times.shift() ?? 0);
        const ids = clock.map(() => eventIdOf({ timestamp: 0, ...arrivals.next() }));
        expect(ids.toSorted()).toEqual(ids);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('of two servers in the same millisecond differ', () => {
    const [a, b] = [1, 2].map((nonce) => createArrivals(nonce, () => 5).next());
    expect(a).not.toEqual(b);
  });
});
