import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse.ts';
import { narrow } from './push-down.ts';
import { rowsOf } from './rows-of.ts';

const narrowed = (query: string) => narrow(parseQuery(query));

describe('what the database is asked to leave out', () => {
  it('is what every match has', () => {
    expect(narrowed('filter @message like "a" and @message like /b c/ and @logStream = "s" and n > 1')).toEqual({
      ...{ texts: ['a', 'b c'], logStream: 's', messages: true },
    });
    expect(narrowed("filter @type = 'REPORT' | filter @requestId = '8f5d'").texts).toEqual(['REPORT RequestId: ', '8f5d']);
  });

  it.each([
    'filter @message like "a" or n = 1',
    'filter not @message like "a"',
    'filter @message like /a.b/',
    'filter @message like /(?i)a/',
    'filter n like "a"',
    'fields tolower(@message) as @message | filter @message like "a"',
    'parse @message "*" as @message | filter @message like "a"',
    'stats count(*) by @message | filter @message like "a"',
    'limit 5 | filter @message like "a"',
  ])('is nothing for: %s', (query) => {
    expect(narrowed(query).texts).toEqual([]);
  });

  it.each([
    ['stats count(*) by bin(5m), @logStream', false],
    ['fields @timestamp, @log | sort @ingestionTime | limit 1', false],
    ['stats count(*) as n | fields n * 2 as twice', true],
    ['fields @timestamp', false],
    ['filter n = 1 | stats count(*)', true],
    ['parse "*" as a | stats count(*)', true],
    ['limit 5', true],
  ])('%s: messages are read: %s', (query, messages) => {
    expect(narrowed(query).messages).toBe(messages);
  });

  it('is in every event that a query shows, whatever the query', () => {
    const text = fc.constantFrom('a', 'b', 'ab', 'REPORT', 'x y');
    const field = fc.constantFrom('@message', '@message', 'n', '@type', '@logStream', 'm');
    const simple = fc.oneof(
      fc.tuple(field, text).map(([name, value]) => `${name} like "${value}"`),
      fc.tuple(field, text).map(([name, value]) => `${name} like /${value}/`),
      fc.tuple(field, fc.constantFrom('=', '!='), text).map(([name, operator, value]) => `${name} ${operator} "${value}"`),
    );
    const condition = fc.letrec<{ e: string }>((tie) => ({
      e: fc.oneof(
        { maxDepth: 3 },
        simple,
        fc.tuple(tie('e'), fc.constantFrom('and', 'or'), tie('e')).map(([a, operator, b]) => `(${a}) ${operator} (${b})`),
        tie('e').map((inner) => `not (${inner})`),
      ),
    })).e;
    const before = fc.constantFrom('', 'fields toupper(@message) as m | ', 'fields n as @message | ', 'display @message, n | ');
    const messages = fc.array(fc.constantFrom('a b', 'ab', 'x y z', '{"n":"a"}', '{"n":"b","m":"x y"}', 'REPORT RequestId: ab'), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(before, condition, condition, messages, (prefix, first, second, events) => {
        const query = `${prefix}filter ${first} | filter ${second}`;
        const { texts, logStream } = narrowed(query);
        const kept = events.filter((message) => texts.every((wanted) => message.includes(wanted)));
        // Events of the tests are all in the stream `s`.
        const shown = `${query} | stats count(*) as n`;
        const count = (list: readonly string[]) => rowsOf(shown, list)[0]?.['n'] ?? '0';
        expect(logStream === undefined || logStream === 's' ? count(kept) : '0').toBe(count(events));
      }),
      { numRuns: 1500 },
    );
  });
});
