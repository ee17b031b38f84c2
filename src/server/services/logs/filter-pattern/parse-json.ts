/**
 * Patterns for JSON events: `{ $.level = "ERROR" && ($.a.b[0] > 3 || $.x IS NULL) }`. `&&` binds tighter than `||`.
 */
import type { JsonCondition, JsonPattern, Selector, SelectorStep } from './nodes.ts';
import { takeOperand, takeOperator } from './operand.ts';
import type { PatternReader } from './tokens.ts';
import { PatternError } from './tokens.ts';

const memberName = /[\p{L}\p{N}_@/-]+/uy;
const index = /\d+/y;
const keyword = /[A-Za-z]+/y;
const bare = /[^\s()&|"%=<>!{}]+/y;

/** @throws PatternError */
export function parseJson(reader: PatternReader): JsonPattern {
  reader.expect('{');
  const condition = parseOr(reader);
  reader.skipBlanks().expect('}');
  if (!reader.skipBlanks().atEnd) throw reader.unexpected('the end');
  return { kind: 'json', condition };
}

function parseOr(reader: PatternReader): JsonCondition {
  let left = parseAnd(reader);
  while (reader.skipBlanks().take('||')) left = { kind: 'or', left, right: parseAnd(reader) };
  return left;
}

function parseAnd(reader: PatternReader): JsonCondition {
  let left = parseOne(reader);
  while (reader.skipBlanks().take('&&')) left = { kind: 'and', left, right: parseOne(reader) };
  return left;
}

function parseOne(reader: PatternReader): JsonCondition {
  if (reader.skipBlanks().take('(')) {
    const inner = parseOr(reader);
    reader.skipBlanks().expect(')');
    return inner;
  }
  const selector = parseSelector(reader);
  const operator = takeOperator(reader.skipBlanks());
  if (operator) return { kind: 'compare', selector, operator, operand: takeOperand(reader, operator, bare) };
  const start = reader.position;
  switch (reader.takeMatch(keyword)?.toUpperCase()) {
    case 'EXISTS':
      return { kind: 'exists', selector, wanted: true };
    case 'NOT':
      if (reader.skipBlanks().takeMatch(keyword)?.toUpperCase() === 'EXISTS') return { kind: 'exists', selector, wanted: false };
      break;
    case 'IS':
      switch (reader.skipBlanks().takeMatch(keyword)?.toUpperCase()) {
        case 'NULL':
          return { kind: 'is', selector, value: null };
        case 'TRUE':
          return { kind: 'is', selector, value: true };
        case 'FALSE':
          return { kind: 'is', selector, value: false };
        default:
          throw new PatternError(`expected NULL, TRUE or FALSE behind IS at position ${start}`);
      }
    default:
  }
  throw new PatternError(`expected an operator, IS, EXISTS or NOT EXISTS at position ${start}`);
}

/** @throws PatternError for a second `*`: AWS takes one. */
export function parseSelector(reader: PatternReader): Selector {
  reader.expect('$');
  const steps: SelectorStep[] = [];
  for (let step = takeStep(reader); step; step = takeStep(reader)) steps.push(step);
  if (steps.length === 0) throw reader.unexpected("'.'");
  if (steps.filter((step) => step.kind === 'every').length > 1) throw new PatternError('a selector has one wildcard at most');
  return steps;
}

function takeStep(reader: PatternReader): SelectorStep | undefined {
  if (reader.take('.')) {
    if (reader.peek() === '[') return takeStep(reader);
    if (reader.take('*')) return { kind: 'every' };
    const name = reader.takeQuoted() ?? reader.takeMatch(memberName);
    if (name === undefined) throw reader.unexpected('a property name');
    return { kind: 'member', name };
  }
  if (!reader.take('[')) return undefined;
  const name = reader.skipBlanks().takeQuoted() ?? reader.takeQuoted("'");
  const step: SelectorStep | undefined =
    name !== undefined ? { kind: 'member', name } : reader.take('*') ? { kind: 'every' } : elementStep(reader);
  if (!step) throw reader.unexpected('an index or a quoted name');
  reader.skipBlanks().expect(']');
  return step;
}

function elementStep(reader: PatternReader): SelectorStep | undefined {
  const digits = reader.takeMatch(index);
  return digits === undefined ? undefined : { kind: 'element', index: Number(digits) };
}
