import { describe, expect, it } from 'vitest';
import { parsePattern } from './parse.ts';

const fault = (pattern: string): string => {
  try {
    parsePattern(pattern);
  } catch (error) {
    return (error as Error).message.replace('Event pattern is not valid. Reason: ', '');
  }
  return 'none';
};

/** What EventBridge says of a place in a pattern. */
const at = (pattern: string, column: number): string => `\n at [Source: (String)"${pattern}"; line: 1, column: ${column}]`;

describe('a pattern that is none', () => {
  it.each([
    ['["a"]', 'Filter is not an object', 2],
    ['{"source": "me"}', '"source" must be an object or an array', 13],
    ['{"n": 42}', '"n" must be an object or an array', 9],
    ['{"source": []}', 'Empty arrays are not allowed', 14],
    ['{"detail": {}}', 'Empty objects are not allowed', 14],
    ['{}', 'Empty objects are not allowed', 3],
    ['{"k": [{"EXISTS": true}]}', 'Unrecognized match type EXISTS', 23],
    ['{"k": [{"prefix": 1}]}', 'prefix match pattern must be a string', 20],
    ['{"k": [{"suffix": ["a"]}]}', 'suffix match pattern must be a string', 20],
    ['{"k": [{"cidr": 1}]}', 'prefix match pattern must be a string', 18],
    ['{"k": [{"exists": "yes"}]}', 'exists match pattern must be either true or false.', 20],
    ['{"k": [{"numeric": 1}]}', 'Value of numeric must be an array.', 21],
    ['{"k": [{"numeric": [">", "a"]}]}', 'Value of > must be numeric', 27],
    ['{"k": [{"numeric": ["!", 1]}]}', 'Unrecognized numeric range operator: !', 24],
    ['{"k": [{"numeric": [">", 1, ">", 2]}]}', 'Bad numeric range operator: >', 32],
    ['{"k": [{"numeric": [">", 2, "<", 1]}]}', 'Bottom must be less than top', 36],
    ['{"k": [{"anything-but": null}]}', 'Value of anything-but must be an array or single string/number value.', 29],
    ['{"k": [{"anything-but": {"cidr": "x"}}]}', 'Unsupported anything-but pattern: cidr', 35],
    ['{"k": [{"anything-but": {"prefix": ""}}]}', 'Null prefix/suffix not allowed', 38],
    ['{"k": [{"prefix": "a", "suffix": "b"}]}', 'Only one key allowed in match expression', 25],
    ['{"k": [{"wildcard": "a**"}]}', 'Consecutive wildcard characters at pos 2', 26],
    ['{"k": [["a"]]}', 'Match value must be String, number, true, false, or null', 9],
  ])('%s: %s', (pattern, reason, column) => {
    expect(fault(pattern)).toBe(reason + at(pattern, column));
  });

  it('names the place twice for a fault inside a list', () => {
    const pattern = '{"k": [{"anything-but": ["a", true]}]}';
    const reason = 'Inside anything but list, start|null|boolean is not supported.';
    expect(fault(pattern)).toBe(reason + at(pattern, 35) + at(pattern, 35));
  });

  it.each([
    ['10.0.0.0', "Malformed CIDR, one '/' required"],
    ['10.0.0.0/x', 'Malformed CIDR, mask bits must be an integer'],
    ['10.0/8', 'Nonstandard IP address: 10.0'],
    ['10.0.0.0/33', 'Malformed CIDR, mask bits must not exceed 32'],
  ])('cidr %s: %s', (cidr, reason) => {
    expect(fault(JSON.stringify({ k: [{ cidr }] }))).toBe(reason);
  });

  it('is told where its JSON breaks', () => {
    expect(fault("{'a': 1}")).toMatch(
      /^Unexpected character \('''.*was expecting double-quote to start field name\n.*column: 2\]$/,
    );
    expect(fault('nonsense')).toMatch(/^Unrecognized token 'nonsense': was expecting .*\n.*column: 9\]$/);
    expect(fault('{"a": ["b"')).toMatch(/^Unexpected end-of-input/);
  });

  it('is refused when its wildcards leave too much open', () => {
    expect(fault('{"k": [{"wildcard": "*:*:*:*:*:*:*"}]}')).toMatch(/^Rule is too complex/);
    expect(fault('{"k": [{"wildcard": "*/a/*/b/*"}]}')).toBe('none');
  });

  it('is refused when $or makes too many combinations', () => {
    const either = { $or: Array.from({ length: 32 }, (_, n) => ({ [`n${n}`]: ['x'] })) };
    expect(fault(JSON.stringify({ ...either, detail: either }))).toMatch(/more than 1000 combinations/);
  });
});

describe('$or', () => {
  it('makes alternatives', () => {
    expect(parsePattern('{"s":["x"],"$or":[{"a":["1"]},{"b":["2"],"c":["3"]}]}').map((tests) => [...tests.keys()])).toEqual([
      ['s', 'a'],
      ['s', 'b', 'c'],
    ]);
  });

  it('is a field like others when it holds an operator, one object, or a text', () => {
    for (const pattern of ['{"$or":[{"prefix":"a"},{"prefix":"b"}]}', '{"$or":["a"]}'])
      expect(parsePattern(pattern).map((tests) => [...tests.keys()])).toEqual([['$or']]);
  });
});
