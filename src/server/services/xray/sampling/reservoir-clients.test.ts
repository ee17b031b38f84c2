import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fairShares, ReservoirClients } from './reservoir-clients.ts';

describe('the parts of a reservoir', () => {
  it('give the modest what they need and the others the rest', () => {
    expect(Object.fromEntries(fairShares(new Map(Object.entries({ a: 1, b: 2, c: 100 })), 10))).toEqual({ a: 1, b: 2, c: 7 });
  });

  it('spread what nobody needs', () => {
    expect(Object.fromEntries(fairShares(new Map(Object.entries({ a: 1, b: 0 })), 9))).toEqual({ a: 5, b: 4 });
  });

  it('add up to the reservoir, whatever is needed', () => {
    const demands = fc.dictionary(fc.string({ minLength: 1, maxLength: 4 }), fc.double({ min: 0, max: 50, noNaN: true }));
    fc.assert(
      fc.property(demands, fc.nat(100), (needed, size) => {
        const shares = [...fairShares(new Map(Object.entries(needed)), size).values()];
        expect(shares.every((share) => share >= 0)).toBe(true);
        if (shares.length > 0) expect(shares.reduce((sum, share) => sum + share, 0)).toBe(size);
      }),
    );
  });
});

describe('quotas', () => {
  it('of all clients together never exceed the reservoir, in any order of reports', () => {
    const report = fc.record({
      client: fc.constantFrom('a', 'b', 'c', 'd'),
      demand: fc.nat(20),
      waits: fc.nat(20_000),
      inside: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(report), fc.nat(10), (reports, size) => {
        const clients = new ReservoirClients();
        const held = new Map<string, { quota: number; seen: number }>();
        let now = 0;
        for (const { client, demand, waits, inside } of reports) {
          now += waits;
          const quota = inside
            ? clients.lease('rule', client, size, demand, now)
            : clients.report('rule', client, size, demand, now);
          held.set(client, { quota: quota ?? 0, seen: now });
          const current = [...held.values()].filter(({ seen }) => now - seen <= 30_000);
          expect(current.reduce((sum, one) => sum + one.quota, 0)).toBeLessThanOrEqual(size);
        }
      }),
    );
  });
});
