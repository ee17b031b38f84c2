import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ExactNumber, parseExactly, stringifyExactly } from './exact-json.ts';

const again = (json: string): string => stringifyExactly(parseExactly(json));

it('keeps all digits of whole numbers, and the point of doubles', () => {
  expect(again('{"id": 12345678901234567890, "list": [1.0, 2, 1e3, 1.50, -0.0], "text": "1.0 \\"2.0\\""}')).toBe(
    '{"id":12345678901234567890,"list":[1.0,2,1000.0,1.5,0.0],"text":"1.0 \\"2.0\\""}',
  );
  expect(Number(parseExactly('9007199254740993'))).toBe(9007199254740992);
  expect(parseExactly('[7]')).toEqual([7]);
  expect(parseExactly('7.0')).toBeInstanceOf(ExactNumber);
});

it.each(['01', '{1.0: 2}', '1.', '[1.0', '"1.0', '', '{"a": 00000000000000000001}'])('refuses %s as JSON does', (json) => {
  expect(() => parseExactly(json)).toThrow(SyntaxError);
});

it('reads and writes all else as JSON does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = JSON.stringify(value);
      expect(JSON.parse(again(json))).toEqual(JSON.parse(json));
    }),
  );
});
