/**
 * Reads statistics of one metric, one row per period and unit. Who calls it: GetMetricStatistics and GetMetricData.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
import type { Scope } from '../../store/ports.ts';
import type { CloudWatch } from './cloudwatch.ts';

export interface MetricQuery {
  readonly namespace: string;
  readonly metric: string;
  /** From `dimensionsKey`. */
  readonly dimensions: string;
  /** Epoch milliseconds; the end is exclusive. */
  readonly from: number;
  readonly to: number;
  /** Milliseconds. */
  readonly period: number;
  /** Epoch milliseconds at which some period begins. */
  readonly origin: number;
  readonly unit: string | undefined;
  /** 0 to 100. */
  readonly percentiles: readonly number[];
}

export interface Datapoint {
  /** Epoch milliseconds: the start of the period. */
  readonly time: number;
  readonly unit: string;
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  /** In the order asked for; undefined when the period holds a statistic set, of which no percentile is known. */
  readonly percentiles: readonly number[] | undefined;
}

/** @returns data points in order of time; periods without samples have none. One for each unit: units are never mixed. */
export async function readMetric(
  { clickhouse, ingestLog }: CloudWatch,
  scope: Scope,
  query: MetricQuery,
  signal: AbortSignal,
): Promise<Datapoint[]> {
  await ingestLog.settled();
  // Levels of quantiles must stand in the statement; they are numbers that were parsed, not text that was given.
  const levels = query.percentiles.map((percentile) => Number(percentile) / 100).join(', ');
  const rows = await clickhouse.query<Omit<Datapoint, 'percentiles'> & { exact: number; percentiles: number[] }>(
    `SELECT toFloat64({origin:UInt64} + floor((toInt64(timestamp) - {origin:Int64}) / {period:UInt64}) * {period:UInt64}) AS time,
s.unit AS unit, sum(s.count) AS count, sum(s.sum) AS sum,
min(s.minimum) AS minimum, max(s.maximum) AS maximum, min(s.minimum = s.maximum) AS exact,
${levels === '' ? '[]' : `quantilesExactWeighted(${levels})(s.minimum, toUInt64(greatest(1, round(s.count))))`} AS percentiles
FROM metric_sample AS s
WHERE account = {account:String} AND region = {region:String} AND namespace = {namespace:String} AND metric = {metric:String}
AND dimensions = {dimensions:String} AND timestamp >= {from:UInt64} AND timestamp < {to:UInt64}
${query.unit === undefined ? '' : 'AND s.unit = {unit:String} '}GROUP BY time, s.unit ORDER BY time`,
    {
      account: scope.account,
      region: scope.region,
      namespace: query.namespace,
      metric: query.metric,
      dimensions: query.dimensions,
      from: query.from,
      to: query.to,
      period: query.period,
      origin: query.origin,
      ...(query.unit === undefined ? {} : { unit: query.unit }),
    },
    { signal },
  );
  return rows.map(({ exact, ...row }) => ({ ...row, percentiles: exact === 1 ? row.percentiles : undefined }));
}
