import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flattened, jsonIn, valueAt } from './json-fragment.ts';

describe('the JSON in a message', () => {
  it('is found behind any text that has no brace in it', () => {
    const before = fc.string({ unit: fc.constantFrom('a', ' ', '\t', '"', ']', ':', '1'), maxLength: 8 });
    fc.assert(
      fc.property(before, fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (start, json, end) => {
        expect(jsonIn(`${start}${JSON.stringify(json)}${end}`)).toEqual(JSON.parse(JSON.stringify(json)));
      }),
    );
  });

  it('is nothing when it is not whole, and never a failure', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', 'a', ':', ',', '1') }), (message) => {
        const found = jsonIn(message);
        expect(found === undefined || typeof found === 'object').toBe(true);
      }),
    );
    expect(['', 'text', '{"a":1', '{a}', '[1'].map(jsonIn)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});

describe('fields of JSON', () => {
  it('are found by the names that they are listed by', () => {
    const json = fc.dictionary(fc.string({ unit: fc.constantFrom('a', 'b', '-'), minLength: 1 }), fc.jsonValue());
    fc.assert(
      fc.property(json, (value) => {
        for (const path of flattened(value, 200).keys())
          if (!path.includes('..')) expect(valueAt(value, path.split('.'))).toBeDefined();
        expect(flattened(value, 2).size).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('end somewhere, however deep the JSON is', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`) as object;
    expect(flattened(deep, 200).size).toBe(0);
  });
});
