import { describe, expect, it } from 'vitest';
import { cutPage, PageFiller } from './event-page.ts';

const event = (size: number) => ({ timestamp: 0, ingested: 0, sequence: 0n, logStream: 's', message: '', size });

describe('a page of events', () => {
  it('ends at its limit', () => {
    const page = new PageFiller(2);
    expect([1, 1, 1].map((size) => page.add(event(size)))).toEqual([true, true, false]);
    expect(page.full).toBe(true);
  });

  it('ends before the event that would make it larger than a MiB, and takes no smaller one after it', () => {
    const page = new PageFiller(10);
    expect([600_000, 600_000, 1].map((size) => page.add(event(size)))).toEqual([true, false, false]);
    expect(page.full).toBe(true);
  });

  it('has one event at least, whatever its size', () => {
    expect(cutPage([event(5_000_000), event(1)], 10)).toHaveLength(1);
  });
});
