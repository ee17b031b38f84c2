/** What GetMetricData calls its results. Pure. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataResult.html */
import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { Scope } from '../../store/ports.ts';

/**
 * A label of the caller's own, else the metric's name with what tells the queries apart: the statistic and the period, each only where
 * not all have the same.
 * @param queries those whose data are returned. @returns labels by the queries' ids.
 */
export function labelsOf(queries: readonly MetricDataQuery[], { account, region }: Scope): ReadonlyMap<string, string> {
  const stats = queries.flatMap(({ MetricStat }) => MetricStat ?? []);
  const differ = (member: 'Stat' | 'Period'): boolean => new Set(stats.map((stat) => stat[member])).size > 1;
  const [withStat, withPeriod] = [differ('Stat'), differ('Period')];
  return new Map(
    queries.map((query) => {
      const { Id = '', Label, MetricStat } = query;
      const name = MetricStat?.Metric?.MetricName ?? Id;
      const parts = [name, withStat && MetricStat?.Stat, withPeriod && MetricStat?.Period];
      const own = parts.filter(Boolean).join(' ');
      return [
        Id,
        Label === undefined ? own : filledIn(Label, own, { ...propertiesOf(query), AccountId: account, Region: region }),
      ];
    }),
  );
}

/** What `${PROP('…')}` may name. */
function propertiesOf({ MetricStat, Period }: MetricDataQuery): Readonly<Record<string, string | undefined>> {
  const metric = MetricStat?.Metric;
  const period = MetricStat?.Period ?? Period;
  return {
    ...Object.fromEntries((metric?.Dimensions ?? []).map(({ Name, Value }) => [`Dim.${Name}`, Value])),
    MetricName: metric?.MetricName,
    Namespace: metric?.Namespace,
    Period: period === undefined ? undefined : String(period),
    Stat: MetricStat?.Stat,
  };
}

/**
 * Dynamic labels: what the query is called otherwise, and its properties. What would be calculated of its values stays as it is.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/graph-dynamic-labels.html
 */
function filledIn(label: string, own: string, properties: Readonly<Record<string, string | undefined>>): string {
  return label
    .replace(/\$\{LABEL\}/g, () => own)
    .replace(/\$\{PROP\('([^']*)'\)\}/g, (_, name: string) =>
      Object.hasOwn(properties, name) ? (properties[name] ?? '--') : '--',
    );
}
