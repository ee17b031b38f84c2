import { describe, expect, it } from 'vitest';
import { extractValues, fieldsOf, valueOfReference } from './extract.ts';
import { matchesFilterPattern } from './match.ts';
import { parseFilterPattern } from './parse.ts';

const line = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /apache_pb.gif HTTP/1.0" 200 1534';

describe('what a pattern takes out of an event', () => {
  it('is every field by its name, or by its place when it has none', () => {
    expect(extractValues(parseFilterPattern('[..., status_code = 200, size]'), line)).toEqual({
      $1: '127.0.0.1',
      $2: '-',
      $3: 'frank',
      $4: '10/Oct/2000:13:25:15 -0700',
      $5: 'GET /apache_pb.gif HTTP/1.0',
      $status_code: '200',
      $size: '1534',
    });
    const all = parseFilterPattern('[]');
    expect(matchesFilterPattern(all, line)).toBe(true);
    expect(extractValues(all, 'a b')).toEqual({ $1: 'a', $2: 'b' });
  });

  it('counts a field that the pattern leaves unnamed', () => {
    const pattern = parseFilterPattern('[..., request = *gif*, status = 2*,]');
    expect(matchesFilterPattern(pattern, line)).toBe(true);
    expect(extractValues(pattern, line)).toMatchObject({ $status: '200', $7: '1534' });
    expect(pattern.kind === 'fields' && fieldsOf(pattern, line).map(([name]) => name)).toEqual([
      '1',
      '2',
      '3',
      '4',
      'request',
      'status',
      '7',
    ]);
  });

  it('is every property that a JSON pattern asks for, when it is a scalar', () => {
    const pattern = parseFilterPattern('{ $.a.b = 1 || $.list[0].x = "y" && $.gone NOT EXISTS && $.o EXISTS }');
    expect(extractValues(pattern, '{"a":{"b":1},"list":[{"x":"y"}],"o":{}}')).toEqual({ '$.a.b': '1', '$.list[0].x': 'y' });
  });

  it('is nothing for words', () => {
    expect(extractValues(parseFilterPattern('frank'), line)).toEqual({});
  });
});

describe('a reference', () => {
  it('finds properties that the pattern does not ask for', () => {
    const pattern = parseFilterPattern('{ $.a EXISTS }');
    expect(valueOfReference(pattern, '{"a":1,"t":{"ms":2.5}}', '$.t.ms')).toBe('2.5');
    expect(valueOfReference(pattern, '{"a":1}', '$.t.ms')).toBeUndefined();
  });

  it('finds fields by name and by place', () => {
    const pattern = parseFilterPattern('[ip, ..., size]');
    expect(['$ip', '$size', '$3', '$nothing'].map((name) => valueOfReference(pattern, line, name))).toEqual([
      '127.0.0.1',
      '1534',
      'frank',
      undefined,
    ]);
  });
});
