/**
 * Names of statistics, and their values for a data point.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
import type { Datapoint } from './read-metrics.ts';

const plain = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;
export type PlainStatistic = (typeof plain)[number];

export const isPlain = (name: string): name is PlainStatistic => (plain as readonly string[]).includes(name);

/** `p99.9` is 99.9; undefined for what is no percentile. */
export function percentileOf(name: string): number | undefined {
  if (!/^p\d{1,3}(\.\d{1,10})?$/.test(name)) return undefined;
  const percentile = Number(name.slice(1));
  return percentile <= 100 ? percentile : undefined;
}

export function plainValue(point: Datapoint, name: PlainStatistic): number {
  if (name === 'SampleCount') return point.count;
  if (name === 'Sum') return point.sum;
  if (name === 'Minimum') return point.minimum;
  if (name === 'Maximum') return point.maximum;
  return point.sum / point.count;
}
