import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventSize } from './event-table.ts';
import { storable } from './log-sink.ts';

describe('a line of output', () => {
  it('is one event', () => {
    expect(storable({ timestamp: 1.9, message: 'x\n' })).toEqual([{ timestamp: 1, message: 'x\n' }]);
    expect(storable({ timestamp: 1, message: '' })).toEqual([]);
  });

  it('longer than an event may be becomes several, and loses nothing', () => {
    const piece = fc.constantFrom('a', 'é', '€', '\u{1f600}', '\n');
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 7 }), fc.integer({ min: 1, max: 300_000 }), (parts, times) => {
        const message = parts.join('').repeat(times);
        const events = storable({ timestamp: 1, message });
        expect(events.map((event) => event.message).join('')).toBe(message);
        expect(Math.max(...events.map((event) => eventSize(event.message)))).toBeLessThanOrEqual(1_048_576);
      }),
      { numRuns: 20 },
    );
  });
});
