/**
 * Reads a filter pattern from left to right: the characters, quoted phrases, regular expressions and bare words that the three
 * kinds of patterns are made of.
 */
import { PatternRegex } from './pattern-regex.ts';

export class PatternError extends Error {}

export class PatternReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Zero-based place in the pattern, for messages. */
  get position(): number {
    return this.#at;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  skipBlanks(): this {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at++;
    return this;
  }

  peek(length = 1): string {
    return this.#text.slice(this.#at, this.#at + length);
  }

  /** Takes `text` when it comes next. */
  take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  /** @throws PatternError when something else comes next. */
  expect(text: string): void {
    if (!this.take(text)) throw this.unexpected(`'${text}'`);
  }

  /** Takes what a sticky expression matches here. */
  takeMatch(expression: RegExp): string | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#text)?.[0];
    if (found === undefined || found === '') return undefined;
    this.#at += found.length;
    return found;
  }

  /** `"…"`; `\"` and `\\` are the escapes. @throws PatternError when it does not end. */
  takeQuoted(quote = '"'): string | undefined {
    if (this.peek() !== quote) return undefined;
    const start = this.#at;
    let text = '';
    for (let at = start + 1; at < this.#text.length; at++) {
      const character = this.#text.charAt(at);
      const next = this.#text.charAt(at + 1);
      if (character === '\\' && (next === quote || next === '\\')) {
        text += next;
        at++;
      } else if (character === quote) {
        this.#at = at + 1;
        return text;
      } else text += character;
    }
    throw new PatternError(`the quotation that starts at position ${start} does not end`);
  }

  /** `%…%`. @throws PatternError for what AWS's regular expressions lack. */
  takeRegex(): PatternRegex | undefined {
    if (this.peek() !== '%') return undefined;
    const start = this.#at;
    const end = this.#text.indexOf('%', start + 1);
    if (end < 0) throw new PatternError(`the regular expression that starts at position ${start} does not end`);
    const source = this.#text.slice(start + 1, end);
    this.#at = end + 1;
    return compileRegex(source);
  }

  unexpected(wanted: string): PatternError {
    const found = this.atEnd ? 'the end' : `'${this.peek()}'`;
    return new PatternError(`expected ${wanted} at position ${this.#at}, found ${found}`);
  }
}

/** Letters, digits, the listed symbols and operators; no groups, and no multi-byte characters. */
const regexCharacters = /^[A-Za-z0-9_:#=@/;, \-^$?[\]{}|\\*+.]+$/;

function compileRegex(source: string): PatternRegex {
  // Behind a backslash any ASCII character may stand: `\(` is a parenthesis, not a group.
  const plain = source.replace(/\\[\x21-\x7e]/g, '');
  if (source === '' || (plain !== '' && !regexCharacters.test(plain)))
    throw new PatternError(`the regular expression '${source}' has characters that are not supported`);
  try {
    return new PatternRegex(source);
  } catch {
    throw new PatternError(`the regular expression '${source}' is not valid`);
  }
}
