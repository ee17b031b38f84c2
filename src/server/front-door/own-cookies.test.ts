import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { dropOwnCookies } from './own-cookies.ts';

it.each([
  ['radiograph_console=secret', undefined],
  ['a=1; radiograph_console=secret; b=2', 'a=1; b=2'],
  ['radiograph_console=secret; b=2', 'b=2'],
  ['a=radiograph_console', 'a=radiograph_console'],
])('takes the console’s cookie out of "%s"', (cookie, left) => {
  const request = { headers: { cookie }, rawHeaders: ['Host', 'x', 'Cookie', cookie] } as unknown as IncomingMessage;
  dropOwnCookies(request);
  expect(request.headers.cookie).toBe(left);
  expect(request.rawHeaders).toEqual(left === undefined ? ['Host', 'x'] : ['Host', 'x', 'Cookie', left]);
});
