/** Reads one operator of an event pattern, `{ "prefix": "x" }`, from behind its opening brace up to its end. Called by parse.ts. */
import { invalidPattern } from '../errors.ts';
import { parseCidr } from './addresses.ts';
import type { Token } from './json-tokens.ts';
import type { Matcher } from './nodes.ts';
import type { PatternReader } from './parse.ts';
import { parseNumeric } from './parse-numeric.ts';
import { tooComplex, wildcardFault } from './wildcard.ts';

/** @throws InvalidEventPatternException */
export function parseMatcher(reader: PatternReader): Matcher {
  const name = reader.next();
  if (name.type !== 'name') throw reader.fault('Match expression name not found', name.at);
  const matcher = operator(reader, name.text, reader.next());
  const end = reader.next();
  if (end.type !== '}') throw reader.fault('Only one key allowed in match expression', end.at);
  return matcher;
}

function operator(reader: PatternReader, name: string, value: Token): Matcher {
  switch (name) {
    case 'prefix':
    case 'suffix':
      if (value.type === '{') return ignoringCase(reader, name);
      return { kind: name, text: textOf(reader, name, value), ignoreCase: false };
    case 'equals-ignore-case':
      return { kind: name, text: textOf(reader, name, value) };
    case 'wildcard':
      return wildcard(reader, value, 1);
    case 'cidr': {
      // EventBridge's own word here.
      const range = parseCidr(textOf(reader, 'prefix', value));
      if (typeof range === 'string') throw invalidPattern(range);
      return { kind: 'cidr', range };
    }
    case 'exists':
      if (value.type !== 'true' && value.type !== 'false')
        throw reader.fault('exists match pattern must be either true or false.', value.at);
      return { kind: 'exists', wanted: value.type === 'true' };
    case 'numeric':
      return parseNumeric(reader, value);
    case 'anything-but':
      return { kind: 'anything-but', none: anythingBut(reader, value) };
    default:
      throw reader.fault(`Unrecognized match type ${name}`, value.at);
  }
}

function textOf(reader: PatternReader, name: string, value: Token): string {
  if (value.type !== 'string') throw reader.fault(`${name} match pattern must be a string`, value.at);
  return value.text;
}

/** `{ "prefix": { "equals-ignore-case": "x" } }` */
function ignoringCase(reader: PatternReader, kind: 'prefix' | 'suffix'): Matcher {
  const name = reader.next();
  const value = reader.next();
  if (name.type !== 'name' || name.text !== 'equals-ignore-case')
    throw reader.fault(`Unsupported ${kind} pattern: ${name.type === 'name' ? name.text : name.type}`, value.at);
  const text = textOf(reader, 'equals-ignore-case', value);
  const end = reader.next();
  if (end.type !== '}') throw reader.fault('Only one key allowed in match expression', end.at);
  return { kind, text, ignoreCase: true };
}

function wildcard(reader: PatternReader, value: Token, times: number): Matcher {
  if (value.type !== 'string') throw reader.fault('wildcard match pattern must be a string', value.at, times);
  const fault = wildcardFault(value.text);
  if (fault !== undefined) throw reader.fault(fault, value.textEnd, times);
  if (tooComplex(value.text)) {
    throw invalidPattern(
      'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
    );
  }
  return { kind: 'wildcard', text: value.text };
}

function anythingBut(reader: PatternReader, value: Token): readonly Matcher[] {
  if (value.type === '{') return anythingButOperator(reader);
  if (value.type === '[') return list(reader, (entry) => plain(reader, entry, 2));
  return [plain(reader, value, 1)];
}

function plain(reader: PatternReader, value: Token, times: number): Matcher {
  if (value.type === 'string') return { kind: 'equals', value: value.text };
  if (value.type === 'number') return { kind: 'equals', value: value.value };
  throw times === 1
    ? reader.fault('Value of anything-but must be an array or single string/number value.', value.at)
    : reader.fault('Inside anything but list, start|null|boolean is not supported.', value.at, times);
}

function list(reader: PatternReader, read: (entry: Token) => Matcher): readonly Matcher[] {
  const found: Matcher[] = [];
  let entry = reader.next();
  for (; entry.type !== ']'; entry = reader.next()) found.push(read(entry));
  if (found.length === 0) throw reader.fault('Empty arrays are not allowed', entry.at);
  return found;
}

/** `{ "anything-but": { "prefix": … } }`, with one text or a list of them. */
function anythingButOperator(reader: PatternReader): readonly Matcher[] {
  const name = reader.next();
  if (name.type !== 'name') throw reader.fault('Anything-But expression name not found', name.at);
  const value = reader.next();
  const read = operatorOf(reader, name.text, value.at);
  if (value.type === '{') throw reader.fault('Value of anything-but must be an array or single string/number value.', value.at);
  const found = value.type === '[' ? list(reader, (entry) => read(entry, 2)) : [read(value, 1)];
  const end = reader.next();
  if (end.type !== '}') throw reader.fault('Only one key allowed in match expression', end.at);
  return found;
}

function operatorOf(reader: PatternReader, name: string, at: number): (entry: Token, times: number) => Matcher {
  switch (name) {
    case 'prefix':
    case 'suffix':
      return (entry, times) => {
        if (entry.type !== 'string') throw reader.fault('prefix/suffix match pattern must be a string', entry.at, times);
        if (entry.text === '') throw reader.fault('Null prefix/suffix not allowed', entry.textEnd, times);
        return { kind: name, text: entry.text, ignoreCase: false };
      };
    case 'equals-ignore-case':
      return (entry, times) => {
        if (entry.type === 'string') return { kind: name, text: entry.text };
        const reason = 'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.';
        throw reader.fault(reason, entry.at, times);
      };
    case 'wildcard':
      return (entry, times) => wildcard(reader, entry, times);
    default:
      throw reader.fault(`Unsupported anything-but pattern: ${name}`, at);
  }
}
