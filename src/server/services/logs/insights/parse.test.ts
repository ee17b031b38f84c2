import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse.ts';
import { QueryError } from './reader.ts';
import { column, rowsOf } from './rows-of.ts';

function refusal(text: string): [message: string, start: number, end: number] | undefined {
  try {
    parseQuery(text);
    return undefined;
  } catch (error) {
    if (error instanceof QueryError) return [error.message, error.start, error.end];
    throw error;
  }
}

describe('a query that cannot be understood', () => {
  it.each<[string, string, string]>([
    ['test', 'unexpected symbol found test at line 1 and position 0', 'test'],
    ['', 'unexpected end of the query', ''],
    ['fields @message |', 'unexpected end of the query', ''],
    ['fields @message\n| count()', 'unexpected symbol found count at line 2 and position 2', 'count'],
    ['filter a = ', 'unexpected end of the query', ''],
    ['filter a = 1 2', 'unexpected symbol found 2 at line 1 and position 13', '2'],
    ['filter (a = 1', 'unexpected end of the query', ''],
    ['filter a like b', 'unexpected symbol found b at line 1 and position 14', 'b'],
    ['filter a like /[/', 'unexpected symbol found / at line 1 and position 14', '/'],
    ['filter a like /(/', 'invalid regular expression: (', '/('],
    ["filter a = 'x", "unexpected symbol found ' at line 1 and position 11", "'"],
    ['filter count(a) > 1', 'count can be used in stats only', 'count'],
    ['stats a by b', 'stats needs an aggregation, not a', 'a'],
    ['stats sum(max(a))', 'max can be used in stats only', 'max'],
    ['stats pct(a)', 'pct takes 2 arguments, not 1', 'pct'],
    ['fields nosuch(a)', 'unknown function nosuch', 'nosuch'],
    ['fields substr(a)', 'substr takes 2 to 3 arguments, not 1', 'substr'],
    ['fields bin(5x)', 'unexpected symbol found 5x at line 1 and position 11', '5x'],
    ['limit 0', 'limit takes 1 to 100000, not 0', '0'],
    ['limit 1.5', 'unexpected symbol found 1.5 at line 1 and position 6', '1.5'],
    ['parse @message "a=*" as a, b', 'parse has 1 wildcards, but 2 names', '"a=*" as a, b'],
    ['parse @message /\\d+/', 'parse needs named groups in its regular expression', '/\\d+/'],
    ['dedup a | sort b', 'unexpected symbol found sort at line 1 and position 10', 'sort'],
    ['fields @message | pattern @message', 'the command pattern is not built here', 'pattern'],
    [
      'display @entity.KeyAttributes.Name',
      'the field @entity.KeyAttributes.Name is not built here',
      '@entity.KeyAttributes.Name',
    ],
    ['filter @aws.region = "x"', 'the field @aws.region is not built here', '@aws.region'],
    ['unmask @message', 'the command unmask is not built here', 'unmask'],
  ])('%s', (text, message, marked) => {
    const [given, start, end] = refusal(text) ?? [];
    expect(given).toBe(message);
    expect(text.slice(start, end)).toBe(marked);
  });

  it('is refused however deep it is', () => {
    expect(refusal(`filter ${'('.repeat(5000)}a${')'.repeat(5000)}`)?.[0]).toBe('the expression is too deep');
    expect(refusal(`filter ${'-'.repeat(9000)}a`)?.[0] ?? 'understood').toBeTypeOf('string');
  });
});

describe('every text', () => {
  it('is understood, or refused with a place in it', () => {
    const words = [
      'fields',
      'filter',
      'stats',
      'parse',
      'sort',
      'by',
      'as',
      'like',
      'in',
      'not',
      'and',
      '|',
      '(',
      ')',
      '[',
      ']',
      ',',
    ];
    const more = [
      'a',
      '@message',
      'a.b',
      '`x y`',
      '"s"',
      "'",
      '"',
      '/r(?<n>.)/',
      '/',
      '5m',
      '1',
      '*',
      '=',
      '!=',
      'count(*)',
      '#',
      '\n',
      '\\',
    ];
    const text = fc.array(fc.constantFrom(...words, ...more), { maxLength: 14 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (query) => {
        const refused = refusal(query);
        if (!refused) return;
        const [message, start, end] = refused;
        expect(message).not.toBe('');
        expect(0 <= start && start <= end && end <= query.length).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('arithmetic', () => {
  it('is that of mathematics, however it is written', () => {
    const number = fc.integer({ min: 0, max: 99 }).map((value) => ({ text: String(value), value }));
    const sum = fc.letrec<{ e: { text: string; value: number } }>((tie) => ({
      e: fc.oneof(
        { maxDepth: 4 },
        number,
        fc.tuple(tie('e'), fc.constantFrom('+', '-', '*'), tie('e')).map(([a, operator, b]) => ({
          text: `(${a.text}) ${operator} (${b.text})`,
          value: operator === '+' ? a.value + b.value : operator === '-' ? a.value - b.value : a.value * b.value,
        })),
      ),
    }));
    fc.assert(
      fc.property(sum.e, ({ text, value }) => {
        expect(column(rowsOf(`fields ${text} as x`, ['']), 'x')).toEqual([BigInt(value).toString()]);
      }),
    );
  });

  it('binds products more tightly than sums, and sums than comparisons', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 }), ([a = 0, b = 0, c = 0, d = 0]) => {
        const expected = a + b * c - d > a - b + c * d ? '1' : '0';
        expect(column(rowsOf(`fields ${a} + ${b} * ${c} - ${d} > ${a} - ${b} + ${c} * ${d} as x`, ['']), 'x')).toEqual([
          expected,
        ]);
      }),
    );
  });
});
