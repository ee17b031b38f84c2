/**
 * Metric math: reads an expression and computes its time series. Pure. Who calls it: GetMetricData.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 *
 * Built: + - * / and parentheses, numbers, ids, SUM AVG MIN MAX, METRICS(), FILL, RATE. Everything else is refused by name.
 */

/** Values by the start of their period, epoch milliseconds. */
export type Series = ReadonlyMap<number, number>;
export type Value = number | Series | readonly Series[];

export interface Names {
  /** @throws Error for an id that is not there. */
  series(id: string): Value;
  /** All metrics, or those whose id has `text` in it. */
  metrics(text: string | undefined): readonly Series[];
  /** Every period of the range, in order of time: what FILL fills. */
  readonly times: readonly number[];
}

/** @throws Error that says what is wrong with the expression. */
export function evaluate(expression: string, names: Names): Value {
  const tokens = expression.match(/\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[A-Za-z]\w*|"[^"]*"|'[^']*'|[-+*/(),]|\S/g) ?? [];
  let place = 0;
  const take = (wanted: string) => {
    if (tokens[place] !== wanted) throw new Error(`expected ${wanted} but found ${tokens[place] ?? 'its end'}`);
    place++;
  };
  const sum = (): Value => {
    let left = product();
    for (let operator = tokens[place]; operator === '+' || operator === '-'; operator = tokens[place]) {
      place++;
      left = combine(operator, left, product());
    }
    return left;
  };
  const product = (): Value => {
    let left = factor();
    for (let operator = tokens[place]; operator === '*' || operator === '/'; operator = tokens[place]) {
      place++;
      left = combine(operator, left, factor());
    }
    return left;
  };
  const factor = (): Value => {
    const token = tokens[place++];
    if (token === undefined) throw new Error('it ends too early');
    if (token === '-') return combine('*', -1, factor());
    if (token === '(') {
      const inner = sum();
      take(')');
      return inner;
    }
    if (/^\d/.test(token)) return Number(token);
    if (!/^[A-Za-z]/.test(token)) throw new Error(`unexpected ${token}`);
    if (tokens[place] !== '(') return names.series(token);
    place++;
    return call(token);
  };
  const call = (name: string): Value => {
    if (name === 'METRICS') {
      const text = /^["']/.test(tokens[place] ?? '') ? tokens[place++]?.slice(1, -1) : undefined;
      take(')');
      return names.metrics(text);
    }
    const first = sum();
    if (name === 'FILL') {
      take(',');
      const word = tokens[place];
      const filler = word === 'REPEAT' || word === 'LINEAR' ? word : sum();
      if (filler === word) place++;
      take(')');
      if (typeof filler === 'object') throw new Error('FILL takes a number, REPEAT or LINEAR');
      return each(first, (series) => fill(series, filler as number | 'REPEAT' | 'LINEAR', names.times));
    }
    take(')');
    if (name === 'RATE') return each(first, rate);
    const reduce = reducers.get(name);
    if (!reduce) throw new Error(`the function ${name} is not built here`);
    if (typeof first === 'number') throw new Error(`${name} needs a time series`);
    if (first instanceof Map) return first.size === 0 ? Number.NaN : reduce([...(first as Series).values()]);
    return together(first as readonly Series[], reduce);
  };
  const value = sum();
  if (place < tokens.length) throw new Error(`unexpected ${tokens[place]}`);
  return value;
}

const add = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const reducers: ReadonlyMap<string, (values: readonly number[]) => number> = new Map([
  ['SUM', add],
  ['AVG', (values: readonly number[]) => add(values) / values.length],
  ['MIN', (values: readonly number[]) => values.reduce((least, value) => Math.min(least, value), Infinity)],
  ['MAX', (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value), -Infinity)],
]);

function together(all: readonly Series[], reduce: (values: readonly number[]) => number): Series {
  const times = [...new Set(all.flatMap((series) => [...series.keys()]))].sort((a, b) => a - b);
  return new Map(times.map((time) => [time, reduce(all.flatMap((series) => series.get(time) ?? []))]));
}

function each(value: Value, change: (series: Series) => Series): Value {
  if (typeof value === 'number') throw new Error('a time series is needed, not a number');
  return value instanceof Map ? change(value as Series) : (value as readonly Series[]).map(change);
}

function combine(operator: string, left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') return compute(operator, left, right);
  if (Array.isArray(left)) return (left as readonly Series[]).map((series) => combine(operator, series, right) as Series);
  if (Array.isArray(right)) return (right as readonly Series[]).map((series) => combine(operator, left, series) as Series);
  const [a, b] = [left as number | Series, right as number | Series];
  const result = new Map<number, number>();
  // A period that one side lacks has no value; nor has a division by zero.
  for (const time of (typeof a === 'number' ? (b as Series) : a).keys()) {
    const [x, y] = [a, b].map((side) => (typeof side === 'number' ? side : side.get(time)));
    if (x === undefined || y === undefined) continue;
    const value = compute(operator, x, y);
    if (Number.isFinite(value)) result.set(time, value);
  }
  return result;
}

function compute(operator: string, a: number, b: number): number {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  return operator === '*' ? a * b : a / b;
}

/** Change per second since the value before; the first has none. */
function rate(series: Series): Series {
  const points = [...series];
  return new Map(
    points.slice(1).map(([time, value], place) => {
      const [before, was] = points[place] ?? [time, value];
      return [time, (value - was) / ((time - before) / 1000)];
    }),
  );
}

function fill(series: Series, filler: number | 'REPEAT' | 'LINEAR', times: readonly number[]): Series {
  const known = [...series.keys()];
  const filled = times.map((time): readonly [number, number | undefined] => {
    const value = series.get(time);
    if (value !== undefined || typeof filler === 'number') return [time, value ?? (filler as number)];
    const before = known.filter((at) => at < time).at(-1);
    if (filler === 'REPEAT') return [time, before === undefined ? undefined : series.get(before)];
    const after = known.find((at) => at > time);
    if (before === undefined || after === undefined) return [time, undefined];
    const [from, to] = [series.get(before) ?? 0, series.get(after) ?? 0];
    return [time, from + ((to - from) * (time - before)) / (after - before)];
  });
  return new Map(filled.flatMap(([time, value]) => (value === undefined ? [] : [[time, value] as const])));
}
