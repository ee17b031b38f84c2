import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAge, formatDuration, formatTick } from './duration.ts';
import { quote, serviceExpression } from './filter-quote.ts';
import { cutText, middleEllipsis, visibleText } from './text.ts';
import { parseTraceId } from './trace-id.ts';

test.each([
  [undefined, '–'],
  [0, '0 ms'],
  [0.000085, '85 µs'],
  [0.0032, '3.2 ms'],
  [0.0099, '9.9 ms'],
  [0.41249, '412 ms'],
  [0.9996, '1.00 s'],
  [1.424, '1.42 s'],
  [59.996, '1 min 0 s'],
  [125, '2 min 5 s'],
  [3780, '1 h 3 min'],
  [-0.5, '−500 ms'],
])('%s seconds are shown as %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

test.each([
  [0, 0.2, '0 ms'],
  [0.2, 0.2, '200 ms'],
  [1, 0.5, '1.0 s'],
  [1.4202, 0.0002, '1.4202 s'],
  [0.4126, 0.0002, '412.6 ms'],
  [0.00005, 0.00001, '50 µs'],
  [-0.2, 0.2, '−200 ms'],
  [120, 20, '2 min 0 s'],
])('on an axis in steps of %s… %s s', (seconds, step, text) => expect(formatTick(seconds, step)).toBe(text));

test('ages are coarse', () => {
  expect([1, 59, 60, 7199, 90_000].map(formatAge)).toEqual(['now', '59 s ago', '1 min ago', '1 h ago', '1 d ago']);
});

test('trace ids are found in every form in which people have them', () => {
  const id = '1-4efaaf4d-1e8720b39541901950019ee5';
  expect(parseTraceId(` ${id} `)).toBe(id);
  expect(parseTraceId(id.toUpperCase())).toBe(id);
  expect(parseTraceId('4efaaf4d1e8720b39541901950019ee5')).toBe(id);
  expect(parseTraceId(`Root=${id};Parent=53995c3f42cd8ad8;Sampled=1`)).toBe(id);
  expect(parseTraceId('service("orders")')).toBeUndefined();
});

test('a quoted value is one string literal that holds the value', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const literal = quote(value);
      expect(literal).toMatch(/^"(?:[^"\\]|\\[\s\S])*"$/);
      expect(literal.slice(1, -1).replace(/\\([\s\S])/g, '$1')).toBe(value);
    }),
  );
  expect(serviceExpression('a"b', 'AWS::Lambda')).toBe('service(id(name: "a\\"b", type: "AWS::Lambda"))');
});

test('control and bidirectional characters become visible', () => {
  expect(visibleText('abc\u202etxt.exe\u0007')).toBe('abc\\u202etxt.exe\\u0007');
  expect(visibleText('tab\tand\nline')).toBe('tab\tand\nline');
});

test('long text is cut and says by how much', () => {
  expect(cutText('abcdef', 4)).toEqual({ text: 'abcd', hidden: 2 });
  expect(middleEllipsis('orders-service-production', 11)).toBe('order…ction');
  expect(middleEllipsis('short', 11)).toBe('short');
});
