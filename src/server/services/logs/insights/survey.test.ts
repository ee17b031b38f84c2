import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowsOf } from './survey.ts';

const column = fc.record({
  at: fc.integer({ min: 0, max: 500 }),
  records: fc.integer({ min: 1, max: 60_000 }),
  largest: fc.integer({ min: 27, max: 1024 * 1024 }),
});

describe('windows', () => {
  it('cover every event once, and none is more than fits into memory', () => {
    const columns = fc.uniqueArray(column, { selector: ({ at }) => at, minLength: 1, maxLength: 60 });
    const narrowed = fc.constantFrom(
      { texts: [], logStream: undefined, messages: true },
      { texts: [], logStream: undefined, messages: false },
      { texts: ['x'], logStream: undefined, messages: true },
    );
    fc.assert(
      fc.property(columns, narrowed, fc.integer({ min: 1, max: 1000 }), (given, reading, width) => {
        const sorted = given
          .toSorted((a, b) => b.at - a.at)
          .map((entry) => ({ ...entry, bytes: entry.records * Math.min(entry.largest, 300) }));
        const windows = windowsOf(sorted, width, reading);
        for (const { at } of sorted) {
          const holding = windows.filter(({ from, to }) => at * width >= from && (at + 1) * width <= to);
          expect(holding).toHaveLength(1);
        }
        for (const [place, { from, to, rows }] of windows.entries()) {
          expect(from).toBeLessThan(to);
          expect(to).toBeLessThanOrEqual(windows[place - 1]?.from ?? Number.POSITIVE_INFINITY);
          const within = sorted.filter(({ at }) => at * width >= from && at * width < to);
          const largest = Math.max(...within.map((entry) => entry.largest));
          const bytes = within.reduce((sum, entry) => sum + entry.bytes, 0);
          expect(rows).toBeGreaterThanOrEqual(1);
          if (reading.messages && rows > 1) expect(Math.min(bytes, rows * largest)).toBeLessThanOrEqual(32 * 1024 * 1024);
        }
      }),
    );
  });
});
