import { describe, expect, test } from 'vitest';
import { checkFilter } from './check-filter.ts';
import { completeFilter } from './complete-filter.ts';

const known = {
  services: ['orders', 'order "two"', 'payments.example.com'],
  groups: ['slow'],
  annotations: new Map([
    ['customer', ['42', '43']],
    ['request.id', ['"a-1"']],
  ]),
  values: new Map([
    ['http.method', ['GET', 'POST']],
    ['http.status', ['200', '502']],
  ]),
};
const labels = (text: string) => completeFilter(text, known).map(({ label }) => label);
const texts = (text: string) => completeFilter(text, known).map((completion) => completion.text);

describe('what may come next', () => {
  test('begins with the outcomes and with services', () => {
    expect(labels('').slice(0, 5)).toEqual(['ok', 'error', 'throttle', 'fault', 'service("…")']);
    expect(labels('respo')).toEqual(['responsetime']);
    expect(texts('fault AND http.st')).toEqual(['fault AND http.status ']);
  });

  test('is a service’s name, quoted', () => {
    expect(texts('service(')).toEqual(['service("orders") ', 'service("order \\"two\\"") ', 'service("payments.example.com") ']);
    expect(labels('!service("pay')).toEqual(['payments.example.com']);
    expect(texts('edge("ord')[0]).toBe('edge("orders", ');
    expect(texts('edge("orders", "pay')).toEqual(['edge("orders", "payments.example.com") ']);
  });

  test('is an annotation’s key, then how it compares, then a value', () => {
    expect(labels('annotation[')).toEqual(['annotation[customer]', 'annotation[request.id]']);
    expect(texts('annotation.cus')).toEqual(['annotation[customer] ']);
    expect(labels('annotation[customer] ').slice(0, 2)).toEqual(['=', '!=']);
    expect(texts('annotation[customer] = ')).toEqual(['annotation[customer] = 42 ', 'annotation[customer] = 43 ']);
    expect(texts('annotation[request.id] = "a')).toEqual(['annotation[request.id] = "a-1" ']);
  });

  test('is an operator of the keyword’s type, then a value that there is', () => {
    expect(labels('http.method ')).toContain('CONTAINS');
    expect(labels('http.status ')).not.toContain('CONTAINS');
    expect(labels('fault ')).toEqual(['AND', 'OR']);
    expect(texts('http.method = ')).toEqual(['http.method = "GET" ', 'http.method = "POST" ']);
    expect(texts('http.status >= 5')).toEqual(['http.status >= 502 ']);
    expect(texts('group.name = "s')).toEqual(['group.name = "slow" ']);
    expect(labels('fault = ')).toEqual(['true', 'false']);
  });

  test('is, behind a service, its braces and what may stand in them', () => {
    expect(labels('service("orders") ')).toEqual(['{ … }', 'AND', 'OR']);
    expect(labels('service("orders") { na')).toContain('name');
    expect(labels('service("orders") { ')).not.toContain('service("…")');
    expect(texts('service("orders") { fault ')).toEqual([
      'service("orders") { fault AND ',
      'service("orders") { fault OR ',
      'service("orders") { fault } ',
    ]);
  });

  test('is left to the writer inside a text', () => {
    expect(labels('http.url CONTAINS "/ord')).toEqual([]);
    expect(labels('responsetime > ')).toEqual([]);
  });
});

test.each(['', 'fault ', 'annotation[', 'http.method = ', 'service("orders") { fault ', 'edge("orders", "'])(
  'each completion of %s is an expression, or the beginning of one',
  (text) => {
    for (const completion of texts(text)) {
      const problem = checkFilter(completion);
      expect(problem === undefined || problem.unfinished || problem.offset >= completion.trimEnd().length - 1).toBe(true);
    }
  },
);
