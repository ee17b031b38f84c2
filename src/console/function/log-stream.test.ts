import { expect, test } from 'vitest';
import { versionOfStream } from './log-stream.ts';

test('a log stream names the version, and in a shared group the function', () => {
  expect(versionOfStream('2026/01/01/[$LATEST]0123456789abcdef', 'orders')).toBe('$LATEST');
  expect(versionOfStream('2026/01/01/orders[7]0123456789abcdef', 'orders')).toBe('7');
  expect(versionOfStream('2026/01/01/stock[7]0123456789abcdef', 'orders')).toBeUndefined();
  expect(versionOfStream('of-another-program', 'orders')).toBeUndefined();
});
