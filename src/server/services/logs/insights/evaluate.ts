/**
 * Turns expressions into functions of a row, once for each query.
 */
import { type Argument, type FunctionCall, functionNamed } from './functions/functions.ts';
import type { Arithmetic, Comparison, Expression } from './nodes.ts';
import type { Row } from './record.ts';
import { compareValues, equalValues, numberOf, textOf, truthy, type Value } from './values.ts';

export type Evaluate = (row: Row) => Value;

/**
 * @param now epoch milliseconds at which the query was started.
 * @param aggregates what stands for an aggregation in its place: only `stats` has any.
 */
export function compileExpression(
  expression: Expression,
  now: number,
  aggregates?: (aggregate: Extract<Expression, { kind: 'aggregate' }>) => Evaluate,
): Evaluate {
  const compile = (inner: Expression): Evaluate => compileExpression(inner, now, aggregates);
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression;
      return () => value;
    }
    case 'period':
      // Only functions of time take one; anywhere else it is nothing.
      return () => undefined;
    case 'field': {
      const { field } = expression;
      return (row) => row.get(field);
    }
    case 'call':
      return compileCall(expression.name, expression.args, now, compile);
    case 'aggregate':
      return aggregates?.(expression) ?? (() => undefined);
    case 'negate': {
      const operand = compile(expression.operand);
      return (row) => {
        const value = numberOf(operand(row));
        return value === undefined ? undefined : -value;
      };
    }
    case 'arithmetic': {
      const [left, right] = [compile(expression.left), compile(expression.right)];
      const { operator } = expression;
      return (row) => calculate(operator, numberOf(left(row)), numberOf(right(row)));
    }
    case 'compare': {
      const [left, right] = [compile(expression.left), compile(expression.right)];
      const holds = comparison(expression.operator);
      return (row) => holds(left(row), right(row));
    }
    case 'like': {
      const operand = compile(expression.operand);
      const { pattern } = expression;
      const matches =
        typeof pattern === 'string' ? (text: string) => text.includes(pattern) : (text: string) => pattern.regex.test(text);
      return (row) => {
        const text = textOf(operand(row));
        return text !== undefined && matches(text);
      };
    }
    case 'in': {
      const operand = compile(expression.operand);
      const values = expression.values.map(compile);
      return (row) => {
        const value = operand(row);
        return values.some((wanted) => equalValues(value, wanted(row)));
      };
    }
    case 'not': {
      const operand = compile(expression.operand);
      return (row) => !truthy(operand(row));
    }
    case 'and': {
      const [left, right] = [compile(expression.left), compile(expression.right)];
      return (row) => truthy(left(row)) && truthy(right(row));
    }
    case 'or': {
      const [left, right] = [compile(expression.left), compile(expression.right)];
      return (row) => truthy(left(row)) || truthy(right(row));
    }
  }
}

function compileCall(
  name: string,
  args: readonly Expression[],
  now: number,
  compile: (expression: Expression) => Evaluate,
): Evaluate {
  const known = functionNamed(name);
  if (!known) throw new Error(`the parser took a function that is not known: ${name}`);
  const compiled = args.map((arg): ((row: Row) => Argument) => {
    if (arg.kind !== 'period') return compile(arg);
    const { period } = arg;
    return () => period;
  });
  return (row) => {
    const call: FunctionCall = { timestamp: row.timestamp, now };
    return known.apply(
      compiled.map((evaluate) => evaluate(row)),
      call,
    );
  };
}

/** Missing when either side is no number, and where mathematics has no answer. */
function calculate(operator: Arithmetic, left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  const result = arithmetic(operator, left, right);
  return Number.isFinite(result) ? result : undefined;
}

function arithmetic(operator: Arithmetic, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    case '^':
      return left ** right;
  }
}

/** What is missing equals nothing, differs from everything, and is neither larger nor smaller. */
function comparison(operator: Comparison): (left: Value, right: Value) => boolean {
  const ordered = (holds: (order: number) => boolean) => (left: Value, right: Value) => {
    const order = compareValues(left, right);
    return order !== undefined && holds(order);
  };
  switch (operator) {
    case '=':
      return equalValues;
    case '!=':
      return (left, right) => !equalValues(left, right);
    case '<':
      return ordered((order) => order < 0);
    case '<=':
      return ordered((order) => order <= 0);
    case '>':
      return ordered((order) => order > 0);
    case '>=':
      return ordered((order) => order >= 0);
  }
}
