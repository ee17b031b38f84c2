import { expect, test } from 'vitest';
import { pythonText } from './python-text.ts';

test('a text is itself, and quoted with its mark inside of anything else', () => {
  expect(pythonText('a')).toBe('a');
  expect(pythonText(['a', { Ref: 'B' }])).toBe("[u'a', {u'Ref': u'B'}]");
  expect(pythonText({ name: 'tag' }, '')).toBe("{'name': 'tag'}");
});

test('numbers, booleans and nothing have the words of Python', () => {
  expect(pythonText([1, 1.5, true, false, null])).toBe('[1, 1.5, True, False, None]');
});

test('quotes inside a text choose the quotes around it', () => {
  expect(pythonText([`it's`])).toBe(`[u"it's"]`);
  expect(pythonText([`it's "x"`])).toBe(`[u'it\\'s "x"']`);
  expect(pythonText(['a\n\\'])).toBe(String.raw`[u'a\n\\']`);
});
