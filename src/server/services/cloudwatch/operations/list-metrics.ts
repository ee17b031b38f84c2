/** ListMetrics. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
import type { ListMetricsInput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { errors } from '../errors.ts';
import { dimensionsOf } from '../metric-table.ts';
import { checkName } from '../validate.ts';

const pageSize = 500;
const hour = 60 * 60 * 1000;

/** Metrics with data of the last two weeks, in order of namespace, name and dimensions. @throws InvalidParameterValue */
export const listMetrics =
  ({ clickhouse, ingestLog, now }: CloudWatch): Operation<ListMetricsInput, ListMetricsOutput> =>
  async (input, call) => {
    if (input.RecentlyActive !== undefined && input.RecentlyActive !== 'PT3H')
      throw errors.value('The parameter RecentlyActive must be a value in the set [ PT3H ].');
    const filters = (input.Dimensions ?? []).map(({ Name, Value }, place) => ({
      name: checkName(Name, `Dimensions.member.${place + 1}.Name`),
      value: Value,
    }));
    if (filters.length > 10) throw errors.value('The collection Dimensions must not have a size greater than 10.');
    const after = input.NextToken === undefined ? undefined : placeOf(input.NextToken);
    await ingestLog.settled();
    const has = filters.map(({ value }, place) =>
      value === undefined
        ? `AND arrayExists(d -> JSONExtractString(d, 1) = {name${place}:String}, JSONExtractArrayRaw(dimensions)) `
        : `AND has(JSONExtractArrayRaw(dimensions), {pair${place}:String}) `,
    );
    const rows = await clickhouse.query<{ namespace: string; metric: string; dimensions: string }>(
      `SELECT DISTINCT namespace, metric, dimensions FROM metric_sample
WHERE account = {account:String} AND region = {region:String} AND timestamp >= {since:UInt64}
${input.Namespace === undefined ? '' : 'AND namespace = {namespace:String} '}${input.MetricName === undefined ? '' : 'AND metric = {metric:String} '}
${has.join('')}${after ? 'AND (namespace, metric, dimensions) > ({afterNamespace:String}, {afterMetric:String}, {afterDimensions:String}) ' : ''}
ORDER BY namespace, metric, dimensions LIMIT ${pageSize + 1}`,
      {
        account: call.account,
        region: call.region,
        since: now() - (input.RecentlyActive ? 3 * hour : 14 * 24 * hour),
        ...(input.Namespace === undefined ? {} : { namespace: input.Namespace }),
        ...(input.MetricName === undefined ? {} : { metric: input.MetricName }),
        ...Object.fromEntries(
          filters.map(({ name, value }, place) =>
            value === undefined ? [`name${place}`, name] : [`pair${place}`, JSON.stringify([name, value])],
          ),
        ),
        ...(after ? { afterNamespace: after[0], afterMetric: after[1], afterDimensions: after[2] } : {}),
      },
      { signal: call.signal },
    );
    const page = rows.slice(0, pageSize);
    const last = rows.length > pageSize ? page[page.length - 1] : undefined;
    return {
      Metrics: page.map(({ namespace, metric, dimensions }) => ({
        Namespace: namespace,
        MetricName: metric,
        Dimensions: dimensionsOf(dimensions),
      })),
      ...(last
        ? { NextToken: Buffer.from(JSON.stringify([last.namespace, last.metric, last.dimensions])).toString('base64url') }
        : {}),
    };
  };

function placeOf(token: string): readonly [string, string, string] {
  try {
    const [a, b, c] = JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown[];
    if (typeof a === 'string' && typeof b === 'string' && typeof c === 'string') return [a, b, c];
  } catch {
    // Not a token of ours.
  }
  throw errors.nextToken();
}
