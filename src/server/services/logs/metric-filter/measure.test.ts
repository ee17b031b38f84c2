import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from '../filter-pattern/parse.ts';
import { measure } from './measure.ts';
import type { Transformation } from './metric-filter.ts';

const at = 1_800_000_000_000;
const counted: Transformation = { metricName: 'm', metricNamespace: 'n', metricValue: '1' };
const of = (transformation: Transformation, pattern: string, ...events: [number, string][]) =>
  measure(
    transformation,
    parseFilterPattern(pattern),
    events.map(([timestamp, message]) => ({ timestamp, message })),
    -1,
  ).data;

describe('a metric filter', () => {
  it('gives its value once for every event that matches, by minute', () => {
    expect(of(counted, 'ERROR', [at, 'ERROR'], [at + 1, 'fine'], [at + 2, 'ERROR'], [at + 60_000, 'ERROR'])).toEqual([
      { name: 'm', dimensions: [], timestamp: at, unit: undefined, values: [1], counts: [2] },
      { name: 'm', dimensions: [], timestamp: at + 60_000, unit: undefined, values: [1], counts: [1] },
    ]);
  });

  it('takes values and dimensions from what the pattern names', () => {
    const latency: Transformation = { ...counted, metricValue: '$.ms', unit: 'Milliseconds', dimensions: { Path: '$.path' } };
    const data = of(
      latency,
      '{ $.ms = * }',
      [at, '{"ms":1.5,"path":"/a"}'],
      [at, '{"ms":2,"path":"/b"}'],
      [at, '{"ms":1.5,"path":"/a"}'],
      [at, '{"ms":3}'],
      [at, '{"ms":"slow","path":"/a"}'],
    );
    expect(data).toMatchObject([
      { dimensions: [['Path', '/a']], unit: 'Milliseconds', values: [1.5], counts: [2] },
      { dimensions: [['Path', '/b']], values: [2], counts: [1] },
    ]);
    expect(of({ ...counted, metricValue: '$size' }, '[ip, size > 5]', [at, 'a 7'], [at, 'b 3'])).toMatchObject([{ values: [7] }]);
  });

  it('gives the default for a minute in which nothing matched, once', () => {
    const silent: Transformation = { ...counted, defaultValue: 0 };
    const pattern = parseFilterPattern('ERROR');
    const first = measure(silent, pattern, [{ timestamp: at, message: 'fine' }], -1);
    expect(first.data).toMatchObject([{ values: [0], timestamp: at }]);
    const second = measure(silent, pattern, [{ timestamp: at + 5, message: 'fine' }], first.reported);
    expect(second.data).toEqual([]);
    expect(of(silent, 'ERROR', [at, 'fine'], [at, 'ERROR'])).toMatchObject([{ values: [1] }]);
  });
});
