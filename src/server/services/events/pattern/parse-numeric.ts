/** Reads `{ "numeric": [">", 0, "<=", 5] }` from its value on. Called by parse-matcher.ts. */
import type { Token } from './json-tokens.ts';
import type { Bound, Matcher } from './nodes.ts';
import type { PatternReader } from './parse.ts';

/** EventBridge compares numbers within these. */
const largest = 5_000_000_000;

/** @throws InvalidEventPatternException */
export function parseNumeric(reader: PatternReader, value: Token): Matcher {
  if (value.type !== '[') throw reader.fault('Value of numeric must be an array.', value.at);
  const operator = reader.next();
  if (operator.type !== 'string') throw reader.fault('Invalid member in numeric match', operator.at);
  if (operator.text === '=') {
    const exact: Bound = { value: numberAfter(reader, 'equals'), included: true };
    return ended(reader, reader.next(), exact, exact);
  }
  if (!/^[<>]=?$/.test(operator.text))
    throw reader.fault(`Unrecognized numeric range operator: ${operator.text}`, operator.textEnd);
  const first = bound(reader, operator.text);
  const isLow = operator.text.startsWith('>');
  const second = reader.next();
  if (second.type === ']') return { kind: 'numeric', low: isLow ? first : undefined, high: isLow ? undefined : first };
  if (second.type !== 'string') throw reader.fault('Bad value in numeric range', second.at);
  if (!(isLow ? /^<=?$/ : /^>=?$/).test(second.text))
    throw reader.fault(`Bad numeric range operator: ${second.text}`, second.textEnd);
  const other = bound(reader, second.text);
  const [low, high] = isLow ? [first, other] : [other, first];
  const end = reader.next();
  if (low.value >= high.value) throw reader.fault('Bottom must be less than top', end.at);
  return ended(reader, end, low, high);
}

function bound(reader: PatternReader, operator: string): Bound {
  return { value: numberAfter(reader, operator), included: operator.endsWith('=') };
}

function numberAfter(reader: PatternReader, operator: string): number {
  const token = reader.next();
  if (token.type !== 'number') throw reader.fault(`Value of ${operator} must be numeric`, token.at);
  if (Math.abs(token.value) > largest) throw reader.fault('Value must be between -5.0E9 and 5.0E9, inclusive', token.at);
  return token.value;
}

function ended(reader: PatternReader, end: Token, low: Bound, high: Bound): Matcher {
  if (end.type !== ']') throw reader.fault('Too many terms in numeric range expression', end.at);
  return { kind: 'numeric', low, high };
}
