/**
 * Reads X-Ray's filter language. AWS page: "Using filter expressions" (xray-console-filters).
 *
 *     or        := and ( OR and )*
 *     and       := unary ( [AND] unary )*              what stands side by side must both hold
 *     unary     := ( '!' | NOT ) unary | '(' or ')' | predicate
 *     predicate := service [ '(' [ident] ')' ] [ '{' or '}' ] | edge '(' ident ',' ident ')' [ '{' or '}' ]
 *                | rootcause.(fault|error|responsetime).(service|entity|exception) '{' or '}' | operand [ operator literal ]
 *     ident     := string | id '(' field ( ',' field )* ')'      field := ( name | type | account.id ) ':' string
 *
 * Called by GetTraceSummaries, groups and the console. Words are read in any case; annotation keys and strings are not.
 */
import {
  annotationMayStandIn,
  type FilterNode,
  isKeyword,
  keywords,
  type Literal,
  mayStandIn,
  type Operand,
  type Operator,
  type RootCauseKind,
  type RootCauseLevel,
  type Scope,
  type ServiceSelector,
} from './nodes.ts';
import { FilterExpressionError, type Token, tokenise } from './tokens.ts';

export { FilterExpressionError } from './tokens.ts';

const longest = 2000;
const rootCause = /^rootcause\.(fault|error|responsetime)\.(service|entity|exception)$/;
const selectorFields = { name: 'name', type: 'type', 'account.id': 'account' } as const;

type Type = 'boolean' | 'number' | 'string' | 'any';

const operators: Readonly<Record<Operator, readonly Type[]>> = {
  '=': ['boolean', 'number', 'string', 'any'],
  '!=': ['boolean', 'number', 'string', 'any'],
  '<': ['number', 'any'],
  '<=': ['number', 'any'],
  '>': ['number', 'any'],
  '>=': ['number', 'any'],
  contains: ['string', 'any'],
  beginswith: ['string', 'any'],
  endswith: ['string', 'any'],
};

/**
 * @param text an empty one matches every trace.
 * @throws FilterExpressionError that names what cannot stand where it stands.
 */
export function parseFilterExpression(text: string): FilterNode {
  if (text.length > longest) throw new FilterExpressionError(`more than ${longest} characters`, longest);
  const reader = new Reader(tokenise(text));
  if (reader.peek().kind === 'end') return { kind: 'all' };
  const node = readOr(reader, 'trace');
  if (reader.peek().kind !== 'end') throw reader.unexpected();
  return node;
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
    this.#end = tokens.at(-1) ?? { kind: 'end', text: '', offset: 0 };
  }

  peek(): Token {
    return this.#tokens[this.#at] ?? this.#end;
  }

  next(): Token {
    const token = this.peek();
    this.#at++;
    return token;
  }

  /** Takes the next token when it is this word (any case) or symbol. */
  takes(text: string): boolean {
    const token = this.peek();
    const found = (token.kind === 'word' || token.kind === 'symbol') && token.text.toLowerCase() === text;
    if (found) this.#at++;
    return found;
  }

  expect(text: string): void {
    if (!this.takes(text)) throw this.unexpected(`"${text}"`);
  }

  unexpected(expected?: string, token: Token = this.peek()): FilterExpressionError {
    const found = token.kind === 'end' ? 'unexpected end' : `unexpected symbol ${JSON.stringify(token.text)}`;
    return new FilterExpressionError(expected === undefined ? found : `expected ${expected}, ${found}`, token.offset);
  }
}

function readOr(reader: Reader, scope: Scope): FilterNode {
  const operands = [readAnd(reader, scope)];
  while (reader.takes('or')) operands.push(readAnd(reader, scope));
  return joined('or', operands);
}

function readAnd(reader: Reader, scope: Scope): FilterNode {
  const operands = [readUnary(reader, scope)];
  while (reader.takes('and') || startsUnary(reader.peek())) operands.push(readUnary(reader, scope));
  return joined('and', operands);
}

function joined(kind: 'and' | 'or', operands: readonly FilterNode[]): FilterNode {
  const [only] = operands;
  return operands.length === 1 && only !== undefined ? only : { kind, operands };
}

function startsUnary(token: Token): boolean {
  if (token.kind === 'word') return token.text.toLowerCase() !== 'or';
  return token.kind === 'symbol' && (token.text === '!' || token.text === '(');
}

function readUnary(reader: Reader, scope: Scope): FilterNode {
  if (reader.takes('!') || reader.takes('not')) return { kind: 'not', operand: readUnary(reader, scope) };
  if (!reader.takes('(')) return readPredicate(reader, scope);
  const node = readOr(reader, scope);
  reader.expect(')');
  return node;
}

function readPredicate(reader: Reader, scope: Scope): FilterNode {
  const token = reader.next();
  if (token.kind !== 'word') throw reader.unexpected('a keyword', token);
  const word = token.text.toLowerCase();
  const cause = rootCause.exec(word);
  if (isSelector(word) || cause !== null) {
    if (scope !== 'trace')
      throw new FilterExpressionError(`${JSON.stringify(token.text)} cannot stand inside braces`, token.offset);
    if (word === 'service') return readService(reader);
    if (word === 'edge') return readEdge(reader);
    if (word === 'rootcause.json') return readRootCauseJson(reader);
    if (cause !== null) return readRootCause(reader, token, cause[1] as RootCauseKind, cause[2] as RootCauseLevel);
    return readGroup(reader, word === 'group.name' ? 'name' : 'arn');
  }
  return readComparison(reader, readOperand(reader, token, scope));
}

function isSelector(word: string): boolean {
  return ['service', 'edge', 'group.name', 'group.arn', 'rootcause.json'].includes(word);
}

function readService(reader: Reader): FilterNode {
  let service: ServiceSelector = {};
  if (reader.takes('(') && !reader.takes(')')) {
    service = readIdentity(reader);
    reader.expect(')');
  }
  return { kind: 'service', service, body: readBody(reader, 'service') };
}

function readEdge(reader: Reader): FilterNode {
  reader.expect('(');
  const from = readIdentity(reader);
  reader.expect(',');
  const to = readIdentity(reader);
  reader.expect(')');
  return { kind: 'edge', from, to, body: readBody(reader, 'edge') };
}

function readRootCause(reader: Reader, token: Token, cause: RootCauseKind, level: RootCauseLevel): FilterNode {
  if (cause === 'responsetime' && level === 'exception')
    throw reader.unexpected('rootcause.responsetime.service or .entity', token);
  const body = readBody(reader, `rootcause.${cause}.${level}`);
  if (body === undefined) throw reader.unexpected('"{"');
  return { kind: 'rootcause', cause, level, body };
}

function readBody(reader: Reader, scope: Scope): FilterNode | undefined {
  if (!reader.takes('{')) return undefined;
  const body = readOr(reader, scope);
  reader.expect('}');
  return body;
}

function readRootCauseJson(reader: Reader): FilterNode {
  const operator = readEquality(reader);
  const token = reader.next();
  if (token.kind !== 'json' || !Array.isArray(token.value)) throw reader.unexpected('# and a JSON array', token);
  const node: FilterNode = { kind: 'rootcause.json', causes: token.value };
  return operator === '=' ? node : { kind: 'not', operand: node };
}

function readGroup(reader: Reader, by: 'name' | 'arn'): FilterNode {
  return { kind: 'group', by, operator: readEquality(reader), value: readString(reader) };
}

function readEquality(reader: Reader): '=' | '!=' {
  const operator = reader.takes('=') ? '=' : reader.takes('!=') ? '!=' : undefined;
  if (operator === undefined) throw reader.unexpected('= or !=');
  return operator;
}

function readIdentity(reader: Reader): ServiceSelector {
  if (!reader.takes('id')) return { name: readString(reader) };
  reader.expect('(');
  const fields: { name?: string; type?: string; account?: string } = {};
  do {
    const token = reader.next();
    const word = token.text.toLowerCase();
    if (!Object.hasOwn(selectorFields, word)) throw reader.unexpected('name, type or account.id', token);
    const field = selectorFields[word as keyof typeof selectorFields];
    if (fields[field] !== undefined) throw new FilterExpressionError(`repeated ${JSON.stringify(token.text)}`, token.offset);
    reader.expect(':');
    fields[field] = readString(reader);
  } while (reader.takes(','));
  reader.expect(')');
  return fields;
}

function readString(reader: Reader): string {
  const token = reader.next();
  if (token.kind !== 'string') throw reader.unexpected('a string in double quotes', token);
  return token.value;
}

function readOperand(reader: Reader, token: Token, scope: Scope): Operand {
  const word = token.text.toLowerCase();
  if (word === 'annotation') {
    const bracket = reader.next();
    if (bracket.kind !== 'key') throw reader.unexpected('a key in square brackets', bracket);
    return annotationOperand(bracket.value, token, scope);
  }
  const key = word.startsWith('annotation.') ? token.text.slice('annotation.'.length) : '';
  if (/^\w+$/.test(key)) return annotationOperand(key, token, scope);
  if (!isKeyword(word)) throw new FilterExpressionError(`unknown keyword ${JSON.stringify(token.text)}`, token.offset);
  if (!mayStandIn(word, scope)) throw misplaced(token, scope);
  return { keyword: word };
}

function annotationOperand(key: string, token: Token, scope: Scope): Operand {
  if (!annotationMayStandIn(scope)) throw misplaced(token, scope);
  return { annotation: key };
}

function misplaced(token: Token, scope: Scope): FilterExpressionError {
  const place = scope === 'trace' ? 'outside braces' : `inside ${scope}`;
  return new FilterExpressionError(`${JSON.stringify(token.text)} cannot stand ${place}`, token.offset);
}

function readComparison(reader: Reader, of: Operand): FilterNode {
  const token = reader.peek();
  const operator = token.text.toLowerCase();
  if ((token.kind !== 'symbol' && token.kind !== 'word') || !isOperator(operator)) return { kind: 'has', of };
  const type = 'annotation' in of ? 'any' : keywords[of.keyword].type;
  if (!operators[operator].includes(type)) throw reader.unexpected(`an operator for a ${type}`);
  reader.next();
  return { kind: 'compare', of, operator, literal: readLiteral(reader, of, operator, type) };
}

function isOperator(text: string): text is Operator {
  return Object.hasOwn(operators, text);
}

function readLiteral(reader: Reader, of: Operand, operator: Operator, type: Type): Literal {
  const token = reader.next();
  const truth = type === 'string' ? undefined : truthOf(token, type);
  if (truth !== undefined && (operator === '=' || operator === '!=')) return truth;
  if (token.kind === 'number' && type !== 'string' && type !== 'boolean' && !isTextOperator(operator)) return token.value;
  if (token.kind === 'string' && type !== 'number' && type !== 'boolean' && !isOrder(operator)) return token.value;
  // One example of the guide leaves out the quotes of a name.
  if (token.kind === 'word' && 'keyword' in of && (of.keyword === 'name' || of.keyword === 'type')) return token.text;
  throw reader.unexpected(`a ${type === 'any' ? 'value' : type} to compare with`, token);
}

/** Booleans may be quoted, but for annotations, which may hold the string. */
function truthOf(token: Token, type: Type): boolean | undefined {
  const text =
    token.kind === 'word' || (token.kind === 'string' && type === 'boolean') ? token.text.toLowerCase().replaceAll('"', '') : '';
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

function isTextOperator(operator: Operator): boolean {
  return operator === 'contains' || operator === 'beginswith' || operator === 'endswith';
}

function isOrder(operator: Operator): boolean {
  return operator === '<' || operator === '<=' || operator === '>' || operator === '>=';
}
