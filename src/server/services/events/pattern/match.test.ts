import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern } from './match.ts';
import { parsePattern } from './parse.ts';
import { matchesWildcard } from './wildcard.ts';

const matches = (pattern: object, event: unknown): boolean => matchesPattern(parsePattern(JSON.stringify(pattern)), event);
const one = (matcher: unknown, value: unknown): boolean => matches({ k: [matcher] }, { k: value });

describe('values', () => {
  it.each([
    ['a', 'a', true],
    ['a', 'b', false],
    ['', '', true],
    [3, 3.0, true],
    ['3', 3, false],
    [true, true, true],
    [true, 'true', false],
    [null, null, true],
    [null, 'null', false],
    [{ prefix: 'eu-' }, 'eu-west-1', true],
    [{ prefix: 'EU-' }, 'eu-west-1', false],
    [{ prefix: { 'equals-ignore-case': 'EU-' } }, 'eu-west-1', true],
    [{ suffix: '.PNG' }, 'a.png', false],
    [{ suffix: { 'equals-ignore-case': '.PNG' } }, 'a.png', true],
    [{ prefix: '4' }, 42, false],
    [{ 'equals-ignore-case': 'ALICE' }, 'alice', true],
    [{ 'anything-but': 'a' }, 'b', true],
    [{ 'anything-but': 'a' }, 'a', false],
    [{ 'anything-but': ['a', 'b'] }, 'b', false],
    [{ 'anything-but': [1, 2] }, 3, true],
    [{ 'anything-but': 'a' }, null, true],
    [{ 'anything-but': { prefix: 'in' } }, 'out', true],
    [{ 'anything-but': { suffix: ['.a', '.b'] } }, 'x.b', false],
    [{ 'anything-but': { 'equals-ignore-case': ['A', 'B'] } }, 'b', false],
    [{ 'anything-but': { wildcard: '*/lib/*' } }, '/usr/bin/x', true],
    [{ numeric: ['=', 0.3] }, 0.3, true],
    [{ numeric: ['>', 0, '<=', 5] }, 5, true],
    [{ numeric: ['>', 0, '<=', 5] }, 0, false],
    [{ numeric: ['<', 10] }, -3, true],
    [{ numeric: ['<', 10] }, '3', false],
    [{ cidr: '10.0.0.0/24' }, '10.0.0.255', true],
    [{ cidr: '10.0.0.0/24' }, '10.0.1.0', false],
    [{ cidr: '0.0.0.0/0' }, '::1', false],
    [{ cidr: '2001:db8::/32' }, '2001:db8:1::5', true],
    [{ cidr: '10.0.0.0/8' }, 'not an address', false],
    [{ exists: true }, null, true],
    [{ exists: false }, 'x', false],
  ])('%j takes %j: %s', (matcher, value, expected) => {
    expect(one(matcher, value)).toBe(expected);
  });

  it('of a list are taken when any of them is', () => {
    expect(matches({ k: ['b'] }, { k: ['a', 'b'] })).toBe(true);
    expect(matches({ k: ['c'] }, { k: ['a', 'b'] })).toBe(false);
    expect(matches({ k: [{ exists: true }] }, { k: [] })).toBe(false);
  });

  it('that are not there are taken by exists: false alone', () => {
    expect(matches({ k: [{ exists: false }] }, { other: 1 })).toBe(true);
    expect(matches({ k: [{ 'anything-but': 'a' }] }, { other: 1 })).toBe(false);
    expect(matches({ k: [{ exists: true }] }, { k: { inner: 1 } })).toBe(false);
  });
});

describe('fields', () => {
  it('all have to match', () => {
    expect(matches({ a: ['1'], b: { c: ['2'] } }, { a: '1', b: { c: '2', d: '3' } })).toBe(true);
    expect(matches({ a: ['1'], b: { c: ['x'] } }, { a: '1', b: { c: '2' } })).toBe(false);
  });

  it('with dots in their names are paths', () => {
    expect(matches({ 'a.b': ['x'] }, { a: { b: 'x' } })).toBe(true);
    expect(matches({ a: { b: ['x'] } }, { 'a.b': 'x' })).toBe(true);
  });

  it('of one array have to match in one element', () => {
    const event = {
      list: [
        { a: 1, b: 'x' },
        { a: 2, b: 'y' },
      ],
    };
    expect(matches({ list: { a: [2], b: ['y'] } }, event)).toBe(true);
    expect(matches({ list: { a: [1], b: ['y'] } }, event)).toBe(false);
    const nested = {
      outer: [
        { n: 1, inner: [{ v: 'a' }] },
        { n: 2, inner: [{ v: 'b' }, { v: 'c' }] },
      ],
    };
    expect(matches({ outer: { n: [2], inner: { v: ['c'] } } }, nested)).toBe(true);
    expect(matches({ outer: { n: [1], inner: { v: ['c'] } } }, nested)).toBe(false);
  });

  it('of independent arrays are found fast, however long these are', () => {
    const list = Array.from({ length: 1_000 }, (_, n) => ({ a: 'x', b: String(n) }));
    const names = ['p', 'q', 'r', 's', 't'];
    const event = Object.fromEntries(names.map((name) => [name, list]));
    const asked = (b: string) => Object.fromEntries(names.map((name) => [name, { a: ['x'], b: [b] }]));
    expect(matches(asked('999'), event)).toBe(true);
    expect(matches({ ...asked('999'), t: { a: ['x'], b: ['none'] } }, event)).toBe(false);
  });

  it('of either alternative of $or are enough', () => {
    const pattern = { detail: { $or: [{ 'c-count': [{ numeric: ['>', 0] }] }, { state: ['on'], x: [{ exists: false }] }] } };
    expect(matches(pattern, { detail: { 'c-count': 1 } })).toBe(true);
    expect(matches(pattern, { detail: { state: 'on' } })).toBe(true);
    expect(matches(pattern, { detail: { state: 'on', x: 1 } })).toBe(false);
  });
});

describe('properties', () => {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const key = fc.stringMatching(/^[a-z]{1,5}$/);

  it('every event matches the pattern of its own values', () => {
    const event = fc.dictionary(key, fc.oneof(scalar, fc.dictionary(key, scalar, { minKeys: 1 })), { minKeys: 1 });
    const patternOf = (value: unknown): unknown =>
      typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, patternOf(member)]))
        : [value];
    fc.assert(
      fc.property(event, (given) => {
        expect(matches(patternOf(given) as object, given)).toBe(true);
      }),
    );
  });

  it('anything-but is the opposite of what it names', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), fc.string(), (names, value) => {
        expect(one({ 'anything-but': names }, value)).toBe(!names.includes(value));
      }),
    );
  });

  it('a wildcard takes what a regular expression would', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab*]{0,8}$/), fc.stringMatching(/^[ab]{0,12}$/), (pattern, text) => {
        expect(matchesWildcard(pattern, text)).toBe(new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 's').test(text));
      }),
    );
  });
});
