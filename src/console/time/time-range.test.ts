import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeRange, maxWindowSeconds, rangeFromSearch, rangeToSearch, resolveRange } from './time-range.ts';

test('what the address says is what is shown, and the other way round', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 360 }), (minutes) => {
      expect(rangeFromSearch(rangeToSearch({ kind: 'relative', minutes }))).toEqual({ kind: 'relative', minutes });
    }),
  );
  const absolute = { kind: 'absolute', from: new Date(1_700_000_000_000), to: new Date(1_700_000_900_000) } as const;
  expect(rangeFromSearch(rangeToSearch(absolute))).toEqual(absolute);
});

test.each([
  {},
  { range: 'PT' },
  { range: 'P1D' },
  { range: 'PT99H' },
  { from: 'x', to: 'y' },
  { from: '2026-01-02', to: '2026-01-01' },
])('%o is not a range, so the last 15 minutes are shown', (search) =>
  expect(rangeFromSearch(search)).toEqual({ kind: 'relative', minutes: 15 }),
);

test('a window holds this very moment and is never longer than X-Ray takes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 360 }), fc.integer({ min: 0, max: 4e12 }), (minutes, now) => {
      const { StartTime, EndTime } = resolveRange({ kind: 'relative', minutes }, new Date(now));
      expect(EndTime).toBeGreaterThan(now / 1000);
      expect(EndTime - StartTime).toBeLessThanOrEqual(maxWindowSeconds);
    }),
  );
});

test('ranges are said in words', () => {
  expect([15, 60, 180].map((minutes) => describeRange({ kind: 'relative', minutes }))).toEqual([
    'the last 15 minutes',
    'the last hour',
    'the last 3 hours',
  ]);
});
