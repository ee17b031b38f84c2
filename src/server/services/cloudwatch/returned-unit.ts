/**
 * Which unit GetMetricData answers in when none was asked for and the metric has data of several: CloudWatch never adds them up, but
 * takes the first of its list. Pure.
 */
import type { MessageData } from '@aws-sdk/client-cloudwatch';
import type { Datapoint } from './read-metrics.ts';

/** In CloudWatch's order. */
const order = [
  ...['Megabits', 'Terabits', 'Gigabits', 'Count', 'Bytes', 'Gigabytes', 'Gigabytes/Second', 'Kilobytes', 'Kilobits/Second'],
  ...['Terabytes', 'Terabits/Second', 'Bytes/Second', 'Percent', 'Megabytes', 'Megabits/Second', 'Milliseconds', 'Microseconds'],
  ...['Kilobytes/Second', 'Gigabits/Second', 'Megabytes/Second', 'Bits', 'Bits/Second', 'Count/Second', 'Seconds', 'Kilobits'],
  ...['Terabytes/Second', 'None'],
];

export interface ReturnedUnit {
  readonly points: readonly Datapoint[];
  /** Says that there are others; undefined where there are none. */
  readonly messages: MessageData[] | undefined;
}

/** @param points of all units. */
export function returnedUnit(points: readonly Datapoint[]): ReturnedUnit {
  const [unit, ...others] = order.filter((name) => points.some((point) => point.unit === name));
  if (unit === undefined || others.length === 0) return { points, messages: undefined };
  return {
    points: points.filter((point) => point.unit === unit),
    messages: [{ Code: 'MultipleUnits', Value: `Multiple units returned: '[${[unit, ...others].join(', ')}]'` }],
  };
}
