import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSchedule } from './expression.ts';

const at = (text: string): number => Date.parse(text);
const next = (expression: string, after: string): string | undefined => {
  const found = parseSchedule(expression)?.next(at(after), at(after));
  return found === undefined ? undefined : new Date(found).toISOString();
};

describe('a rate', () => {
  it.each([
    ['rate(1 minute)', '2026-01-01T00:01:07.000Z'],
    ['rate(5 minutes)', '2026-01-01T00:05:07.000Z'],
    ['rate(1 hour)', '2026-01-01T01:00:07.000Z'],
    ['rate(7 days)', '2026-01-08T00:00:07.000Z'],
  ])('%s comes first one period after the rule was made', (expression, first) => {
    expect(next(expression, '2026-01-01T00:00:07Z')).toBe(first);
  });

  it('keeps its beat, however long nobody looked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 1e12 }), fc.nat(1e9), (count, anchor, passed) => {
        const period = count * 60_000;
        const found = parseSchedule(`rate(${count} minute${count === 1 ? '' : 's'})`)?.next(anchor, anchor + passed) ?? 0;
        expect((found - anchor) % period).toBe(0);
        expect(found).toBeGreaterThan(anchor + passed);
        expect(found - anchor - passed).toBeLessThanOrEqual(period);
      }),
    );
  });

  it.each([
    'rate(10 seconds)',
    'rate(1 minutes)',
    'rate(10 minute)',
    'rate()',
    'rate(10)',
    'rate(10 minutess)',
    'rate(x minutes)',
    'rate(0 minutes)',
    'rate(-10 minutes)',
    'rate(10 MINUTES)',
    'rate( 10 minutes )',
    ' rate(10 minutes)',
    '',
  ])('"%s" is none', (expression) => {
    expect(parseSchedule(expression)).toBeUndefined();
  });
});

describe('a cron expression', () => {
  it.each([
    ['cron(0 12 * * ? *)', '2026-03-01T12:00:00Z', '2026-03-02T12:00:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-03-01T12:01:30Z', '2026-03-01T12:15:00.000Z'],
    ['cron(5,35 14 * * ? *)', '2026-03-01T14:05:00Z', '2026-03-01T14:35:00.000Z'],
    ['cron(0 18 ? * MON-FRI *)', '2026-03-06T18:00:00Z', '2026-03-09T18:00:00.000Z'],
    ['cron(0 0 ? * FRI-MON *)', '2026-03-02T00:00:00Z', '2026-03-06T00:00:00.000Z'],
    ['cron(0 8 1 * ? *)', '2026-12-01T08:00:00Z', '2027-01-01T08:00:00.000Z'],
    ['cron(0 8 31 * ? *)', '2026-01-31T08:00:00Z', '2026-03-31T08:00:00.000Z'],
    ['cron(0 0 L * ? *)', '2028-02-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['cron(0 0 L-3 * ? *)', '2026-02-01T00:00:00Z', '2026-02-25T00:00:00.000Z'],
    ['cron(0 0 15W * ? *)', '2026-08-01T00:00:00Z', '2026-08-14T00:00:00.000Z'],
    ['cron(0 0 1W * ? *)', '2026-08-01T00:00:00Z', '2026-08-03T00:00:00.000Z'],
    ['cron(0 0 LW * ? *)', '2026-05-01T00:00:00Z', '2026-05-29T00:00:00.000Z'],
    ['cron(15 10 ? * 6L 2026-2028)', '2026-01-01T00:00:00Z', '2026-01-30T10:15:00.000Z'],
    ['cron(0 2 ? * SAT#3 *)', '2026-01-01T00:00:00Z', '2026-01-17T02:00:00.000Z'],
    ['cron(0/5 5 ? JAN 1-5 2022)', '2021-12-30T00:00:00Z', '2022-01-02T05:00:00.000Z'],
    ['cron(0 0 29 2 ? *)', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('%s after %s is %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it('of years that are over never comes', () => {
    expect(next('cron(15 10 ? * 6L 2002-2005)', '2026-01-01T00:00:00Z')).toBeUndefined();
    expect(next('cron(0 0 30 2 ? *)', '2026-01-01T00:00:00Z')).toBeUndefined();
  });

  it('is always later, on a whole minute, and of its own hour', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 4e12 }),
        (m, h, after) => {
          const found = parseSchedule(`cron(${m} ${h} * * ? *)`)?.next(0, after) ?? 0;
          expect(found).toBeGreaterThan(after);
          expect(found - after).toBeLessThanOrEqual(86_400_000);
          expect([new Date(found).getUTCMinutes(), new Date(found).getUTCHours(), found % 60_000]).toEqual([m, h, 0]);
        },
      ),
    );
  });

  it.each([
    'cron(0 1 * * * *)',
    'cron(0 1 ? * ? *)',
    'cron(7 20 * * NOT *)',
    'cron(INVALID)',
    'cron(0 dummy ? * MON-FRI *)',
    'cron(71 8 1 * ? *)',
    'cron(0 8 1 13 ? *)',
    'cron(0 8 32 * ? *)',
    'cron(0 8 ? * MON#6 *)',
    'cron(0 8 1 * ?)',
    'cron(0/0 8 1 * ? *)',
    'cron(0 8 1 * ? 1969)',
  ])('%s is none', (expression) => {
    expect(parseSchedule(expression)).toBeUndefined();
  });
});
