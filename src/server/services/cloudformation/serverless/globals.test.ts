import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { globalsOf, mergeGlobals } from './globals.ts';

describe('Globals', () => {
  test('lists are joined, maps merged, single values replaced', () => {
    const global = { Timeout: 5, Layers: ['a'], Environment: { Variables: { A: '1', B: '1' } } };
    const local = { Timeout: 9, Layers: ['b'], Environment: { Variables: { B: '2' } } };
    expect(mergeGlobals(global, local)).toEqual({
      Timeout: 9,
      Layers: ['a', 'b'],
      Environment: { Variables: { A: '1', B: '2' } },
    });
  });

  test('a function of the template is one value and is not merged with a map', () => {
    expect(mergeGlobals({ Variables: { A: '1' } }, { 'Fn::If': ['C', {}, {}] })).toEqual({ 'Fn::If': ['C', {}, {}] });
  });

  test('the resource keeps every property of its own, whatever is global', () => {
    const properties = fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(fc.string(), fc.integer()));
    fc.assert(
      fc.property(properties, properties, (global, local) => {
        expect(mergeGlobals(global, local)).toEqual({ ...global, ...local });
      }),
      {
        examples: [
          [{}, JSON.parse('{"__proto__":""}')],
          [{}, { toString: 1 }],
        ],
      },
    );
  });

  test('a property that no function has is refused with the list of those it may have', () => {
    expect(() => globalsOf({ Function: { Nope: 1 } })).toThrow(
      "'Globals' section is invalid. 'Nope' is not a supported property of 'Function'. Must be one of the following values - ['Handler',",
    );
  });
});
