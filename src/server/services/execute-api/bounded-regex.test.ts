import { describe, expect, it } from 'vitest';
import { replaceMatches, splitAt, wholeMatch } from './bounded-regex.ts';

describe('a pattern that somebody else wrote', () => {
  it('matches whole texts, over lines', () => {
    expect(wholeMatch('4\\d{2}', '404')).toEqual({ value: true });
    expect(wholeMatch('4\\d{2}', '4041')).toEqual({ value: false });
    expect(wholeMatch('.*Bad.*', 'a\nBad\nb')).toEqual({ value: true });
    expect(wholeMatch('a|b', 'ab')).toEqual({ value: false });
  });

  it("replaces with Java's groups and escapes", () => {
    expect(replaceMatches('(a)(b)', 'abab', '$2$1', true)).toEqual({ value: 'baba' });
    expect(replaceMatches('a', 'aa', '\\$1', false)).toEqual({ value: '$1a' });
    expect(replaceMatches('a', 'a', '$', true)).toEqual({ value: '$' });
  });

  it('splits as Java does', () => {
    expect(splitAt(',', 'a,b,,')).toEqual({ value: ['a', 'b'] });
  });

  it('is told what is wrong with it, and is not waited for', () => {
    expect(wholeMatch('(', 'x')).toHaveProperty('failure');
    expect(wholeMatch('(a+)+b', 'a'.repeat(60))).toHaveProperty('failure');
  });
});
