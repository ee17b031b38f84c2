/**
 * Turns events into a metric filter's data, a pure function. Who calls it: `emit.ts`, with the events of one batch.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
 */
import type { LogEvent, MetricData } from '../../ports.ts';
import { valueOfReference } from '../filter-pattern/extract.ts';
import { matchesFilterPattern } from '../filter-pattern/match.ts';
import type { FilterPattern } from '../filter-pattern/nodes.ts';
import type { Transformation } from './metric-filter.ts';

const minute = 60_000;

/**
 * @param reported the last minute (epoch) that has a value already, and so gets no default.
 * @returns one datum for each minute and set of dimensions, and the last minute that has a value now.
 */
export function measure(
  transformation: Transformation,
  pattern: FilterPattern,
  events: readonly LogEvent[],
  reported: number,
): { readonly data: MetricData[]; readonly reported: number } {
  const matched = new Map<
    string,
    { readonly minute: number; readonly dimensions: Dimensions; readonly counts: Map<number, number> }
  >();
  const minutes = new Map<number, boolean>();
  for (const { timestamp, message } of events) {
    const at = Math.floor(timestamp / minute);
    const matches = matchesFilterPattern(pattern, message);
    minutes.set(at, matches || (minutes.get(at) ?? false));
    if (!matches) continue;
    const value = measuredValue(transformation, pattern, message);
    const dimensions = dimensionsOf(transformation, pattern, message);
    if (value === undefined || dimensions === undefined) continue;
    const key = JSON.stringify([at, dimensions]);
    const entry = matched.get(key) ?? { minute: at, dimensions, counts: new Map<number, number>() };
    entry.counts.set(value, (entry.counts.get(value) ?? 0) + 1);
    matched.set(key, entry);
  }
  const data = [...matched.values()].map((entry) => datum(transformation, entry.minute, entry.dimensions, entry.counts));
  for (const [at, any] of minutes) {
    if (transformation.defaultValue !== undefined && !any && at > reported)
      data.push(datum(transformation, at, [], new Map([[transformation.defaultValue, 1]])));
  }
  return { data, reported: Math.max(reported, ...minutes.keys()) };
}

type Dimensions = readonly (readonly [string, string])[];

function datum(
  { metricName, unit }: Transformation,
  at: number,
  dimensions: Dimensions,
  counts: ReadonlyMap<number, number>,
): MetricData {
  return { name: metricName, dimensions, timestamp: at * minute, unit, values: [...counts.keys()], counts: [...counts.values()] };
}

function measuredValue({ metricValue }: Transformation, pattern: FilterPattern, message: string): number | undefined {
  const text = metricValue.startsWith('$') ? valueOfReference(pattern, message, metricValue) : metricValue;
  if (text === undefined || text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Undefined when the event lacks one of them: then nothing is counted. */
function dimensionsOf({ dimensions = {} }: Transformation, pattern: FilterPattern, message: string): Dimensions | undefined {
  const found: (readonly [string, string])[] = [];
  for (const [name, reference] of Object.entries(dimensions)) {
    const value = valueOfReference(pattern, message, reference);
    if (value === undefined || value === '') return undefined;
    found.push([name, value]);
  }
  return found;
}
