import { describe, expect, it } from 'vitest';
import { matchesFilterPattern, requiredText, splitFields } from './match.ts';
import { parseFilterPattern } from './parse.ts';

const matching = (pattern: string, messages: readonly string[]) => {
  const parsed = parseFilterPattern(pattern);
  return messages.filter((message) => matchesFilterPattern(parsed, message));
};

// Events and expectations: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-unstructured-log-events.html
const errors = [
  '[ERROR 400] BAD REQUEST',
  '[ERROR 401] UNAUTHORIZED REQUEST',
  '[ERROR 419] MISSING ARGUMENTS',
  '[ERROR 420] INVALID ARGUMENTS',
];

describe('terms', () => {
  it.each([
    ['', errors],
    ['ERROR', errors],
    ['error', []],
    ['ERROR ARGUMENTS', errors.slice(2)],
    ['?ERROR ?ARGUMENTS', errors],
    ['?MISSING ?BAD', [errors[0], errors[2]]],
    ['ERROR -ARGUMENTS', errors.slice(0, 2)],
    ['-ARGUMENTS', errors.slice(0, 2)],
    ['?MISSING ?INVALID -420', [errors[2]]],
    ['"ERROR 40"', errors.slice(0, 2)],
    ['"MISSING ARGUMENTS"', [errors[2]]],
    ['%AUTHORIZED%', [errors[1]]],
    ['%ERROR 4[12]\\d%', errors.slice(2)],
  ])('%s', (pattern, expected) => {
    expect(matching(pattern, errors)).toEqual(expected);
  });

  it('marked with ? do not count beside a required one', () => {
    expect(matching('?BAD REQUEST', errors)).toEqual(errors.slice(0, 2));
  });

  it('that must be in the message are known beforehand', () => {
    expect(requiredText(parseFilterPattern('a "b c" -d ?e %f%'))).toEqual(['a', 'b c']);
    expect(requiredText(parseFilterPattern('{ $.a = "b" }'))).toEqual([]);
  });
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html
const update = JSON.stringify({
  eventType: 'UpdateTrail',
  sourceIPAddress: '111.111.111.111',
  arrayKey: ['value', 'another value'],
  objectList: [
    { name: 'a', id: 1 },
    { name: 'b', id: 2 },
  ],
  SomeObject: null,
  cluster: { name: 'c' },
  error: true,
  latency: 1200.5,
  code: '404',
  'a b': { 'c.d': 'deep' },
});

describe('a JSON pattern', () => {
  it.each([
    ['{ $.eventType = "UpdateTrail" }', true],
    ['{ $.eventType = UpdateTrail }', true],
    ['{ $.eventType = "Update*" }', true],
    ['{ $.eventType = *Trail }', true],
    ['{ $.eventType = "U*e*l" }', true],
    ['{ $.eventType = "Update" }', false],
    ['{ $.eventType = "updatetrail" }', false],
    ['{ $.eventType = %Tra.l% }', true],
    ['{ $.eventType != "UpdateTrail" }', false],
    ['{ $.sourceIPAddress != 123.123.* }', true],
    ['{ $.sourceIPAddress = 111.111.* }', true],
    ['{ $.arrayKey[0] = "value" }', true],
    ['{ $.arrayKey[1] = "value" }', false],
    ['{ $.arrayKey[9] NOT EXISTS }', true],
    ['{ $.arrayKey[*] = "another value" }', true],
    ['{ $.arrayKey = "value" }', false],
    ['{ $.arrayKey != "value" }', false],
    ['{ $.objectList[1].id = 2 }', true],
    ['{ $.objectList[*].id = 2 }', true],
    ['{ $.objectList[*].id > 2 }', false],
    ['{ $.cluster.* = "c" }', true],
    ['{ $.SomeObject IS NULL }', true],
    ['{ $.SomeObject EXISTS }', true],
    ['{ $.Missing IS NULL }', false],
    ['{ $.Missing NOT EXISTS }', true],
    ['{ $.Missing != "x" }', false],
    ['{ $.error IS TRUE }', true],
    ['{ $.error is false }', false],
    ['{ $.error = true }', true],
    ['{ $.latency > 1000 }', true],
    ['{ $.latency >= 1200.5 }', true],
    ['{ $.latency < 1.2e3 }', false],
    ['{ $.latency <= 2e3 && $.latency != 0 }', true],
    ['{ $.code = 404 }', true],
    ['{ $.code > 400 }', false],
    ['{ $.eventType = "x" || ($.latency > 1000 && $.error IS TRUE) }', true],
    ['{ ($.eventType = "x" || $.latency > 1000) && $.error IS FALSE }', false],
    ['{ $["a b"]["c.d"] = "deep" }', true],
    ['{$.eventType=UpdateTrail&&$.latency>1}', true],
  ])('%s: %s', (pattern, expected) => {
    expect(matchesFilterPattern(parseFilterPattern(pattern), update)).toBe(expected);
  });

  it('matches no event that is not JSON', () => {
    expect(matching('{ $.a NOT EXISTS }', ['plain text', '{broken', '{"a":1}', '{"b":1}\n'])).toEqual(['{"b":1}\n']);
  });

  it('does not look at what objects inherit', () => {
    expect(matching('{ $.constructor EXISTS }', ['{}', '{"constructor":1}'])).toEqual(['{"constructor":1}']);
    expect(matching('{ $.__proto__ EXISTS }', ['{}', '{"__proto__":1}'])).toEqual(['{"__proto__":1}']);
  });
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-unstructured-log-events.html#space-delimited
const access = [
  '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534',
  '127.0.0.1 Prod frank [10/Oct/2000:13:35:22 -0700] "GET /about-us/index.html HTTP/1.0" 200 5324',
  '127.0.0.1 Prod frank [10/Oct/2000:13:50:35 -0700] "GET /file.txt HTTP/1.0" 410 4355',
  '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534 extra',
];

describe('a pattern of fields', () => {
  it('takes quoted and bracketed text as one field', () => {
    expect(splitFields(access[0] ?? '')).toEqual([
      '127.0.0.1',
      'Prod',
      'frank',
      '10/Oct/2000:13:25:15 -0700',
      'GET /index.html HTTP/1.0',
      '404',
      '1534',
    ]);
  });

  it.each([
    ['[ip, user, username, timestamp, request, status_code, bytes]', [0, 1, 2]],
    ['[ip, user, username, timestamp, request, status_code = 4*, bytes > 1500]', [0, 2]],
    ['[ip, user, username, timestamp, request = *.html*, status_code = 4*, bytes]', [0]],
    ['[ip, user, username, timestamp, request, status_code = 404 || status_code = 410, bytes]', [0, 2]],
    ['[ip, user, username, timestamp, request, status_code = %4[0-9]{2}%, bytes]', [0, 2]],
    ['[..., status_code = 200, bytes]', [1]],
    ['[ip = "127.0.0.1", ...]', [0, 1, 2, 3]],
    ['[ip, ..., bytes > 1000 && bytes <= 4355]', [0, 2]],
    ['[ip, user, ..., request = "GET /index.html*", status_code != 200, bytes]', [0]],
    ['[ip, user]', []],
  ])('%s', (pattern, expected) => {
    expect(matching(pattern, access)).toEqual(expected.map((place) => access[place]));
  });
});
