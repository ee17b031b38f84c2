import { expect, it } from 'vitest';
import { jsonPath } from './json-path.ts';

const document = {
  store: {
    book: [
      { title: 'A', price: 8, tags: ['x'] },
      { title: 'B', price: 12 },
      { title: 'C', price: 20, isbn: '1' },
    ],
    'odd key': 1,
  },
  list: [1, 2, 3, 4],
};

it.each<[string, unknown]>([
  ['$', document],
  ['$.store.book[0].title', 'A'],
  ["$.store['odd key']", 1],
  ['$["store"]["book"][-1].title', 'C'],
  ['$.none', undefined],
  ['$.store.none.deeper', undefined],
  ['$.list[9]', undefined],
  ['$.store.book[*].title', ['A', 'B', 'C']],
  ['$..title', ['A', 'B', 'C']],
  ['$.store.book[0,2].price', [8, 20]],
  ['$.list[1:3]', [2, 3]],
  ['$.list[-2:]', [3, 4]],
  ['$.list[::2]', [1, 3]],
  ['$.store.book[?(@.price > 10)].title', ['B', 'C']],
  ["$.store.book[?(@.title == 'A')].price", [8]],
  ['$.store.book[?(@.isbn)].title', ['C']],
  ['$.list.length()', undefined],
  ['$.constructor', undefined],
  ['$.store[', undefined],
])('finds %s', (path, expected) => {
  expect(jsonPath(document, path)).toEqual(expected);
});
