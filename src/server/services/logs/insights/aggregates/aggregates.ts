/**
 * The aggregations of `stats`, each with bounded memory however many events it sees.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html
 */
import type { Value } from '../values.ts';
import { compareValues, numberOf, textOf } from '../values.ts';
import { DistinctCount } from './distinct-count.ts';
import { Quantiles } from './quantiles.ts';

/** Takes one event's arguments after the other. */
export interface Accumulator {
  /** @param time epoch milliseconds of the event; undefined behind another `stats`. */
  add(args: readonly Value[], time: number | undefined): void;
  result(): Value;
}

interface Aggregate {
  /** How many arguments it takes, at least and at most. `count(*)` has none. */
  readonly args: readonly [number, number];
  start(): Accumulator;
}

const aggregates = {
  count: { args: [0, 1], start: () => counting() },
  count_over_time: { args: [0, 1], start: () => counting() },
  count_distinct: { args: [1, 1], start: () => distinct() },
  sum: { args: [1, 1], start: () => folding((sum, value) => sum + value) },
  sum_over_time: { args: [1, 1], start: () => folding((sum, value) => sum + value) },
  min: { args: [1, 1], start: () => picking((order) => order < 0) },
  max: { args: [1, 1], start: () => picking((order) => order > 0) },
  avg: { args: [1, 1], start: () => spreading(({ count, mean }) => (count > 0 ? mean : undefined)) },
  stddev: { args: [1, 1], start: () => spreading(({ count, squares }) => deviation(count, squares)) },
  pct: { args: [2, 2], start: () => percentile() },
  percentile: { args: [2, 2], start: () => percentile() },
  earliest: { args: [1, 1], start: () => byTime((time, best) => time < best) },
  latest: { args: [1, 1], start: () => byTime((time, best) => time > best) },
  sortsfirst: { args: [1, 1], start: () => bySpelling((a, b) => a < b) },
  sortslast: { args: [1, 1], start: () => bySpelling((a, b) => a > b) },
} as const satisfies Readonly<Record<string, Aggregate>>;

export type AggregateName = keyof typeof aggregates;

/** @param name in small letters. */
export function aggregateNamed(name: string): (Aggregate & { readonly name: AggregateName }) | undefined {
  if (!Object.hasOwn(aggregates, name)) return undefined;
  const known = name as AggregateName;
  return { ...aggregates[known], name: known };
}

export const startAggregate = (name: AggregateName): Accumulator => aggregates[name].start();

/** All events, or those that have the value. */
function counting(): Accumulator {
  let count = 0;
  return {
    add(args) {
      if (args.length === 0 || args[0] !== undefined) count++;
    },
    result: () => count,
  };
}

function distinct(): Accumulator {
  const count = new DistinctCount();
  return {
    add([value]) {
      const text = textOf(value);
      if (text !== undefined) count.add(text);
    },
    result: () => count.result(),
  };
}

function folding(fold: (result: number, value: number) => number): Accumulator {
  let result: number | undefined;
  return {
    add([given]) {
      const value = numberOf(given);
      if (value !== undefined) result = result === undefined ? value : fold(result, value);
    },
    result: () => result,
  };
}

/** Numbers by size; texts, when they are no numbers, by their characters. A time is shown as its epoch milliseconds, as in AWS. */
function picking(better: (order: number) => boolean): Accumulator {
  let best: Value;
  return {
    add([value]) {
      const order = compareValues(value, best);
      if (best === undefined || (order !== undefined && better(order))) best = value;
    },
    result: () => numberOf(best) ?? best,
  };
}

interface Spread {
  count: number;
  mean: number;
  /** Of the distances from the mean. */
  squares: number;
}

/** Welford's algorithm. */
function spreading(result: (spread: Spread) => number | undefined): Accumulator {
  const spread: Spread = { count: 0, mean: 0, squares: 0 };
  return {
    add([given]) {
      const value = numberOf(given);
      if (value === undefined) return;
      const distance = value - spread.mean;
      spread.count++;
      spread.mean += distance / spread.count;
      spread.squares += distance * (value - spread.mean);
    },
    result: () => result(spread),
  };
}

/** Of a sample; a single value deviates by nothing. */
function deviation(count: number, squares: number): number | undefined {
  if (count === 0) return undefined;
  return count === 1 ? 0 : Math.sqrt(squares / (count - 1));
}

function percentile(): Accumulator {
  const quantiles = new Quantiles();
  let percent: number | undefined;
  return {
    add([given, wanted]) {
      percent ??= numberOf(wanted);
      const value = numberOf(given);
      if (value !== undefined) quantiles.add(value);
    },
    result: () => (percent === undefined ? undefined : quantiles.at(percent / 100)),
  };
}

function byTime(better: (time: number, best: number) => boolean): Accumulator {
  let best: { readonly time: number; readonly value: Value } | undefined;
  return {
    add([value], time) {
      if (value === undefined || time === undefined) return;
      if (best === undefined || better(time, best.time)) best = { time, value };
    },
    result: () => numberOf(best?.value) ?? best?.value,
  };
}

function bySpelling(better: (text: string, best: string) => boolean): Accumulator {
  let best: string | undefined;
  return {
    add([value]) {
      const text = textOf(value);
      if (text !== undefined && (best === undefined || better(text, best))) best = text;
    },
    result: () => best,
  };
}
