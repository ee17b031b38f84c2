/**
 * Parses a mapping template: the Velocity Template Language as API Gateway takes it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html
 *
 * Who calls it: render.ts, once per template. Not built are `#include`, `#parse` and `#evaluate`, which API Gateway lacks.
 */
import { Cursor } from './cursor.ts';
import type { Branch, Node } from './nodes.ts';
import { parseExpression, parseReference } from './parse-expression.ts';

type Terminator = 'end' | 'else' | 'elseif' | undefined;

/** @throws TemplateError that says where. */
export function parse(text: string): readonly Node[] {
  const cursor = new Cursor(text);
  const { nodes, terminator } = parseBlock(cursor);
  if (terminator) throw cursor.error(`#${terminator} without a beginning`);
  return nodes;
}

function parseBlock(cursor: Cursor): { readonly nodes: Node[]; readonly terminator: Terminator } {
  const nodes: Node[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') nodes.push({ kind: 'text', text });
    text = '';
  };
  while (!cursor.isAtEnd) {
    text += cursor.match(/[^$#\\]+/y) ?? '';
    if (cursor.isAtEnd) break;
    if (cursor.match(/\\(?=[$#])/y) !== undefined) {
      // An escaped reference or directive is text.
      text += cursor.peek();
      cursor.at++;
      continue;
    }
    if (cursor.peek() === '\\') {
      text += '\\';
      cursor.at++;
      continue;
    }
    if (cursor.peek() === '$') {
      const reference = parseReference(cursor, parse);
      if (reference) {
        flush();
        nodes.push(reference);
      } else {
        text += '$';
        cursor.at++;
      }
      continue;
    }
    if (cursor.match(/##[^\n]*(?:\n|$)/y) !== undefined || cursor.match(/#\*.*?\*#/sy) !== undefined) continue;
    const raw = cursor.match(/#\[\[.*?\]\]#/sy);
    if (raw !== undefined) {
      text += raw.slice(3, -3);
      continue;
    }
    const word = directiveWord(cursor);
    if (word === undefined) {
      text += '#';
      cursor.at++;
      continue;
    }
    if (word === 'set') text = text.replace(/(^|\n)[ \t]+$/, '$1');
    if (word === 'end' || word === 'else' || word === 'elseif') {
      flush();
      if (word !== 'elseif') cursor.skipLineEnd();
      return { nodes, terminator: word };
    }
    flush();
    nodes.push(parseDirective(cursor, word));
  }
  flush();
  return { nodes, terminator: undefined };
}

const known = new Set(['set', 'if', 'elseif', 'else', 'end', 'foreach', 'define', 'macro', 'stop', 'break']);

/** The word behind `#`, also in braces; a word that is no directive counts when parentheses follow: it may be a macro's. */
function directiveWord(cursor: Cursor): string | undefined {
  const start = cursor.at;
  const found = cursor.match(/#(?:\{[A-Za-z]\w*\}|[A-Za-z]\w*)/y);
  const word = found?.replace(/[#{}]/g, '');
  if (word === undefined) return undefined;
  if (known.has(word) || /^\s*\(/.test(cursor.text.slice(cursor.at, cursor.at + 20))) return word;
  cursor.at = start;
  // `#elsefoo` is `#else` and a text.
  return cursor.match(/#else|#end/y)?.slice(1);
}

function parseDirective(cursor: Cursor, word: string): Node {
  switch (word) {
    case 'stop':
    case 'break':
      cursor.skipLineEnd();
      return { kind: word };
    case 'set':
      return parseSet(cursor);
    case 'if':
      return { kind: 'if', branches: parseBranches(cursor) };
    case 'foreach': {
      openParenthesis(cursor);
      const name = variable(cursor);
      if (cursor.match(/\s+in\b/y) === undefined) throw cursor.error('#foreach lacks its in');
      const items = parseExpression(cursor, parse);
      closeParenthesis(cursor);
      return { kind: 'foreach', name, items, body: body(cursor, word) };
    }
    case 'define': {
      openParenthesis(cursor);
      const name = variable(cursor);
      closeParenthesis(cursor);
      return { kind: 'define', name, body: body(cursor, word) };
    }
    case 'macro': {
      openParenthesis(cursor);
      const name = cursor.match(/\w+/y);
      if (name === undefined) throw cursor.error('#macro lacks its name');
      const parameters: string[] = [];
      cursor.skipBlanks();
      while (cursor.peek() === '$' || cursor.take(',')) {
        cursor.skipBlanks();
        parameters.push(variable(cursor));
        cursor.skipBlanks();
      }
      closeParenthesis(cursor);
      return { kind: 'macro', name, parameters, body: body(cursor, word) };
    }
    default:
      return parseCall(cursor, word);
  }
}

function parseSet(cursor: Cursor): Node {
  openParenthesis(cursor);
  const target = cursor.peek() === '$' ? parseReference(cursor, parse) : undefined;
  if (!target) throw cursor.error('#set lacks its variable');
  cursor.skipBlanks();
  cursor.expect('=');
  const value = parseExpression(cursor, parse);
  closeParenthesis(cursor);
  return { kind: 'set', target, value };
}

function parseBranches(cursor: Cursor): Branch[] {
  const branches: Branch[] = [];
  let isElse = false;
  for (;;) {
    let test: Branch['test'];
    if (!isElse) {
      openParenthesis(cursor);
      test = parseExpression(cursor, parse);
      closeParenthesis(cursor);
    }
    const { nodes, terminator } = parseBlock(cursor);
    branches.push({ test, body: nodes });
    if (terminator === 'end') return branches;
    if (terminator === undefined || isElse) throw cursor.error('#if lacks its #end');
    isElse = terminator === 'else';
  }
}

function parseCall(cursor: Cursor, name: string): Node {
  const start = cursor.at;
  openParenthesis(cursor);
  const values = [];
  while (!cursor.take(')')) {
    values.push(parseExpression(cursor, parse));
    // Arguments stand behind blanks or commas.
    cursor.match(/\s*,?\s*/y);
  }
  return { kind: 'call', name, values, source: `#${name}${cursor.text.slice(start, cursor.at)}` };
}

function body(cursor: Cursor, word: string): Node[] {
  const { nodes, terminator } = parseBlock(cursor);
  if (terminator !== 'end') throw cursor.error(`#${word} lacks its #end`);
  return nodes;
}

function variable(cursor: Cursor): string {
  const name = cursor.match(/\$!?(?:\{[A-Za-z_][\w-]*\}|[A-Za-z_][\w-]*)/y);
  if (name === undefined) throw cursor.error('a variable is missing');
  return name.replace(/[$!{}]/g, '');
}

function openParenthesis(cursor: Cursor): void {
  cursor.skipBlanks();
  cursor.expect('(');
  cursor.skipBlanks();
}

function closeParenthesis(cursor: Cursor): void {
  cursor.skipBlanks();
  cursor.expect(')');
  cursor.skipLineEnd();
}
