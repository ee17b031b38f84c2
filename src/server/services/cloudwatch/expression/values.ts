/** What a part of a metric math expression is. Who calls it: evaluate.ts, combine.ts and functions.ts. */

/** Values by the start of their period, epoch milliseconds, in order of time. */
export type Series = ReadonlyMap<number, number>;
export type Value = number | Series | readonly Series[];

/** What an expression may ask about its request. */
export interface Names {
  /** @throws Error for an id that is not there. */
  series(id: string): Value;
  /** All metrics, or those whose id has `text` in it. */
  metrics(text: string | undefined): readonly Series[];
  /** Every period of the range, in order of time: what FILL and TIME_SERIES fill. */
  readonly times: readonly number[];
  /** The period of a metric in seconds; undefined for what was calculated. */
  period(series: Series): number | undefined;
}

export const isSeries = (value: Value): value is Series => value instanceof Map;
export const isArray = (value: Value): value is readonly Series[] => Array.isArray(value);

/** A series of each of its values, or the same for every series of several. @throws Error for a number. */
export function each(name: string, value: Value, change: (series: Series) => Series): Value {
  if (typeof value === 'number') throw new Error(`${name} needs a time series, not a number`);
  return isArray(value) ? value.map(change) : change(value);
}

/** A function of numbers, wherever the numbers are. What has no finite value is left out. */
export function map(value: Value, change: (number: number) => number): Value {
  if (typeof value === 'number') return change(value);
  if (isArray(value)) return value.map((series) => map(series, change) as Series);
  return finite([...value].map(([time, number]) => [time, change(number)]));
}

export const finite = (points: readonly (readonly [number, number])[]): Series =>
  new Map(points.filter(([, number]) => Number.isFinite(number)));
