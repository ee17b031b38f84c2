import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesFilterPattern } from './match.ts';
import { parseFilterPattern } from './parse.ts';
import { PatternError } from './tokens.ts';

const compare = (path: string, operator: string, operand: object) => ({
  kind: 'compare',
  selector: path.split('.').map((name) => ({ kind: 'member', name })),
  operator,
  operand,
});
const num = (text: string) => ({ kind: 'number', value: Number(text), text });

describe('a filter pattern', () => {
  it('that is empty or blank takes every event', () => {
    expect(parseFilterPattern('')).toEqual({ kind: 'all' });
    expect(parseFilterPattern('  \t')).toEqual({ kind: 'all' });
  });

  it('has terms that are required, optional or excluded', () => {
    expect(parseFilterPattern('ERROR ?warn -"debug \\"x\\"" %4\\d\\d%')).toEqual({
      kind: 'terms',
      required: [
        { kind: 'text', text: 'ERROR' },
        { kind: 'regex', regex: expect.objectContaining({ source: '4\\d\\d' }) },
      ],
      optional: [{ kind: 'text', text: 'warn' }],
      excluded: [{ kind: 'text', text: 'debug "x"' }],
    });
  });

  it('binds && tighter than ||, and parentheses tightest', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => compare(name, '=', num('1')));
    expect(parseFilterPattern('{ $.a = 1 || $.b = 1 && $.c = 1 }')).toEqual({
      kind: 'json',
      condition: { kind: 'or', left: a, right: { kind: 'and', left: b, right: c } },
    });
    expect(parseFilterPattern('{ ($.a = 1 || $.b = 1) && $.c = 1 }')).toEqual({
      kind: 'json',
      condition: { kind: 'and', left: { kind: 'or', left: a, right: b }, right: c },
    });
  });

  it('selects members, elements, quoted names and wildcards', () => {
    expect(parseFilterPattern(`{ $.a[3]["b c"]['d'].*.e EXISTS }`)).toMatchObject({
      condition: {
        kind: 'exists',
        wanted: true,
        selector: [
          { kind: 'member', name: 'a' },
          { kind: 'element', index: 3 },
          { kind: 'member', name: 'b c' },
          { kind: 'member', name: 'd' },
          { kind: 'every' },
          { kind: 'member', name: 'e' },
        ],
      },
    });
  });

  it('has an ellipsis that stands for any number of fields', () => {
    expect(parseFilterPattern('[ip, ..., status = 4*]')).toEqual({
      kind: 'fields',
      before: [{ name: 'ip', condition: undefined }],
      after: [{ name: 'status', condition: { kind: 'compare', operator: '=', operand: { kind: 'text', parts: ['4', ''] } } }],
    });
  });

  it.each([
    ['@timestamp', "Invalid character(s) in term '@timestamp'"],
    ['/aws/lambda', "Invalid character(s) in term '/aws/lambda'"],
    ['-', 'expected a term at position 1, found the end'],
    ['"open', 'the quotation that starts at position 0 does not end'],
    ['%open', 'the regular expression that starts at position 0 does not end'],
    ['%(a)%', "the regular expression '(a)' has characters that are not supported"],
    ['%[%', "the regular expression '[' is not valid"],
    ['{', "expected '$' at position 1, found the end"],
    ['{ $.a = 1', "expected '}' at position 9, found the end"],
    ['{ $.a = 1 } x', "expected the end at position 12, found 'x'"],
    ['{ a = 1 }', "expected '$' at position 2, found 'a'"],
    ['{ $ = 1 }', "expected '.' at position 3, found ' '"],
    ['{ $.a }', 'expected an operator, IS, EXISTS or NOT EXISTS at position 6'],
    ['{ $.a IS 3 }', 'expected NULL, TRUE or FALSE behind IS at position 6'],
    ['{ $.a NOT NULL }', 'expected an operator, IS, EXISTS or NOT EXISTS at position 6'],
    ['{ $.a > "x" }', 'operator > compares numbers only'],
    ['{ $.a = }', "expected a value at position 8, found '}'"],
    ['{ ($.a = 1 }', "expected ')' at position 11, found '}'"],
    ['{ $.*.* = 1 }', 'a selector has one wildcard at most'],
    ['{ $.a[x] = 1 }', "expected an index or a quoted name at position 6, found 'x'"],
    ['[a, b', "expected ']' at position 5, found the end"],
    ['[a, ..., b, ...]', 'a pattern has one ellipsis at most'],
    ['[a = 1 && b = 2]', 'a condition on field a cannot name field b'],
    ['[a > x*]', 'operator > compares numbers only'],
  ])('%s is refused', (text, message) => {
    expect(() => parseFilterPattern(text)).toThrowError(new PatternError(message));
  });

  it('never fails but with a PatternError, and what it accepts can be matched', () => {
    const piece = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        '(',
        ')',
        '$',
        '.',
        '*',
        '...',
        ',',
        '=',
        '!=',
        '<',
        '>=',
        '&&',
        '||',
        '?',
        '-',
        '"',
        "'",
        '%',
        '\\',
        ' ',
      ],
      ...['a', 'IS', 'NULL', 'NOT', 'EXISTS', '1', '1e3', 'é', '\u{1f600}'],
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, fc.oneof(fc.string(), fc.json()), (pattern, message) => {
        try {
          matchesFilterPattern(parseFilterPattern(pattern), message);
        } catch (error) {
          expect(error).toBeInstanceOf(PatternError);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('finds the value that a selector was made from', () => {
    const scalar = fc.oneof(
      fc.integer(),
      fc.boolean(),
      fc.string({ unit: 'grapheme-ascii' }).filter((text) => !text.includes('*')),
    );
    const step = fc.oneof(fc.nat(5), fc.string({ minLength: 1 }));
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), scalar, (path, value) => {
        let event: unknown = value;
        for (const part of path.toReversed()) {
          if (typeof part === 'number') {
            const elements: unknown[] = Array.from({ length: part }, () => null);
            event = [...elements, event];
          } else event = JSON.parse(`{${JSON.stringify(part)}:${JSON.stringify(event)}}`);
        }
        const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
        const selector = path.map((part) => `[${typeof part === 'number' ? part : quote(part)}]`).join('');
        const operand = typeof value === 'string' ? quote(value) : String(value);
        const message = JSON.stringify(event);
        expect(matchesFilterPattern(parseFilterPattern(`{ $${selector} = ${operand} }`), message)).toBe(true);
        expect(matchesFilterPattern(parseFilterPattern(`{ $${selector} != ${operand} }`), message)).toBe(false);
        expect(matchesFilterPattern(parseFilterPattern(`{ $${selector} NOT EXISTS }`), message)).toBe(false);
      }),
    );
  });
});
