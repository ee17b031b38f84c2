import { describe, expect, it } from 'vitest';
import { createSampler } from './sampler.ts';

describe('sampling of a stage', () => {
  it('takes the first request of each second', () => {
    const sample = createSampler(() => 0.99);
    expect([1000, 1001, 1999, 2000, 2001, 5000].map((now) => sample('a', now))).toEqual([true, false, false, true, false, true]);
  });

  it('takes five percent of the others', () => {
    const throws = [0.049, 0.05, 0];
    const sample = createSampler(() => throws.shift() ?? 1);
    sample('a', 0);
    expect([sample('a', 1), sample('a', 2), sample('a', 3)]).toEqual([true, false, true]);
  });

  it('counts every stage by itself', () => {
    const sample = createSampler(() => 1);
    expect([sample('a', 0), sample('b', 0), sample('a', 1)]).toEqual([true, true, false]);
  });
});
