import { expect, it } from 'vitest';
import { parseRange } from './byte-range.ts';

it.each([
  ['bytes=0-0', { start: 0, end: 1 }],
  ['bytes=2-', { start: 2, end: 10 }],
  ['bytes=2-99', { start: 2, end: 10 }],
  ['bytes=-3', { start: 7, end: 10 }],
  ['bytes=-99', { start: 0, end: 10 }],
  ['bytes=5-2', undefined],
  ['bytes=0-1,3-4', undefined],
  ['lines=0-1', undefined],
  [undefined, undefined],
])('reads %s of ten bytes', (range, expected) => {
  expect(parseRange(range, 10)).toEqual(expected);
});

it.each(['bytes=10-', 'bytes=-0'])('refuses %s of ten bytes', (range) => {
  expect(() => parseRange(range, 10)).toThrow('The requested range is not satisfiable');
});
