import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PatternRegex } from './pattern-regex.ts';

describe('regular expressions of patterns', () => {
  it('match what those of JavaScript match', () => {
    const atom = fc.constantFrom('a', 'b', '.', '\\d', '\\w', '\\S', '[ab]', '[^a]', '[a-c1]', '\\.', '\\x61', '-', '=');
    const quantity = fc.constantFrom('', '', '?', '*', '+', '{2}', '{1,}', '{0,2}', '*?');
    const items = fc.array(
      fc.tuple(atom, quantity).map((parts) => parts.join('')),
      { maxLength: 5 },
    );
    const alternative = fc.tuple(fc.constantFrom('', '', '^'), items, fc.constantFrom('', '', '$'));
    const source = fc
      .array(
        alternative.map(([start, list, end]) => start + list.join('') + end),
        { minLength: 1, maxLength: 3 },
      )
      .map((parts) => parts.join('|'));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '.', ' ', '\n', '-', 'é'), maxLength: 12 });
    fc.assert(
      fc.property(source, text, (expression, subject) => {
        const regex = new PatternRegex(expression);
        const expected = new RegExp(expression).test(subject);
        expect(regex.testByAutomaton(subject)).toBe(expected);
        expect(regex.test(subject)).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it('end on texts on which backtracking would not', () => {
    const text = `${'a'.repeat(200_000)}!`;
    expect(new PatternRegex('a*a*a*a*b').test(text)).toBe(false);
    expect(new PatternRegex('.*.*.*.*=.*x').test(text)).toBe(false);
    expect(new PatternRegex('a+!$').test(text)).toBe(true);
  });

  it('leave to JavaScript what has a place but no character', () => {
    expect(new PatternRegex('\\bfoo\\b').testByAutomaton('foo')).toBeUndefined();
    expect(new PatternRegex('\\bfoo\\b').test('a foo b')).toBe(true);
    expect(() => new PatternRegex('a{9999}b{9999}')).toThrow('too large');
    expect(() => new PatternRegex('[')).toThrow();
  });
});
