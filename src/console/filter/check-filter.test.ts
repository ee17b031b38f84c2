import { expect, test } from 'vitest';
import { checkFilter } from './check-filter.ts';

test.each(['', '  ', 'fault', 'service("orders") { fault } AND responsetime > 1', '!OK', 'annotation[request.id] = "a"'])(
  '%s is in order',
  (text) => expect(checkFilter(text)).toBeUndefined(),
);

test.each([
  ['http.url < "a"', 9, 1],
  ['fault AND coverage > 1', 10, 8],
  ['service("a") { service("b") }', 15, 7],
  ['fault $', 6, 1],
])('what is wrong in %s begins at %i and is %i long', (text, offset, length) =>
  expect(checkFilter(text)).toMatchObject({ offset, length, unfinished: false }),
);

test.each(['service("orders") { fault', 'fault AND', 'http.url CONTAINS "/or', 'responsetime >', 'annotation', 'edge("a",'])(
  '%s is not wrong while somebody types',
  (text) => {
    const problem = checkFilter(text);
    // A key alone is a condition of its own: only `annotation` needs its brackets.
    expect(problem?.unfinished).toBe(true);
  },
);

test.each([
  ["http.url = '/orders'", 'double quotes'],
  ['fault == true', 'single ='],
  ['fault && error', 'AND'],
  ['fault || error', 'OR'],
  ['responsetime > 500ms', 'seconds'],
  ['annotation.request.id = "a"', 'annotation[request.id]'],
  ['status = 500', 'http.status'],
  ['http.stats = 500', 'http.status'],
  ['respnsetime > 1', 'responsetime'],
  ['orders', 'service("orders")'],
  ['name = "a"', 'service(id('],
])('%s is answered with a hint at %s', (text, hint) => expect(checkFilter(text)?.hint).toContain(hint));
