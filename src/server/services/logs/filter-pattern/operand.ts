/**
 * The right side of a comparison, which fields and JSON properties share: a number, text with `*`, or `%regex%`.
 */
import type { Operand, Operator } from './nodes.ts';
import type { PatternReader } from './tokens.ts';
import { PatternError } from './tokens.ts';

const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

export function takeOperator(reader: PatternReader): Operator | undefined {
  for (const operator of ['!=', '<=', '>=', '=', '<', '>'] as const) if (reader.take(operator)) return operator;
  return undefined;
}

/**
 * @param bare a sticky expression for what may stand without quotes.
 * @throws PatternError when nothing comes, or when text is compared by size.
 */
export function takeOperand(reader: PatternReader, operator: Operator, bare: RegExp): Operand {
  const operand = readOperand(reader.skipBlanks(), bare);
  const bySize = operator !== '=' && operator !== '!=';
  if (bySize && operand.kind !== 'number') throw new PatternError(`operator ${operator} compares numbers only`);
  return operand;
}

function readOperand(reader: PatternReader, bare: RegExp): Operand {
  const regex = reader.takeRegex();
  if (regex) return { kind: 'regex', regex };
  const quoted = reader.takeQuoted();
  if (quoted !== undefined) return { kind: 'text', parts: quoted.split('*') };
  const word = reader.takeMatch(bare);
  if (word === undefined) throw reader.unexpected('a value');
  return number.test(word) ? { kind: 'number', value: Number(word), text: word } : { kind: 'text', parts: word.split('*') };
}

/** Compares a field's or a property's text. Text that is no number is neither larger nor smaller than one. */
export function compareText(given: string, operator: Operator, operand: Operand): boolean {
  switch (operator) {
    case '=':
      return equals(given, operand);
    case '!=':
      return !equals(given, operand);
    default:
      if (operand.kind !== 'number' || !number.test(given)) return false;
      return compareNumber(Number(given), operator, operand.value);
  }
}

export function compareNumber(given: number, operator: Operator, wanted: number): boolean {
  switch (operator) {
    case '=':
      return given === wanted;
    case '!=':
      return given !== wanted;
    case '<':
      return given < wanted;
    case '<=':
      return given <= wanted;
    case '>':
      return given > wanted;
    case '>=':
      return given >= wanted;
  }
}

function equals(given: string, operand: Operand): boolean {
  switch (operand.kind) {
    case 'regex':
      return operand.regex.test(given);
    case 'text':
      return matchesParts(given, operand.parts);
    case 'number':
      return given === operand.text || (number.test(given) && Number(given) === operand.value);
  }
}

/** `a*c` is the parts `a` and `c`: the first starts the text, the last ends it, the others follow one another between them. */
function matchesParts(text: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? '';
  if (parts.length === 1) return text === first;
  const last = parts[parts.length - 1] ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
