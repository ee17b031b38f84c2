/**
 * The functions of metric math, by name. Pure. Who calls it: evaluate.ts.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-functions-list
 *
 * Refused, by name, are those that need more than the metrics of the request: ANOMALY_DETECTION_BAND, SEARCH, SERVICE_QUOTA and the like.
 */
import { choose } from './combine.ts';
import { each, finite, isArray, map, type Names, type Series, type Value } from './values.ts';

/** A text in quotes, or a word as `REPEAT`, stands as it is. */
export type Argument = Value | { readonly word: string };
type Call = (given: readonly Argument[], names: Names) => Value;

const add = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => add(values) / values.length;

type Reducer = (values: readonly number[]) => number;
const reducers: Readonly<Record<string, Reducer>> = {
  SUM: add,
  AVG: mean,
  MIN: (values) => values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
  MAX: (values) => values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  STDDEV: (values) => {
    const middle = mean(values);
    return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
  },
  DATAPOINT_COUNT: (values) => values.length,
};

const numbers: Readonly<Record<string, (number: number) => number>> = {
  ABS: Math.abs,
  CEIL: Math.ceil,
  FLOOR: Math.floor,
  LOG: Math.log,
  LOG10: Math.log10,
};

/** UTC. Days of the week count from Monday. */
const clocks: Readonly<Record<string, (at: Date) => number>> = {
  MINUTE: (at) => at.getUTCMinutes(),
  HOUR: (at) => at.getUTCHours(),
  DAY: (at) => at.getUTCDay() || 7,
  DATE: (at) => at.getUTCDate(),
  MONTH: (at) => at.getUTCMonth() + 1,
  YEAR: (at) => at.getUTCFullYear(),
  EPOCH: (at) => at.getTime() / 1000,
};

/** Of each value and the one before; the first has none. */
const steps =
  (change: (value: number, seconds: number) => number) =>
  (series: Series): Series => {
    const points = [...series];
    return finite(
      points.slice(1).map(([time, value], place) => {
        const [before, was] = points[place] ?? [time, value];
        return [time, change(value - was, (time - before) / 1000)];
      }),
    );
  };

const changes: Readonly<Record<string, (series: Series) => Series>> = {
  RATE: steps((difference, seconds) => difference / seconds),
  DIFF: steps((difference) => difference),
  DIFF_TIME: steps((_, seconds) => seconds),
  RUNNING_SUM: (series) => {
    let total = 0;
    const sums = new Map<number, number>();
    for (const [time, value] of series) {
      total += value;
      sums.set(time, total);
    }
    return sums;
  },
};

const others: Readonly<Record<string, Call>> = {
  METRICS: ([text], names) => names.metrics(text === undefined ? undefined : word('METRICS', text)),
  IF: ([condition, value, otherwise]) =>
    choose(oneValue('IF', condition), oneValue('IF', value), otherwise === undefined ? undefined : oneValue('IF', otherwise)),
  FILL: ([series, filler], names) => {
    const by = typeof filler === 'object' && 'word' in filler ? filler.word : filler;
    if (typeof by !== 'number' && by !== 'REPEAT' && by !== 'LINEAR') throw new Error('FILL takes a number, REPEAT or LINEAR');
    return each('FILL', oneValue('FILL', series), (one) => fill(one, by, names.times));
  },
  TIME_SERIES: ([number], names) => new Map(names.times.map((time) => [time, numberOf('TIME_SERIES', number)])),
  PERIOD: ([metric], names) => {
    const value = oneValue('PERIOD', metric);
    const period = value instanceof Map ? names.period(value) : undefined;
    if (period === undefined) throw new Error('PERIOD needs a metric');
    return period;
  },
  METRIC_COUNT: ([all]) => arrayOf('METRIC_COUNT', all).length,
  FIRST: ([all]) => arrayOf('FIRST', all).at(0) ?? new Map(),
  LAST: ([all]) => arrayOf('LAST', all).at(-1) ?? new Map(),
  REMOVE_EMPTY: ([all]) => arrayOf('REMOVE_EMPTY', all).filter((series) => series.size > 0),
  SLICE: ([all, from, to]) =>
    arrayOf('SLICE', all).slice(numberOf('SLICE', from), to === undefined ? undefined : numberOf('SLICE', to)),
  SORT: ([all, by, order, most]) => {
    const reduce = ['AVG', 'MIN', 'MAX', 'SUM'].includes(word('SORT', by)) ? reducers[word('SORT', by)] : undefined;
    const sign = { ASC: 1, DESC: -1 }[word('SORT', order)];
    if (!reduce || !sign) throw new Error('SORT takes AVG, MIN, MAX or SUM, and ASC or DESC');
    const sorted = arrayOf('SORT', all)
      .map((series) => ({ series, by: series.size === 0 ? Number.NEGATIVE_INFINITY : reduce([...series.values()]) }))
      .sort((a, b) => (a.by === b.by ? 0 : a.by < b.by ? -sign : sign))
      .map(({ series }) => series);
    return most === undefined ? sorted : sorted.slice(0, numberOf('SORT', most));
  },
};

/** How many arguments those of `others` take. */
const counts: Readonly<Record<string, readonly [least: number, most: number]>> = {
  METRICS: [0, 1],
  IF: [2, 3],
  FILL: [2, 2],
  SLICE: [2, 3],
  SORT: [3, 4],
};

/** @throws Error for a function that is not built, or arguments that it does not take. */
export function callFunction(name: string, given: readonly Argument[], names: Names): Value {
  const [least, most] = counts[name] ?? [1, 1];
  const reduce = reducers[name];
  const number = numbers[name];
  const clock = clocks[name];
  const change = changes[name];
  const other = others[name];
  if (!reduce && !number && !clock && !change && !other) throw new Error(`the function ${name} is not built here`);
  if (given.length < least || given.length > most) throw new Error(`${name} does not take ${given.length} arguments`);
  if (other) return other(given, names);
  const value = oneValue(name, given[0]);
  if (number) return map(value, number);
  if (clock) return each(name, value, (series) => new Map([...series].map(([time]) => [time, clock(new Date(time))])));
  if (change) return each(name, value, change);
  if (typeof value === 'number') throw new Error(`${name} needs a time series`);
  if (isArray(value)) return together(value, reduce as Reducer);
  if (value.size === 0) return name === 'DATAPOINT_COUNT' ? 0 : Number.NaN;
  return (reduce as Reducer)([...value.values()]);
}

function oneValue(name: string, argument: Argument | undefined): Value {
  if (argument === undefined || (typeof argument === 'object' && 'word' in argument)) throw new Error(`${name} needs a value`);
  return argument;
}

function numberOf(name: string, argument: Argument | undefined): number {
  if (typeof argument !== 'number') throw new Error(`${name} needs a number`);
  return argument;
}

function arrayOf(name: string, argument: Argument | undefined): readonly Series[] {
  const value = oneValue(name, argument);
  if (!isArray(value)) throw new Error(`${name} needs an array of time series`);
  return value;
}

function word(name: string, argument: Argument | undefined): string {
  if (typeof argument !== 'object' || !('word' in argument)) throw new Error(`${name} needs a word`);
  return argument.word;
}

/** One series of several: at each time of those that have a value there. */
function together(all: readonly Series[], reduce: Reducer): Series {
  const times = [...new Set(all.flatMap((series) => [...series.keys()]))].sort((a, b) => a - b);
  return new Map(times.map((time) => [time, reduce(all.flatMap((series) => series.get(time) ?? []))]));
}

function fill(series: Series, filler: number | 'REPEAT' | 'LINEAR', times: readonly number[]): Series {
  const known = [...series.keys()];
  const filled = times.map((time): readonly [number, number | undefined] => {
    const value = series.get(time);
    if (value !== undefined || typeof filler === 'number') return [time, value ?? (filler as number)];
    const before = known.findLast((at) => at < time);
    if (filler === 'REPEAT') return [time, before === undefined ? undefined : series.get(before)];
    const after = known.find((at) => at > time);
    if (before === undefined || after === undefined) return [time, undefined];
    const [from, to] = [series.get(before) ?? 0, series.get(after) ?? 0];
    return [time, from + ((to - from) * (time - before)) / (after - before)];
  });
  return new Map(filled.flatMap(([time, value]) => (value === undefined ? [] : [[time, value] as const])));
}
