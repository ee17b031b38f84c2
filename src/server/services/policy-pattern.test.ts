/** Wildcards of policies: against a regular expression as the oracle, and the cases that ARNs differ in. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesArn, matchesPattern } from './policy-pattern.ts';

const oracle = (pattern: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
    's',
  );

describe('matchesPattern', () => {
  it('agrees with the regular expression that the pattern stands for', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/'), maxLength: 12 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 8 });
    fc.assert(fc.property(pattern, text, (p, t) => matchesPattern(p, t) === oracle(p).test(t)));
  });

  it('takes characters that mean something to regular expressions literally', () => {
    expect(matchesPattern('a.b', 'axb')).toBe(false);
    expect(matchesPattern('a.*', 'a.b')).toBe(true);
  });

  it('answers at once where backtracking would explode', () => {
    expect(matchesPattern('*a'.repeat(25), `${'a'.repeat(5000)}b`)).toBe(false);
  });
});

describe('matchesArn', () => {
  it.each([
    ['arn:aws:execute-api:us-east-1:1:api/*/GET/hello', 'arn:aws:execute-api:us-east-1:1:api/prod/GET/hello', true],
    ['arn:aws:execute-api:us-east-1:1:api/*', 'arn:aws:execute-api:us-east-1:1:other/prod', false],
    ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/a:b', true],
    ['arn:*:role', 'arn:aws:iam::1:role', false],
    ['arn:aws:lambda:*:*:function:f', 'arn:aws:lambda:eu-west-1:1:function:f', true],
    ['*', 'arn:aws:lambda:eu-west-1:1:function:f', true],
  ])('%s against %s is %s', (pattern, arn, expected) => {
    expect(matchesArn(pattern, arn)).toBe(expected);
  });
});
