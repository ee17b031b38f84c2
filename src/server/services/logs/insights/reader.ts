/**
 * Reads a Logs Insights query from left to right: words, field names, strings, numbers, periods, regular expressions. The parser says
 * what it expects, because only it can tell a division from the start of a regular expression.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
import type { FieldName } from './nodes.ts';
import { type Period, unitOf } from './period.ts';
import { compileRegex, type QueryRegex } from './regex.ts';

/** A query that cannot be understood. `start` and `end` are offsets in the query. */
export class QueryError extends Error {
  readonly start: number;
  readonly end: number;

  constructor(message: string, start: number, end: number) {
    super(message);
    this.start = start;
    this.end = end;
  }
}

const blanks = /(?:\s|#[^\n]*)+/y;
const word = /[\p{L}_][\p{L}\p{N}_]*/uy;
const namePart = /[\p{L}\p{N}_@]+/uy;
const nameStart = /[\p{L}_@][\p{L}\p{N}_@]*/uy;
const numeral = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const letters = /[A-Za-z]+/y;

export class QueryReader {
  readonly text: string;
  #at = 0;

  constructor(text: string) {
    this.text = text;
    this.#skipBlanks();
  }

  /** Zero-based, behind blanks and comments. */
  get position(): number {
    return this.#at;
  }

  get atEnd(): boolean {
    return this.#at >= this.text.length;
  }

  peek(): string {
    return this.text.charAt(this.#at);
  }

  /** What was written from `start` on, without the blanks behind it. */
  writtenSince(start: number): string {
    return this.text.slice(start, this.#at).replace(/(?:\s|#[^\n]*)+$/, '');
  }

  /** Takes punctuation when it comes next. */
  take(symbol: string): boolean {
    if (!this.text.startsWith(symbol, this.#at)) return false;
    this.#moveTo(this.#at + symbol.length);
    return true;
  }

  /** @throws QueryError */
  expect(symbol: string): void {
    if (!this.take(symbol)) throw this.unexpected();
  }

  /** Takes a word when it comes next, in any case: `by`, `asc`. A longer name that starts with it stays. */
  takeWord(wanted: string): boolean {
    const found = this.#match(word);
    if (found?.toLowerCase() !== wanted || this.#continuesName(this.#at + found.length)) return false;
    this.#moveTo(this.#at + found.length);
    return true;
  }

  /** The name of a command or of a function: letters and digits only. */
  takeAnyWord(): string | undefined {
    const found = this.#match(word);
    if (found === undefined) return undefined;
    this.#moveTo(this.#at + found.length);
    return found;
  }

  /** A word with `(` behind it. The parenthesis is taken, too. */
  takeFunctionName(): string | undefined {
    const found = this.#match(word);
    if (found === undefined) return undefined;
    const behind = this.#at + found.length;
    blanks.lastIndex = behind;
    const gap = blanks.exec(this.text)?.[0].length ?? 0;
    if (this.text.charAt(behind + gap) !== '(') return undefined;
    this.#moveTo(behind + gap + 1);
    return found;
  }

  /** `@message`, `a.b.0.c`, `a[0]["b c"]`, `` `a-b`.c ``. @throws QueryError for one that does not end. */
  takeFieldName(): FieldName | undefined {
    const start = this.#at;
    const first = this.#namePart(nameStart, start);
    if (!first) return undefined;
    const path = [first.text];
    let at = first.end;
    for (;;) {
      const character = this.text.charAt(at);
      const part = character === '.' ? this.#namePart(namePart, at + 1) : character === '[' ? this.#bracket(at + 1) : undefined;
      if (!part) break;
      path.push(part.text);
      at = part.end;
    }
    this.#moveTo(at);
    return { path, text: path.join('.') };
  }

  /** `"…"` or `'…'`; a backslash takes its special meaning from a quote, a backslash, n and t. @throws QueryError */
  takeString(): string | undefined {
    const found = this.#quoted(this.#at, '\'"');
    if (!found) return undefined;
    this.#moveTo(found.end);
    return found.text;
  }

  takeNumber(): number | Period | undefined {
    const start = this.#at;
    const digits = this.#match(numeral);
    if (digits === undefined) return undefined;
    const value = Number(digits);
    letters.lastIndex = start + digits.length;
    const unit = letters.exec(this.text)?.[0];
    if (unit === undefined) {
      this.#moveTo(start + digits.length);
      return value;
    }
    const known = unitOf(unit);
    if (!known) throw this.#unexpectedAt(start, digits + unit);
    this.#moveTo(start + digits.length + unit.length);
    return { count: value, unit: known };
  }

  /** `/…/`, with Java's inline flags. @throws QueryError */
  takeRegex(): QueryRegex | undefined {
    const start = this.#at;
    if (this.peek() !== '/') return undefined;
    let end = start + 1;
    for (let inClass = false; ; end++) {
      const character = this.text.charAt(end);
      if (character === '' || character === '\n') throw this.#unexpectedAt(start, '/');
      if (character === '\\') end++;
      else if (character === '[') inClass = true;
      else if (character === ']') inClass = false;
      else if (character === '/' && !inClass) break;
    }
    const source = this.text.slice(start + 1, end);
    const regex = compileRegex(source);
    if (!regex) throw new QueryError(`invalid regular expression: ${source}`, start, end);
    this.#moveTo(end + 1);
    return regex;
  }

  unexpected(): QueryError {
    const symbol = /^(?:[\p{L}\p{N}_@.]+|\S)/u.exec(this.text.slice(this.#at))?.[0];
    return symbol === undefined
      ? new QueryError('unexpected end of the query', this.#at, this.#at)
      : this.#unexpectedAt(this.#at, symbol);
  }

  /** AWS's words. Lines are counted from 1. */
  #unexpectedAt(start: number, symbol: string): QueryError {
    const lines = this.text.slice(0, start).split('\n');
    const column = lines[lines.length - 1]?.length ?? 0;
    return new QueryError(
      `unexpected symbol found ${symbol} at line ${lines.length} and position ${column}`,
      start,
      start + symbol.length,
    );
  }

  #match(expression: RegExp): string | undefined {
    expression.lastIndex = this.#at;
    return expression.exec(this.text)?.[0];
  }

  #continuesName(at: number): boolean {
    return /^[@.[]$/.test(this.text.charAt(at));
  }

  #namePart(bare: RegExp, at: number): { readonly text: string; readonly end: number } | undefined {
    if (this.text.charAt(at) === '`') {
      const end = this.text.indexOf('`', at + 1);
      if (end < 0) throw this.#unexpectedAt(at, '`');
      return { text: this.text.slice(at + 1, end), end: end + 1 };
    }
    bare.lastIndex = at;
    const found = bare.exec(this.text)?.[0];
    return found === undefined ? undefined : { text: found, end: at + found.length };
  }

  #bracket(at: number): { readonly text: string; readonly end: number } | undefined {
    const quoted = this.#quoted(at, '\'"');
    const digits = /^\d+/.exec(this.text.slice(at, at + 12))?.[0];
    const part = quoted ?? (digits === undefined ? undefined : { text: digits, end: at + digits.length });
    if (!part || this.text.charAt(part.end) !== ']') return undefined;
    return { text: part.text, end: part.end + 1 };
  }

  #quoted(start: number, quotes: string): { readonly text: string; readonly end: number } | undefined {
    const quote = this.text.charAt(start);
    if (quote === '' || !quotes.includes(quote)) return undefined;
    let text = '';
    for (let at = start + 1; at < this.text.length; at++) {
      const character = this.text.charAt(at);
      if (character === quote) return { text, end: at + 1 };
      if (character !== '\\') {
        text += character;
        continue;
      }
      const next = this.text.charAt(++at);
      text += next === 'n' ? '\n' : next === 't' ? '\t' : next === '\\' || next === "'" || next === '"' ? next : `\\${next}`;
    }
    throw this.#unexpectedAt(start, quote);
  }

  #moveTo(at: number): void {
    this.#at = at;
    this.#skipBlanks();
  }

  #skipBlanks(): void {
    blanks.lastIndex = this.#at;
    this.#at += blanks.exec(this.text)?.[0].length ?? 0;
  }
}
