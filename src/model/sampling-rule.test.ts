import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byPriority, defaultSamplingRule, ruleMatches, wildcardMatches } from './sampling-rule.ts';

describe('sampling rules', () => {
  it('have a Default that matches everything', () => {
    const rule = defaultSamplingRule('000000000000', 'us-east-1');
    expect(rule.RuleARN).toBe('arn:aws:xray:us-east-1:000000000000:sampling-rule/Default');
    expect(ruleMatches(rule, { serviceName: 'api/Prod', urlPath: '/hello' })).toBe(true);
  });

  it('match when every known property does; an unknown one matches', () => {
    const rule = { ...defaultSamplingRule('000000000000', 'us-east-1'), URLPath: '/api/*', HTTPMethod: 'p?st' };
    expect(ruleMatches(rule, { urlPath: '/API/orders', httpMethod: 'POST' })).toBe(true);
    expect(ruleMatches(rule, { urlPath: '/api/orders', httpMethod: 'GET' })).toBe(false);
    expect(ruleMatches(rule, { urlPath: '/api/orders' })).toBe(true);
  });

  it('match by attributes only requests that have each of them', () => {
    const rule = { ...defaultSamplingRule('000000000000', 'us-east-1'), Attributes: { 'X-Tenant': 'gold*', 'User-Agent': '*' } };
    expect(ruleMatches(rule, { attributes: { 'x-tenant': 'Golden', 'user-agent': 'curl' } })).toBe(true);
    expect(ruleMatches(rule, { attributes: { 'x-tenant': 'gold' } })).toBe(false);
    expect(ruleMatches(rule, {})).toBe(false);
  });

  it('are asked by priority, then by name', () => {
    const rule = (RuleName: string, Priority: number) => ({ ...defaultSamplingRule('0', 'r'), RuleName, Priority });
    const rules = [rule('b', 5), rule('Default', 10_000), rule('a', 5), rule('z', 1)];
    expect(rules.sort(byPriority).map(({ RuleName }) => RuleName)).toEqual(['z', 'a', 'b', 'Default']);
  });

  it.each([
    ['*', '', true],
    ['a*c', 'abbbc', true],
    ['a*c', 'abbbd', false],
    ['*.example.com', 'www.EXAMPLE.com', true],
    ['?', '', false],
    ['a?', 'ab', true],
    ['**b*', 'ab', true],
    ['', 'a', false],
  ])('match %s against %s: %s', (pattern, text, expected) => {
    expect(wildcardMatches(pattern, text)).toBe(expected);
  });

  it('match what a regular expression of the same meaning does', () => {
    const letters = (alphabet: string) => fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 8 });
    fc.assert(
      fc.property(letters('aB.*?'), letters('Ab.'), (pattern, text) => {
        const source = pattern.replaceAll('.', String.raw`\.`).replaceAll('*', '.*').replaceAll('?', '.');
        expect(wildcardMatches(pattern, text)).toBe(new RegExp(`^${source}$`, 'i').test(text));
      }),
    );
  });
});
