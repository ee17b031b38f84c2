/** The operators of mapping templates, over their values. Called by evaluate.ts. */
import { ExactNumber } from '../exact-json.ts';
import type { Operator } from './nodes.ts';
import { textOf } from './values.ts';

/** Decided by their first operand alone where it suffices, so that evaluate.ts has them. */
type ShortCircuit = '&&' | '||';

/** Everything but false and nothing is true, an empty text too. */
export function isTrue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}

/** What an operator makes of two values; undefined, which prints nothing, where they are none that it takes. */
export function combine(operator: Exclude<Operator, ShortCircuit>, left: unknown, right: unknown): unknown {
  if (left instanceof ExactNumber || right instanceof ExactNumber) return ofExact(operator, left, right);
  switch (operator) {
    case '==':
      return isEqual(left, right);
    case '!=':
      return !isEqual(left, right);
    case '+':
      if (typeof left !== 'number' || typeof right !== 'number') return textOf(left) + textOf(right);
      return left + right;
    default:
      return typeof left === 'number' && typeof right === 'number' ? calculate(operator, left, right) : undefined;
  }
}

/** Two long ids are equal by their digits; what is calculated is a number as any other, but for the whole division. */
function ofExact(operator: Exclude<Operator, ShortCircuit>, left: unknown, right: unknown): unknown {
  const areLong = [left, right].every((value) => value instanceof ExactNumber && value.isWhole);
  if (areLong && (operator === '==' || operator === '!=')) return (textOf(left) === textOf(right)) === (operator === '==');
  const [a, b] = [left, right].map((value) => (value instanceof ExactNumber ? Number(value) : value));
  const isDouble = [left, right].some((value) => value instanceof ExactNumber && !value.isWhole);
  if (operator === '/' && isDouble && typeof a === 'number' && typeof b === 'number') return b === 0 ? undefined : a / b;
  // Texts are put together from what Java would print.
  if (operator === '+' && (typeof a !== 'number' || typeof b !== 'number')) return textOf(left) + textOf(right);
  return combine(operator, a, b);
}

function isEqual(left: unknown, right: unknown): boolean {
  // Nothing is an empty text to API Gateway: it equals `$null` and `""` alike.
  if (left === undefined || left === null || right === undefined || right === null) return textOf(left) === textOf(right);
  // Values of different kinds are equal when they print the same, as in Velocity.
  return typeof left === typeof right && typeof left !== 'object' ? left === right : textOf(left) === textOf(right);
}

function calculate(operator: Exclude<Operator, ShortCircuit | '==' | '!=' | '+'>, left: number, right: number): unknown {
  const whole = Number.isInteger(left) && Number.isInteger(right);
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      if (right === 0) return undefined;
      return whole ? Math.trunc(left / right) : left / right;
    case '%':
      return right === 0 ? undefined : left % right;
  }
}
