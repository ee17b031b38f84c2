/**
 * Expressions of Logs Insights, loosest first: or, and, not, comparisons, sums, products, powers, signs.
 */
import { aggregateNamed } from './aggregates/aggregates.ts';
import { functionNamed } from './functions/functions.ts';
import type { Comparison, Expression, FieldName } from './nodes.ts';
import { QueryError, type QueryReader } from './reader.ts';

/** Deeper expressions would use up the stack of whoever walks them. */
const deepest = 200;

/**
 * @param aggregates whether `count(…)` and its like may stand here: only in `stats`.
 * @throws QueryError
 */
export function parseExpression(reader: QueryReader, aggregates = false): Expression {
  return new ExpressionParser(reader, aggregates).or();
}

class ExpressionParser {
  readonly #reader: QueryReader;
  #aggregates: boolean;
  #depth = 0;

  constructor(reader: QueryReader, aggregates: boolean) {
    this.#reader = reader;
    this.#aggregates = aggregates;
  }

  or(): Expression {
    const reader = this.#reader;
    if (++this.#depth > deepest) throw new QueryError('the expression is too deep', reader.position, reader.position);
    let left = this.#and();
    while (reader.takeWord('or') || reader.take('||')) left = { kind: 'or', left, right: this.#and() };
    this.#depth--;
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    while (this.#reader.takeWord('and') || this.#reader.take('&&')) left = { kind: 'and', left, right: this.#not() };
    return left;
  }

  #not(): Expression {
    let times = 0;
    while (this.#takeNot()) times++;
    const operand = this.#comparison();
    return times % 2 === 1 ? { kind: 'not', operand } : operand;
  }

  #takeNot(): boolean {
    if (this.#reader.takeWord('not')) return true;
    return this.#reader.peek() === '!' && this.#reader.take('!');
  }

  #comparison(): Expression {
    const reader = this.#reader;
    const left = this.#sum();
    if (reader.takeWord('not')) {
      const operand = this.#membership(left);
      if (!operand) throw reader.unexpected();
      return { kind: 'not', operand };
    }
    const membership = this.#membership(left);
    if (membership) return membership;
    const operator = this.#takeComparison();
    return operator ? { kind: 'compare', operator, left, right: this.#sum() } : left;
  }

  /** `like`, `=~` and `in`. */
  #membership(operand: Expression): Expression | undefined {
    const reader = this.#reader;
    if (reader.takeWord('like') || reader.take('=~')) {
      const pattern = reader.takeRegex() ?? reader.takeString();
      if (pattern === undefined) throw reader.unexpected();
      return { kind: 'like', operand, pattern };
    }
    if (!reader.takeWord('in')) return undefined;
    const close = reader.take('[') ? ']' : ')';
    if (close === ')') reader.expect('(');
    const values: Expression[] = [];
    do values.push(this.#sum());
    while (reader.take(','));
    reader.expect(close);
    return { kind: 'in', operand, values };
  }

  #takeComparison(): Comparison | undefined {
    const reader = this.#reader;
    if (reader.take('==')) return '=';
    if (reader.take('<>')) return '!=';
    for (const operator of ['!=', '<=', '>=', '=', '<', '>'] as const) if (reader.take(operator)) return operator;
    return undefined;
  }

  #sum(): Expression {
    let left = this.#product();
    for (;;) {
      const operator = this.#reader.take('+') ? '+' : this.#reader.take('-') ? '-' : undefined;
      if (!operator) return left;
      left = { kind: 'arithmetic', operator, left, right: this.#product() };
    }
  }

  #product(): Expression {
    let left = this.#power();
    for (;;) {
      const reader = this.#reader;
      const operator = reader.take('*') ? '*' : reader.take('/') ? '/' : reader.take('%') ? '%' : undefined;
      if (!operator) return left;
      left = { kind: 'arithmetic', operator, left, right: this.#power() };
    }
  }

  /** From the right: `2 ^ 3 ^ 2` is `2 ^ 9`. */
  #power(): Expression {
    const left = this.#signed();
    return this.#reader.take('^') ? { kind: 'arithmetic', operator: '^', left, right: this.#power() } : left;
  }

  #signed(): Expression {
    if (this.#reader.take('-')) return { kind: 'negate', operand: this.#signed() };
    return this.#primary();
  }

  #primary(): Expression {
    const reader = this.#reader;
    if (reader.take('(')) {
      const inner = this.or();
      reader.expect(')');
      return inner;
    }
    const text = reader.takeString();
    if (text !== undefined) return { kind: 'literal', value: text };
    const number = reader.takeNumber();
    if (number !== undefined)
      return typeof number === 'number' ? { kind: 'literal', value: number } : { kind: 'period', period: number };
    const start = reader.position;
    const name = reader.takeFunctionName();
    if (name !== undefined) return this.#call(name, start);
    if (reader.takeWord('true')) return { kind: 'literal', value: 'true' };
    if (reader.takeWord('false')) return { kind: 'literal', value: 'false' };
    const field = takeKnownField(reader);
    if (field) return { kind: 'field', field };
    throw reader.unexpected();
  }

  #call(written: string, start: number): Expression {
    const reader = this.#reader;
    const name = written.toLowerCase();
    const aggregate = aggregateNamed(name);
    if (aggregate) {
      if (!this.#aggregates) throw new QueryError(`${written} can be used in stats only`, start, start + written.length);
      this.#aggregates = false;
      const args = aggregate.args[0] === 0 && reader.take('*') ? this.#closed() : this.#args();
      this.#aggregates = true;
      checkCount(written, args, aggregate.args, start);
      return { kind: 'aggregate', name: aggregate.name, args };
    }
    const known = functionNamed(name);
    if (!known) throw new QueryError(`unknown function ${written}`, start, start + written.length);
    const args = this.#args();
    checkCount(written, args, known.args, start);
    return { kind: 'call', name, args };
  }

  #closed(): Expression[] {
    this.#reader.expect(')');
    return [];
  }

  #args(): Expression[] {
    const args: Expression[] = [];
    if (this.#reader.take(')')) return args;
    do args.push(this.or());
    while (this.#reader.take(','));
    this.#reader.expect(')');
    return args;
  }
}

/** Fields that AWS makes of what is not here. */
const notBuilt = /^@(?:entity|aws|data_source_name|data_source_type|data_format)(?:\.|$)/;

/** @throws QueryError for a field that is never there, so that nobody waits for its values. */
export function takeKnownField(reader: QueryReader): FieldName | undefined {
  const start = reader.position;
  const field = reader.takeFieldName();
  if (field && notBuilt.test(field.text))
    throw new QueryError(`the field ${field.text} is not built here`, start, start + field.text.length);
  return field;
}

function checkCount(name: string, args: readonly Expression[], [least, most]: readonly [number, number], start: number): void {
  if (args.length >= least && args.length <= most) return;
  const wanted = least === most ? `${least}` : most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`;
  throw new QueryError(`${name} takes ${wanted} arguments, not ${args.length}`, start, start + name.length);
}
