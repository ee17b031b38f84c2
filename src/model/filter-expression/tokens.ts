/**
 * Cuts a filter expression into tokens. AWS page: "Using filter expressions" (xray-console-filters).
 *
 * Called by parse.ts. Offsets count from 0, in UTF-16 units, and go into error messages.
 */
import type { JsonValue } from '../segment-document.ts';

export type Token =
  | { readonly kind: 'word'; readonly text: string; readonly offset: number }
  | { readonly kind: 'string'; readonly text: string; readonly value: string; readonly offset: number }
  | { readonly kind: 'number'; readonly text: string; readonly value: number; readonly offset: number }
  | { readonly kind: 'json'; readonly text: string; readonly value: JsonValue; readonly offset: number }
  /** What stands between square brackets: a key of an annotation. */
  | { readonly kind: 'key'; readonly text: string; readonly value: string; readonly offset: number }
  | { readonly kind: 'symbol'; readonly text: string; readonly offset: number }
  | { readonly kind: 'end'; readonly text: ''; readonly offset: number };

/** The expression cannot be read; the message names the symbol and its offset. */
export class FilterExpressionError extends Error {
  readonly offset: number;

  constructor(problem: string, offset: number) {
    super(`Invalid filter expression: ${problem} at position ${offset}`);
    this.name = 'FilterExpressionError';
    this.offset = offset;
  }
}

const space = /\s+/y;
const word = /[A-Za-z_][A-Za-z0-9_.]*/y;
const number = /-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const string = /"(?:[^"\\]|\\.)*"/sy;
const key = /\[([^\]]*)\]/y;
const symbol = /!=|<=|>=|[!=<>(){},:]/y;

/** @throws FilterExpressionError */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  while (offset < text.length) {
    const gap = matchAt(space, text, offset);
    if (gap !== undefined) {
      offset += gap.length;
      continue;
    }
    const token = tokenAt(text, offset);
    tokens.push(token);
    offset += token.text.length;
  }
  tokens.push({ kind: 'end', text: '', offset });
  return tokens;
}

function tokenAt(text: string, offset: number): Token {
  const name = matchAt(word, text, offset);
  if (name !== undefined) return { kind: 'word', text: name, offset };
  const digits = matchAt(number, text, offset);
  if (digits !== undefined) return { kind: 'number', text: digits, value: Number(digits), offset };
  const quoted = matchAt(string, text, offset);
  if (quoted !== undefined) return { kind: 'string', text: quoted, value: unquoted(quoted, offset), offset };
  const bracket = matchAt(key, text, offset);
  if (bracket !== undefined) return { kind: 'key', text: bracket, value: annotationKey(bracket, offset), offset };
  const sign = matchAt(symbol, text, offset);
  if (sign !== undefined) return { kind: 'symbol', text: sign, offset };
  if (text[offset] === '#') return jsonAt(text, offset);
  if (text[offset] === '"') throw new FilterExpressionError('unterminated string', offset);
  throw new FilterExpressionError(`unexpected symbol ${JSON.stringify(text[offset])}`, offset);
}

function matchAt(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}

function unquoted(quoted: string, offset: number): string {
  try {
    return String(JSON.parse(quoted.replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r')));
  } catch {
    throw new FilterExpressionError(`malformed string ${quoted}`, offset);
  }
}

function annotationKey(bracket: string, offset: number): string {
  const inner = bracket.slice(1, -1).trim();
  if (inner === '') throw new FilterExpressionError('empty annotation key', offset);
  return inner.startsWith('"') ? unquoted(inner, offset) : inner;
}

/** `#` and a JSON array: its end is where the brackets outside strings are balanced. */
function jsonAt(text: string, offset: number): Token {
  let depth = 0;
  for (let at = offset + 1; at < text.length; at++) {
    const quoted = text[at] === '"' ? matchAt(string, text, at) : undefined;
    if (quoted !== undefined) at += quoted.length - 1;
    else if (text[at] === '[' || text[at] === '{') depth++;
    else if (text[at] === ']' || text[at] === '}') depth--;
    if (depth === 0 && text[at]?.trim() !== '') return jsonToken(text.slice(offset, at + 1), offset);
  }
  throw new FilterExpressionError('unterminated JSON', offset);
}

function jsonToken(text: string, offset: number): Token {
  try {
    const value = JSON.parse(text.slice(1)) as JsonValue;
    if (Array.isArray(value)) return { kind: 'json', text, value, offset };
  } catch {
    // Reported below, as JSON that is no array is.
  }
  throw new FilterExpressionError(`expected a JSON array instead of ${text}`, offset);
}
