/**
 * Metric math: reads an expression and computes its time series. Pure. Who calls it: GetMetricData.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
import { combine } from './combine.ts';
import { type Argument, callFunction } from './functions.ts';
import { isSeries, type Names, type Series, type Value } from './values.ts';

const token = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+|[A-Za-z]\w*|"[^"]*"|'[^']*'|==|!=|<=|>=|&&|\|\||[-+*/^(),<>[\]]|\S/g;

/** From the loosest to the tightest. */
const levels: readonly (readonly string[])[] = [['OR'], ['AND'], ['==', '!=', '<=', '>=', '<', '>'], ['+', '-'], ['*', '/']];

const synonyms: Readonly<Record<string, string>> = { '||': 'OR', '&&': 'AND' };

/** Words that stand where a value may. */
const words = new Set(['REPEAT', 'LINEAR', 'ASC', 'DESC', 'AVG', 'MIN', 'MAX', 'SUM']);

/** @throws Error that says what is wrong with the expression. */
export function evaluate(expression: string, names: Names): Value {
  if (/^\s*SELECT\s/i.test(expression)) throw new Error('queries of Metrics Insights are not built here');
  const tokens = (expression.match(token) ?? []).map((text) => synonyms[text] ?? text);
  let place = 0;
  const take = (wanted: string) => {
    if (tokens[place] !== wanted) throw new Error(`expected ${wanted} but found ${tokens[place] ?? 'its end'}`);
    place++;
  };
  const binary = (level: number): Value => {
    const operators = levels[level];
    if (!operators) return unary();
    let left = binary(level + 1);
    for (let operator = tokens[place]; operator !== undefined && operators.includes(operator); operator = tokens[place]) {
      place++;
      left = combine(operator, left, binary(level + 1));
    }
    return left;
  };
  const unary = (): Value => {
    if (tokens[place] === '-') {
      place++;
      return combine('*', -1, unary());
    }
    const base = operand();
    if (tokens[place] !== '^') return base;
    place++;
    return combine('^', base, unary());
  };
  const operand = (): Value => {
    const text = tokens[place++];
    if (text === undefined) throw new Error('it ends too early');
    if (text === '(') {
      const inner = binary(0);
      take(')');
      return inner;
    }
    if (text === '[') return array();
    if (/^[.\d]/.test(text)) return Number(text);
    if (!/^[A-Za-z]/.test(text)) throw new Error(`unexpected ${text}`);
    if (tokens[place] !== '(') return names.series(text);
    place++;
    return callFunction(text, list(')', argument), names);
  };
  const list = <Entry>(end: string, entry: () => Entry): Entry[] => {
    const entries: Entry[] = [];
    while (tokens[place] !== end) {
      if (entries.length > 0) take(',');
      entries.push(entry());
    }
    place++;
    return entries;
  };
  const argument = (): Argument => {
    const text = tokens[place];
    if (text !== undefined && /^["']/.test(text)) {
      place++;
      return { word: text.slice(1, -1) };
    }
    if (text !== undefined && words.has(text) && tokens[place + 1] !== '(') {
      place++;
      return { word: text };
    }
    return binary(0);
  };
  const array = (): readonly Series[] =>
    list(']', () => binary(0)).flatMap((value) => {
      if (typeof value === 'number') throw new Error('an array holds time series, not numbers');
      return isSeries(value) ? [value] : value;
    });
  const value = binary(0);
  if (place < tokens.length) throw new Error(`unexpected ${tokens[place]}`);
  return value;
}
