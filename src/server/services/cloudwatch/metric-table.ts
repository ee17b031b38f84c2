/**
 * The table of metric samples, and how a sample becomes a row. Who uses it: `service.ts` declares it, `metric-sink.ts` fills it,
 * `read-metrics.ts` reads it.
 *
 * A row is a value with its count, or a statistic set: for a value, sum is value times count and minimum equals maximum.
 */
import { type LogTable, partitionByFourWeeks } from '../../store/ports.ts';
import { RowBinaryWriter } from '../../store/row-binary.ts';

export interface MetricSample {
  readonly account: string;
  readonly region: string;
  readonly namespace: string;
  readonly metric: string;
  /** From `dimensionsKey`. */
  readonly dimensions: string;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly unit: string;
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

export const metricTable: LogTable = {
  name: 'metric_sample',
  columns: [
    { name: 'account', type: 'LowCardinality(String)' },
    { name: 'region', type: 'LowCardinality(String)' },
    { name: 'namespace', type: 'LowCardinality(String)' },
    { name: 'metric', type: 'LowCardinality(String)' },
    { name: 'dimensions', type: 'String' },
    { name: 'timestamp', type: 'UInt64' },
    { name: 'unit', type: 'LowCardinality(String)' },
    { name: 'count', type: 'Float64' },
    { name: 'sum', type: 'Float64' },
    { name: 'minimum', type: 'Float64' },
    { name: 'maximum', type: 'Float64' },
  ],
  // 455 days, as AWS keeps metrics.
  engine: `ENGINE = MergeTree
${partitionByFourWeeks}
ORDER BY (account, region, namespace, metric, dimensions, timestamp)
TTL toDateTime(intDiv(timestamp, 1000)) + INTERVAL 455 DAY
SETTINGS default_compression_codec = 'ZSTD(1)'`,
};

/** One text for one set of dimensions, whatever their order: metrics with other dimensions are other metrics. */
export function dimensionsKey(dimensions: readonly (readonly [string, string])[]): string {
  return JSON.stringify(dimensions.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** @param key from `dimensionsKey`. */
export function dimensionsOf(key: string): { Name: string; Value: string }[] {
  return (JSON.parse(key) as [string, string][]).map(([Name, Value]) => ({ Name, Value }));
}

export function encodeSamples(samples: readonly MetricSample[]): Uint8Array {
  const writer = new RowBinaryWriter(samples.length * 192);
  for (const sample of samples)
    writer
      .string(sample.account)
      .string(sample.region)
      .string(sample.namespace)
      .string(sample.metric)
      .string(sample.dimensions)
      .uint64(sample.timestamp)
      .string(sample.unit)
      .float64(sample.count)
      .float64(sample.sum)
      .float64(sample.minimum)
      .float64(sample.maximum);
  return writer.take();
}
