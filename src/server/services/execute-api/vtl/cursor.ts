/** A place in the text of a mapping template, and the small steps that both parsers take from it. */
import { TemplateError } from './nodes.ts';

export class Cursor {
  at = 0;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  peek(offset = 0): string {
    return this.text[this.at + offset] ?? '';
  }

  startsWith(word: string): boolean {
    return this.text.startsWith(word, this.at);
  }

  /** Steps over the word when it is next. */
  take(word: string): boolean {
    if (!this.startsWith(word)) return false;
    this.at += word.length;
    return true;
  }

  /** @throws TemplateError when something else is next. */
  expect(word: string): void {
    if (!this.take(word)) throw this.error(`${word} is missing`);
  }

  /** What the sticky expression matches here, or undefined. */
  match(form: RegExp): string | undefined {
    form.lastIndex = this.at;
    const found = form.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  skipBlanks(): void {
    this.match(/\s*/y);
  }

  /** The blanks behind a directive and the end of its line belong to the directive. */
  skipLineEnd(): void {
    this.match(/[ \t]*(?:\r\n|\n|\r)/y);
  }

  error(why: string): TemplateError {
    const before = this.text.slice(0, this.at);
    const line = before.split('\n').length;
    const column = this.at - before.lastIndexOf('\n');
    return new TemplateError(`Template, line ${line}, column ${column}: ${why}`);
  }
}
