/**
 * The operators of metric math: a period that one side lacks has no value; nor has what cannot be calculated. Pure.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax
 */
import { finite, isArray, isSeries, map, type Series, type Value } from './values.ts';

const truth = (is: boolean): number => (is ? 1 : 0);

const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  '==': (a, b) => truth(a === b),
  '!=': (a, b) => truth(a !== b),
  '<=': (a, b) => truth(a <= b),
  '>=': (a, b) => truth(a >= b),
  '<': (a, b) => truth(a < b),
  '>': (a, b) => truth(a > b),
  AND: (a, b) => truth(a !== 0 && b !== 0),
  OR: (a, b) => truth(a !== 0 || b !== 0),
};

/** @throws Error for two arrays, which AWS does not pair. */
export function combine(operator: string, left: Value, right: Value): Value {
  const compute = operators[operator];
  if (!compute) throw new Error(`unexpected ${operator}`);
  if (isArray(left) && isArray(right))
    throw new Error(`Unsupported operand type(s) for ${operator}: '[Array[TimeSeries], Array[TimeSeries]]'`);
  if (isArray(left)) return left.map((series) => combine(operator, series, right) as Series);
  if (isArray(right)) return right.map((series) => combine(operator, left, series) as Series);
  if (!isSeries(right)) return map(left, (number) => compute(number, right));
  if (!isSeries(left)) return map(right, (number) => compute(left, number));
  return finite(
    [...left].flatMap(([time, number]) => {
      const other = right.get(time);
      return other === undefined ? [] : [[time, compute(number, other)] as const];
    }),
  );
}

/**
 * `IF(condition, value, otherwise)`: where the condition is not 0, the value, else the other one, which may be missing. With a series as
 * its condition the result has a value at most where the condition has one.
 */
export function choose(condition: Value, value: Value, otherwise: Value | undefined): Value {
  if (isArray(condition)) return condition.map((series) => choose(series, value, otherwise) as Series);
  if (!isSeries(condition)) return condition === 0 ? (otherwise ?? new Map()) : value;
  if (isArray(value)) return value.map((series) => choose(condition, series, otherwise) as Series);
  if (otherwise !== undefined && isArray(otherwise)) return otherwise.map((series) => choose(condition, value, series) as Series);
  return new Map(
    [...condition].flatMap(([time, number]) => {
      const chosen = number === 0 ? otherwise : value;
      const at = chosen !== undefined && isSeries(chosen) ? chosen.get(time) : chosen;
      return at === undefined ? [] : [[time, at] as const];
    }),
  );
}
