/**
 * Reads an event pattern, or says what is wrong with it and where, in EventBridge's words
 * (eventbridge/latest/userguide/eb-create-pattern.html). Called by PutRule, TestEventPattern and the delivery of events.
 */
import { invalidPattern } from '../errors.ts';
import { JsonSyntaxError, JsonTokens, placeIn, type Token } from './json-tokens.ts';
import type { EventPattern, FieldTests, Matcher } from './nodes.ts';
import { parseMatcher } from './parse-matcher.ts';

/** Alternatives that a pattern may have: each `$or` multiplies them. */
const mostAlternatives = 1_000;

/** @throws InvalidEventPatternException */
export function parsePattern(text: string): EventPattern {
  const reader = new PatternReader(text);
  try {
    return reader.pattern();
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw invalidPattern(`${error.message}\n at [Source: (String)"${text}"; ${placeIn(text, error.at)}]`);
  }
}

/** The tokens of a pattern, with the faults that are told by their place. */
export class PatternReader {
  readonly #text: string;
  readonly #tokens: JsonTokens;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = new JsonTokens(text);
  }

  next(): Token {
    return this.#tokens.next();
  }

  /** @param times how often the place is said: EventBridge repeats it for faults inside lists. */
  fault(reason: string, at: number, times = 1): Error {
    const place = `\n at [Source: (String)"${this.#text}"; ${placeIn(this.#text, at)}]`;
    return invalidPattern(reason + place.repeat(times));
  }

  pattern(): EventPattern {
    const first = this.next();
    if (first.type !== '{') throw this.fault('Filter is not an object', first.at);
    const alternatives = this.#fields('', [new Map()]);
    const after = this.next();
    if (after.type !== 'end') throw this.fault('Unexpected characters after the pattern', after.at);
    return alternatives;
  }

  /** The members of an object, up to its end, added to every alternative so far. */
  #fields(path: string, before: readonly FieldTests[]): readonly FieldTests[] {
    let alternatives = before;
    let token = this.next();
    if (token.type === '}') throw this.fault('Empty objects are not allowed', token.at);
    for (; token.type === 'name'; token = this.next()) {
      const { text: name } = token;
      const value = this.next();
      const inner = path === '' ? name : `${path}.${name}`;
      if (value.type === '{') alternatives = this.#fields(inner, alternatives);
      else if (value.type !== '[') throw this.fault(`"${name}" must be an object or an array`, value.at);
      else if (name === '$or' && this.#isAlternatives(value.at)) alternatives = this.#either(path, alternatives);
      else alternatives = withTests(alternatives, inner, this.#matchers());
    }
    return alternatives;
  }

  /** `$or` is a field like any other unless it holds at least two objects, none of which is an operator. */
  #isAlternatives(at: number): boolean {
    const ahead = new JsonTokens(this.#text.slice(at - 1));
    let depth = 0;
    let objects = 0;
    for (;;) {
      const token = ahead.next();
      if (depth === 1 && token.type !== '{' && token.type !== ']') return false;
      if (depth === 2 && token.type === 'name' && operators.has(token.text)) return false;
      if (token.type === '{' || token.type === '[') {
        depth += 1;
        if (depth === 2) objects += 1;
      } else if (token.type === '}' || token.type === ']') {
        depth -= 1;
        if (depth === 0) return objects >= 2;
      }
    }
  }

  #either(path: string, before: readonly FieldTests[]): readonly FieldTests[] {
    const all: FieldTests[] = [];
    for (let token = this.next(); token.type === '{'; token = this.next()) {
      all.push(...this.#fields(path, before));
      if (all.length > mostAlternatives)
        throw invalidPattern(`Pattern has more than ${mostAlternatives} combinations of $or; use fewer`);
    }
    return all;
  }

  /** A field's list, up to its end. */
  #matchers(): readonly Matcher[] {
    const matchers: Matcher[] = [];
    let token = this.next();
    for (; token.type !== ']'; token = this.next()) {
      switch (token.type) {
        case '{':
          matchers.push(parseMatcher(this));
          break;
        case 'string':
          matchers.push({ kind: 'equals', value: token.text });
          break;
        case 'number':
          matchers.push({ kind: 'equals', value: token.value });
          break;
        case 'true':
        case 'false':
          matchers.push({ kind: 'equals', value: token.type === 'true' });
          break;
        case 'null':
          matchers.push({ kind: 'equals', value: null });
          break;
        default:
          throw this.fault('Match value must be String, number, true, false, or null', token.at);
      }
    }
    if (matchers.length === 0) throw this.fault('Empty arrays are not allowed', token.at);
    return matchers;
  }
}

const operators = new Set(['prefix', 'suffix', 'cidr', 'numeric', 'anything-but', 'exists', 'equals-ignore-case', 'wildcard']);

function withTests(alternatives: readonly FieldTests[], path: string, matchers: readonly Matcher[]): readonly FieldTests[] {
  return alternatives.map((tests) => new Map(tests).set(path, matchers));
}
