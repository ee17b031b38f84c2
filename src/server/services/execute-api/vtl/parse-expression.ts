/**
 * References and expressions of the Velocity Template Language.
 * https://velocity.apache.org/engine/1.7/vtl-reference.html
 *
 * Who calls it: parse.ts, for what stands behind `$` and in the parentheses of directives.
 */
import type { Cursor } from './cursor.ts';
import type { Expression, Node, Operator, Reference, Step } from './nodes.ts';

/** Parses the inside of a text in double quotes. */
export type ParseTemplate = (text: string) => readonly Node[];

const identifier = /[A-Za-z_][\w-]*/y;

/** @returns undefined, without a step, when `$` begins no reference. @throws TemplateError */
export function parseReference(cursor: Cursor, parseTemplate: ParseTemplate): Reference | undefined {
  const start = cursor.at;
  cursor.expect('$');
  cursor.take('!');
  const isFormal = cursor.take('{');
  const name = cursor.match(identifier);
  if (name === undefined) {
    cursor.at = start;
    return undefined;
  }
  const steps: Step[] = [];
  for (let step = parseStep(cursor, parseTemplate); step; step = parseStep(cursor, parseTemplate)) steps.push(step);
  if (isFormal) cursor.expect('}');
  return { kind: 'reference', name, steps };
}

function parseStep(cursor: Cursor, parseTemplate: ParseTemplate): Step | undefined {
  if (cursor.peek() === '[') {
    cursor.at++;
    const at = parseExpression(cursor, parseTemplate);
    cursor.skipBlanks();
    cursor.expect(']');
    return { kind: 'index', at };
  }
  if (cursor.peek() !== '.' || !/[A-Za-z_]/.test(cursor.peek(1))) return undefined;
  cursor.at++;
  const name = cursor.match(identifier) ?? '';
  if (!cursor.take('(')) return { kind: 'property', name };
  return { kind: 'method', name, values: parseList(cursor, ')', parseTemplate) };
}

/** Expressions between commas, up to and with `end`. */
function parseList(cursor: Cursor, end: string, parseTemplate: ParseTemplate): Expression[] {
  const values: Expression[] = [];
  cursor.skipBlanks();
  while (!cursor.take(end)) {
    if (values.length > 0) cursor.expect(',');
    values.push(parseExpression(cursor, parseTemplate));
    cursor.skipBlanks();
  }
  return values;
}

/** From loose to tight; the words are Velocity's other spelling. */
const levels: readonly (readonly [RegExp, Readonly<Record<string, Operator>>])[] = [
  [/\|\||or\b/y, { or: '||' }],
  [/&&|and\b/y, { and: '&&' }],
  [/==|!=|eq\b|ne\b/y, { eq: '==', ne: '!=' }],
  [/<=|>=|<|>|lt\b|le\b|gt\b|ge\b/y, { lt: '<', le: '<=', gt: '>', ge: '>=' }],
  [/\+|-/y, {}],
  [/\*|\/|%/y, {}],
];

/** @throws TemplateError */
export function parseExpression(cursor: Cursor, parseTemplate: ParseTemplate, level = 0): Expression {
  const [form, words] = levels[level] ?? [];
  if (!form) return parseUnary(cursor, parseTemplate);
  let left = parseExpression(cursor, parseTemplate, level + 1);
  for (;;) {
    cursor.skipBlanks();
    const word = cursor.match(form);
    if (word === undefined) return left;
    const right = parseExpression(cursor, parseTemplate, level + 1);
    left = { kind: 'binary', operator: words?.[word] ?? (word as Operator), left, right };
  }
}

function parseUnary(cursor: Cursor, parseTemplate: ParseTemplate): Expression {
  cursor.skipBlanks();
  if (cursor.match(/!|not\b/y) !== undefined) return { kind: 'not', value: parseUnary(cursor, parseTemplate) };
  if (cursor.take('(')) {
    const value = parseExpression(cursor, parseTemplate);
    cursor.skipBlanks();
    cursor.expect(')');
    return value;
  }
  if (cursor.peek() === '$') {
    const reference = parseReference(cursor, parseTemplate);
    if (reference) return reference;
  }
  const number = cursor.match(/-?\d+(?:\.\d+(?:[eE][+-]?\d+)?)?/y);
  if (number !== undefined) return { kind: 'literal', value: Number(number) };
  const word = cursor.match(/true\b|false\b|null\b/y);
  if (word !== undefined) return { kind: 'literal', value: word === 'null' ? null : word === 'true' };
  if (cursor.peek() === "'") return { kind: 'literal', value: quoted(cursor, "'") };
  if (cursor.peek() === '"') {
    const text = quoted(cursor, '"');
    return /[$#]/.test(text) ? { kind: 'template', body: parseTemplate(text) } : { kind: 'literal', value: text };
  }
  if (cursor.take('[')) return parseBrackets(cursor, parseTemplate);
  if (cursor.take('{')) return parseMap(cursor, parseTemplate);
  throw cursor.error('a value is missing');
}

/** A quote inside is doubled, or stands behind a backslash; every other backslash stays, for patterns such as `"\\'"`. */
function quoted(cursor: Cursor, quote: '"' | "'"): string {
  const form = quote === '"' ? /"(?:[^"\\]|\\.|"")*"/sy : /'(?:[^']|'')*'/y;
  const found = cursor.match(form);
  if (found === undefined) throw cursor.error('a text does not end');
  const inside = found.slice(1, -1).replaceAll(quote + quote, quote);
  return quote === '"' ? inside.replaceAll('\\"', '"') : inside;
}

function parseBrackets(cursor: Cursor, parseTemplate: ParseTemplate): Expression {
  cursor.skipBlanks();
  if (cursor.take(']')) return { kind: 'list', items: [] };
  const first = parseExpression(cursor, parseTemplate);
  cursor.skipBlanks();
  if (cursor.take('..')) {
    const to = parseExpression(cursor, parseTemplate);
    cursor.skipBlanks();
    cursor.expect(']');
    return { kind: 'range', from: first, to };
  }
  if (cursor.take(']')) return { kind: 'list', items: [first] };
  cursor.expect(',');
  return { kind: 'list', items: [first, ...parseList(cursor, ']', parseTemplate)] };
}

function parseMap(cursor: Cursor, parseTemplate: ParseTemplate): Expression {
  const entries: [Expression, Expression][] = [];
  cursor.skipBlanks();
  while (!cursor.take('}')) {
    if (entries.length > 0) cursor.expect(',');
    const key = parseExpression(cursor, parseTemplate);
    cursor.skipBlanks();
    cursor.expect(':');
    entries.push([key, parseExpression(cursor, parseTemplate)]);
    cursor.skipBlanks();
  }
  return { kind: 'map', entries };
}
