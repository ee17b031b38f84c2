import { describe, expect, it } from 'vitest';
import { column, rowsOf } from './rows-of.ts';

const requests = [
  { level: 'INFO', ms: 10, path: '/a', user: { name: 'ann' }, tags: ['x', 'y'] },
  { level: 'ERROR', ms: 250.5, path: '/b', user: { name: 'bob' }, ok: false },
  { level: 'INFO', ms: '30', path: '/a', user: { name: 'ann' }, ok: true },
];

describe('columns', () => {
  it('are the time and the message when the query names none', () => {
    expect(rowsOf('filter level = "ERROR"', requests)).toEqual([
      { '@timestamp': '2026-01-31 11:59:59.000', '@message': JSON.stringify(requests[1]), '@ptr': 'pointer' },
    ]);
  });

  it('are the fields that it names, in their order, without those that an event lacks', () => {
    const rows = rowsOf('fields path, user.name as who, `tags`.1 | fields ms * 2 / 3 as part, ok, @logStream, @log', requests);
    expect(rows).toEqual([
      { path: '/a', who: 'ann', 'tags.1': 'y', part: '6.6667', '@logStream': 's', '@log': '123456789012:/g', '@ptr': 'pointer' },
      { path: '/b', who: 'bob', part: '167', ok: '0', '@logStream': 's', '@log': '123456789012:/g', '@ptr': 'pointer' },
      { path: '/a', who: 'ann', part: '20', ok: '1', '@logStream': 's', '@log': '123456789012:/g', '@ptr': 'pointer' },
    ]);
    expect(Object.keys(rows[0] ?? {}).slice(0, 3)).toEqual(['path', 'who', 'tags.1']);
  });

  it('are what display says, whatever was named before', () => {
    expect(
      rowsOf('fields @message, path | parse @message /"ms":(?<took>\\d+)/ | display took, path', requests.slice(0, 1)),
    ).toEqual([{ took: '10', path: '/a', '@ptr': 'pointer' }]);
  });

  it('go by what was written when they have no alias', () => {
    expect(rowsOf('stats count( * ), max(ms) + 1 by strlen(path)', requests)).toEqual([
      { 'strlen(path)': '2', 'count( * )': '3', 'max(ms) + 1': '251.5' },
    ]);
  });
});

describe('filter', () => {
  const paths = (condition: string) => column(rowsOf(`filter ${condition} | display ms`, requests), 'ms');

  it.each<[string, (string | undefined)[]]>([
    ['ms > 20', ['250.5', '30']],
    ['ms >= 10 and ms <= 30', ['10', '30']],
    ['level = "INFO" and (ms < 20 or ms > 200)', ['10']],
    ['not level = "INFO"', ['250.5']],
    ['level != "INFO"', ['250.5']],
    ['path in ["/b", "/c"]', ['250.5']],
    ['ms not in [10, 30]', ['250.5']],
    ['path like "b"', ['250.5']],
    ['level like /(?i)err/', ['250.5']],
    ['level =~ /^(?i)err/', ['250.5']],
    ['@message not like /ann/', ['250.5']],
    ['user.name like "an" || ok = false', ['10', '250.5', '30']],
    ['ok', ['30']],
    ['ok = 1', ['30']],
    ['ok = "false"', ['250.5']],
    ['ispresent(ok) and not ok', ['250.5']],
    ['nothing = 1', []],
    ['nothing != 1', ['10', '250.5', '30']],
    ['nothing < 1 or nothing >= 1', []],
    ['ms = "30"', ['30']],
    ['ms = 30.0', ['30']],
    ['-ms < -200', ['250.5']],
    ['tags.0 = "x"', ['10']],
    ["tags[0] = 'x'", ['10']],
    ['strcontains(path, "b")', ['250.5']],
    ['# a comment with | and "\n ms = 10 # and another\n', ['10']],
  ])('%s', (condition, expected) => {
    expect(paths(condition)).toEqual(expected);
  });
});

describe('fields of events', () => {
  const report =
    'REPORT RequestId: 8f5d3a1e-1111-4222-8333-944444444444\tDuration: 3.01 ms\tBilled Duration: 4 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\tInit Duration: 110.10 ms\t\nXRAY TraceId: 1-65f0a0b1-123456789012345678901234\tSegmentId: 0123456789abcdef\tSampled: true\t\n';

  it('are found in the lines of Lambda', () => {
    const query =
      'fields @type, @requestId, @duration, @billedDuration, @memorySize, @maxMemoryUsed, @initDuration, @xrayTraceId, @xraySegmentId';
    expect(rowsOf(query, [report])).toEqual([
      {
        '@type': 'REPORT',
        '@requestId': '8f5d3a1e-1111-4222-8333-944444444444',
        '@duration': '3.01',
        '@billedDuration': '4',
        '@memorySize': '128000000',
        '@maxMemoryUsed': '36000000',
        '@initDuration': '110.1',
        '@xrayTraceId': '1-65f0a0b1-123456789012345678901234',
        '@xraySegmentId': '0123456789abcdef',
        '@ptr': 'pointer',
      },
    ]);
  });

  it('answer the query of the guide on memory', () => {
    const query = `filter @type = "REPORT"
      | stats max(@memorySize / 1000 / 1000) as provisionedMemoryMB,
          max(@maxMemoryUsed / 1000 / 1000) as maxMemoryUsedMB,
          provisionedMemoryMB - maxMemoryUsedMB as overProvisionedMB`;
    expect(rowsOf(query, [report])).toEqual([{ provisionedMemoryMB: '128', maxMemoryUsedMB: '36', overProvisionedMB: '92' }]);
  });

  it('are found in the first JSON in a line', () => {
    const line = '2026-01-31T12:00:00.000Z\t8f5d3a1e-1111-4222-8333-944444444444\tINFO\t{"a":{"b}":"}","c":1}} {"a":2}';
    expect(rowsOf('fields @requestId, a.`b}`, a.c', [line])).toEqual([
      { '@requestId': '8f5d3a1e-1111-4222-8333-944444444444', 'a.b}': '}', 'a.c': '1', '@ptr': 'pointer' },
    ]);
    expect(rowsOf('fields a', ['{ not json', '{"a":1'])).toEqual([{ '@ptr': 'pointer' }, { '@ptr': 'pointer' }]);
  });

  it('may have dots and at signs in their names', () => {
    const event = { 'a.b': { c: 1 }, '@x': 2, '@message': 'inner', null: null };
    expect(rowsOf('fields a.b.c, @@x, @@message, ispresent(null) as there', [event])).toEqual([
      { 'a.b.c': '1', '@@x': '2', '@@message': 'inner', there: '0', '@ptr': 'pointer' },
    ]);
  });
});

describe('parse', () => {
  it('takes what stands for the wildcards', () => {
    const line = 'user=ann, method:GET, latency := 12';
    expect(
      rowsOf('parse @message "user=*, method:*, latency := *" as @user, @method, @latency | display @user, @method, @latency', [
        line,
        'something else',
      ]),
    ).toEqual([{ '@user': 'ann', '@method': 'GET', '@latency': '12', '@ptr': 'pointer' }, { '@ptr': 'pointer' }]);
  });

  it('takes the named groups of a regular expression, from any field', () => {
    expect(
      rowsOf('parse path /\\/(?<first>[a-z])\\/(?<id>\\d+)/ | stats sum(id) by first', [
        { path: '/a/1' },
        { path: '/a/2' },
        { path: '/b/3' },
      ]),
    ).toEqual([
      { first: 'a', 'sum(id)': '3' },
      { first: 'b', 'sum(id)': '3' },
    ]);
  });
});

describe('stats', () => {
  it('calculates', () => {
    const query = `stats count(*) as n, count(ok) as oks, sum(ms) as total, avg(ms) as mean, min(ms) as least, max(ms) as most,
      pct(ms, 50) as half, stddev(ms) as spread, count_distinct(path) as paths, earliest(ms) as first, latest(ms) as last,
      sortsFirst(level) as a, sortsLast(level) as z, sum(ms) / count(*) as share`;
    expect(rowsOf(query, requests)).toEqual([
      {
        ...{ n: '3', oks: '2', total: '290.5', mean: '96.8333', least: '10', most: '250.5', half: '30', spread: '133.4544' },
        ...{ paths: '2', first: '30', last: '10', a: 'ERROR', z: 'INFO', share: '96.8333' },
      },
    ]);
  });

  it('groups by fields and by time', () => {
    expect(rowsOf('stats count(*) as n by level, bin(1m) | sort n desc', requests)).toEqual([
      { level: 'INFO', 'bin(1m)': '2026-01-31 12:00:00.000', n: '1' },
      { level: 'ERROR', 'bin(1m)': '2026-01-31 11:59:00.000', n: '1' },
      { level: 'INFO', 'bin(1m)': '2026-01-31 11:59:00.000', n: '1' },
    ]);
  });

  it('has the names of time series, too', () => {
    expect(rowsOf('stats count_over_time(*) as n, sum_over_time(ms) as total by bin(1h)', requests)).toEqual([
      { 'bin(1h)': '2026-01-31 12:00:00.000', n: '1', total: '10' },
      { 'bin(1h)': '2026-01-31 11:00:00.000', n: '2', total: '280.5' },
    ]);
  });

  it('can be followed by another, and by what is made of it', () => {
    expect(
      rowsOf('stats sum(ms) as total by path | stats max(total) as most, count(*) as n | fields most * 2 as twice', requests),
    ).toEqual([{ most: '250.5', n: '2', twice: '501' }]);
    expect(rowsOf('stats count(*) by path | sort count(*) desc | limit 1', requests)).toEqual([{ path: '/a', 'count(*)': '2' }]);
  });

  it('gives times as epoch milliseconds, but bins as times', () => {
    expect(rowsOf('stats max(@timestamp) as last, earliest(@timestamp) as first', requests)).toEqual([
      { last: String(Date.UTC(2026, 0, 31, 12)), first: String(Date.UTC(2026, 0, 31, 11, 59, 58)) },
    ]);
  });

  it('fails with more groups than can be kept', () => {
    const messages = Array.from({ length: 100_001 }, (_, place) => String(place));
    expect(() => rowsOf('stats count(*) by @message', messages)).toThrow('stats has more than 100000 groups');
  });

  it('has no row when nothing matches', () => {
    expect(rowsOf('filter level = "FATAL" | stats count(*)', requests)).toEqual([]);
  });
});

describe('sort, dedup and limit', () => {
  it('sort by number or text, with what is missing last', () => {
    expect(column(rowsOf('sort ms desc | display ms', [...requests, {}]), 'ms')).toEqual(['250.5', '30', '10', undefined]);
    expect(column(rowsOf('sort path asc, ms asc | display ms', requests), 'ms')).toEqual(['10', '30', '250.5']);
    expect(column(rowsOf('sort @timestamp | display ms', requests), 'ms')).toEqual(['30', '250.5', '10']);
  });

  it('keep the first of equal rows', () => {
    expect(column(rowsOf('sort ms | dedup path', requests), '@message')).toEqual(
      [0, 1].map((place) => JSON.stringify(requests[place])),
    );
    expect(rowsOf('dedup nothing', requests)).toHaveLength(3);
  });

  it('limit what is shown', () => {
    expect(rowsOf('limit 2', requests)).toHaveLength(2);
    expect(rowsOf('fields ms', requests, 1)).toHaveLength(1);
    expect(column(rowsOf('sort ms desc | limit 1 | display ms', requests), 'ms')).toEqual(['250.5']);
    expect(rowsOf('limit any 1', requests)).toHaveLength(1);
  });

  it('sort more rows than they keep', () => {
    const many = Array.from({ length: 5000 }, (_, place) => ({ n: (place * 7919) % 5000 }));
    expect(column(rowsOf('sort n | limit 3 | display n', many), 'n')).toEqual(['0', '1', '2']);
  });
});
