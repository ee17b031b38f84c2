/**
 * Reads JSON token by token, and knows where it is: messages about patterns name a place, as EventBridge's parser counts it. That one
 * has read a string's opening quote only, until somebody asks for the text.
 */
export type Token =
  | { readonly type: '{' | '}' | '[' | ']' | 'end'; readonly at: number }
  | { readonly type: 'name' | 'string'; readonly text: string; readonly at: number; readonly textEnd: number }
  | { readonly type: 'number'; readonly value: number; readonly at: number }
  | { readonly type: 'true' | 'false' | 'null'; readonly at: number };

/** What the parser says, and how many characters it had read. */
export class JsonSyntaxError extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const expected = "was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

export class JsonTokens {
  readonly text: string;
  #at = 0;
  /** The containers that are open, innermost last. */
  readonly #open: ('{' | '[')[] = [];
  /** Has the innermost container had a member yet? */
  #first = true;
  #afterName = false;

  constructor(text: string) {
    this.text = text;
  }

  /** @throws JsonSyntaxError */
  next(): Token {
    this.#skipBlanks();
    const container = this.#open.at(-1);
    if (this.#at >= this.text.length) {
      if (container === undefined) return { type: 'end', at: this.#at };
      const what = container === '{' ? 'Object' : 'Array';
      throw new JsonSyntaxError(`Unexpected end-of-input: expected close marker for ${what}`, this.#at + 1);
    }
    if (this.#afterName) {
      this.#afterName = false;
      return this.#value();
    }
    const character = this.text[this.#at] ?? '';
    if (container !== undefined && character === (container === '{' ? '}' : ']')) {
      this.#open.pop();
      this.#first = false;
      this.#at += 1;
      return { type: character as '}' | ']', at: this.#at };
    }
    if (container !== undefined && !this.#first) {
      if (character !== ',') {
        const what = container === '{' ? 'Object' : 'Array';
        throw new JsonSyntaxError(`${unexpected(character)}: was expecting comma to separate ${what} entries`, this.#at + 1);
      }
      this.#at += 1;
      this.#skipBlanks();
    }
    this.#first = false;
    return container === '{' ? this.#name() : this.#value();
  }

  #name(): Token {
    const character = this.text[this.#at] ?? '';
    if (character !== '"') {
      throw new JsonSyntaxError(`${unexpected(character)}: was expecting double-quote to start field name`, this.#at);
    }
    const name = this.#string('name');
    this.#skipBlanks();
    const colon = this.text[this.#at] ?? '';
    if (colon !== ':') {
      throw new JsonSyntaxError(`${unexpected(colon)}: was expecting a colon to separate field name and value`, this.#at + 1);
    }
    this.#at += 1;
    this.#afterName = true;
    return name;
  }

  #value(): Token {
    const character = this.text[this.#at] ?? '';
    if (character === '{' || character === '[') {
      this.#open.push(character);
      this.#first = true;
      this.#at += 1;
      return { type: character, at: this.#at };
    }
    if (character === '"') return this.#string('string');
    const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    number.lastIndex = this.#at;
    const digits = number.exec(this.text)?.[0];
    if (digits !== undefined) {
      this.#at += digits.length;
      return { type: 'number', value: Number(digits), at: this.#at };
    }
    const word = /[A-Za-z_$][\w$]*/y;
    word.lastIndex = this.#at;
    const found = word.exec(this.text)?.[0];
    if (found === undefined) throw new JsonSyntaxError(`${unexpected(character)}: expected a valid value`, this.#at + 1);
    this.#at += found.length;
    if (found === 'true' || found === 'false' || found === 'null') return { type: found, at: this.#at };
    throw new JsonSyntaxError(`Unrecognized token '${found}': ${expected}`, this.#at);
  }

  #string(type: 'name' | 'string'): Token {
    const literal = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
    literal.lastIndex = this.#at;
    const found = literal.exec(this.text)?.[0];
    if (found === undefined) throw new JsonSyntaxError('Unexpected end-of-input in VALUE_STRING', this.text.length);
    const at = this.#at + 1;
    this.#at += found.length;
    return { type, text: JSON.parse(found) as string, at, textEnd: this.#at };
  }

  #skipBlanks(): void {
    while (/[ \t\r\n]/.test(this.text[this.#at] ?? '')) this.#at += 1;
  }
}

function unexpected(character: string): string {
  return `Unexpected character ('${character}' (code ${character.charCodeAt(0)}))`;
}

/** `line: 1, column: 11` of a place. */
export function placeIn(text: string, at: number): string {
  const lines = text.slice(0, at).split('\n');
  return `line: ${lines.length}, column: ${(lines.at(-1)?.length ?? 0) + 1}`;
}
