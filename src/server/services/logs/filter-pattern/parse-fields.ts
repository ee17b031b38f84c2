/**
 * Patterns for events with fields between blanks: `[ip, user, ..., request = *.html*, status = 4* && status != 404]`.
 */
import type { Field, FieldCondition, FieldsPattern } from './nodes.ts';
import { takeOperand, takeOperator } from './operand.ts';
import type { PatternReader } from './tokens.ts';
import { PatternError } from './tokens.ts';

const fieldName = /[\p{L}\p{N}_.$#@-]+/uy;
const bare = /[^\s,\]&|"%=<>!]+/y;

/** @throws PatternError */
export function parseFields(reader: PatternReader): FieldsPattern {
  reader.expect('[');
  const before: Field[] = [];
  let after: Field[] | undefined;
  // `[]` is `[...]`.
  if (reader.skipBlanks().peek() === ']') return parseEnd(reader, before, []);
  do {
    reader.skipBlanks();
    if (reader.take('...')) {
      if (after) throw new PatternError('a pattern has one ellipsis at most');
      after = [];
    } else (after ?? before).push(parseField(reader));
    reader.skipBlanks();
  } while (reader.take(','));
  return parseEnd(reader, before, after);
}

function parseEnd(reader: PatternReader, before: readonly Field[], after: readonly Field[] | undefined): FieldsPattern {
  reader.expect(']');
  if (!reader.skipBlanks().atEnd) throw reader.unexpected('the end');
  return { kind: 'fields', before, after };
}

/** A name, alone or with conditions on it: `status`, `status = 404 || status = 410`. Between two commas, a field without a name. */
function parseField(reader: PatternReader): Field {
  const next = reader.skipBlanks().peek();
  if (next === ',' || next === ']') return { name: undefined, condition: undefined };
  const name = takeName(reader);
  const operator = takeOperator(reader.skipBlanks());
  if (!operator) return { name, condition: undefined };
  const condition: FieldCondition = { kind: 'compare', operator, operand: takeOperand(reader, operator, bare) };
  return { name, condition: parseOr(reader, name, condition) };
}

function parseOr(reader: PatternReader, field: string, first: FieldCondition): FieldCondition {
  let left = parseAnd(reader, field, first);
  while (reader.skipBlanks().take('||')) {
    const right = parseAnd(reader, field, parseCondition(reader, field));
    left = { kind: 'or', left, right };
  }
  return left;
}

function parseAnd(reader: PatternReader, field: string, first: FieldCondition): FieldCondition {
  let left = first;
  while (reader.skipBlanks().take('&&')) left = { kind: 'and', left, right: parseCondition(reader, field) };
  return left;
}

/** A further condition repeats the field's name. */
function parseCondition(reader: PatternReader, field: string): FieldCondition {
  const again = takeName(reader);
  if (again !== field) throw new PatternError(`a condition on field ${field} cannot name field ${again}`);
  const operator = takeOperator(reader.skipBlanks());
  if (!operator) throw reader.unexpected('an operator');
  return { kind: 'compare', operator, operand: takeOperand(reader, operator, bare) };
}

function takeName(reader: PatternReader): string {
  const taken = reader.skipBlanks().takeMatch(fieldName);
  if (taken === undefined) throw reader.unexpected('a field name');
  return taken;
}
