/** What GetMetricData calls its results. Pure. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataResult.html */
import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';

/**
 * A label of the caller's own, else the metric's name with what tells the queries apart: the statistic and the period, each only where
 * not all have the same.
 * @param queries those whose data are returned. @returns labels by the queries' ids.
 */
export function labelsOf(queries: readonly MetricDataQuery[]): ReadonlyMap<string, string> {
  const stats = queries.flatMap(({ MetricStat }) => MetricStat ?? []);
  const differ = (member: 'Stat' | 'Period'): boolean => new Set(stats.map((stat) => stat[member])).size > 1;
  const [withStat, withPeriod] = [differ('Stat'), differ('Period')];
  return new Map(
    queries.map(({ Id = '', Label, MetricStat }) => {
      const name = MetricStat?.Metric?.MetricName ?? Id;
      const parts = [name, withStat && MetricStat?.Stat, withPeriod && MetricStat?.Period];
      return [Id, Label ?? parts.filter(Boolean).join(' ')];
    }),
  );
}
