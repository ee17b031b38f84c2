import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GetMetricDataOutput, GetMetricStatisticsOutput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveConfig } from '../../config.ts';
import { openStore, type Store } from '../../store/store.ts';
import type { CallContext } from '../service.ts';
import { createCloudWatch } from './service.ts';

const context: CallContext = {
  service: 'cloudwatch',
  operation: '',
  account: '123456789012',
  region: 'eu-west-1',
  principal: { account: '123456789012', arn: '', userId: '', accessKeyId: undefined },
  requestId: '',
  headers: {},
  responseHeaders: new Map(),
  signal: new AbortController().signal,
};
const minute = 60_000;
const start = Math.floor(Date.now() / minute) * minute - 10 * minute;

let directory: string;
let store: Store;
let cloudwatch: ReturnType<typeof createCloudWatch>;

async function call<Output = object>(operation: string, input: object): Promise<Output> {
  const run = cloudwatch.service.operations[operation];
  if (!run) throw new Error(`no operation ${operation}`);
  return (await run(input as never, context)) as Output;
}
const put = (Namespace: string, MetricData: object[]) => call('PutMetricData', { Namespace, MetricData });
const range = (Namespace: string, MetricName: string) => ({
  Namespace,
  MetricName,
  StartTime: new Date(start),
  EndTime: new Date(start + 5 * minute),
  Period: 60,
});

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'radiograph-cloudwatch-'));
  store = await openStore({ dataDir: directory });
  const { clickhouse, ingestLog, controlPlane } = store;
  cloudwatch = createCloudWatch({ clickhouse, ingestLog, controlPlane, config: resolveConfig({}, {}) });
  await store.start();
  await cloudwatch.start();
});
afterAll(async () => {
  await cloudwatch?.close();
  await store?.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('statistics', () => {
  it('are at most 1440, counted from the times that were given', async () => {
    const from = start + 30_000;
    const day = { Namespace: 'Long', MetricName: 'm', StartTime: new Date(from), Statistics: ['Sum'] };
    const until = (EndTime: number, Period: number) =>
      call('GetMetricStatistics', { ...day, EndTime: new Date(EndTime), Period });
    expect(await until(from + 1440 * minute, 60)).toEqual({ Label: 'm', Datapoints: [] });
    await expect(until(from + 1440 * minute, 1)).rejects.toThrow('up to 86400 datapoints');
  });

  it('are of the statistic set where values stand beside one', async () => {
    const StatisticValues = { SampleCount: 2, Sum: 5, Minimum: 1, Maximum: 4 };
    await put('Both', [{ MetricName: 'm', Values: [9], StatisticValues, Timestamp: new Date(start) }]);
    const { Datapoints } = await call<GetMetricStatisticsOutput>('GetMetricStatistics', {
      ...range('Both', 'm'),
      Statistics: ['Sum'],
    });
    expect(Datapoints).toMatchObject([{ Sum: 5 }]);
    await expect(put('Both', [{ MetricName: 'm', Value: 9, StatisticValues }])).rejects.toThrow('mutually exclusive');
  });

  it('are of values, counts and statistic sets together, by period', async () => {
    const at = (offset: number) => ({ MetricName: 'm', Unit: 'Count', Timestamp: new Date(start + offset) });
    await put('Stats', [
      { ...at(0), Value: 4 },
      { ...at(1000), Values: [1, 2], Counts: [3, 1] },
      { ...at(2 * minute), StatisticValues: { SampleCount: 2, Sum: 10, Minimum: 3, Maximum: 7 } },
      { ...at(5 * minute), Value: 99 },
    ]);
    const output = await call<GetMetricStatisticsOutput>('GetMetricStatistics', {
      ...range('Stats', 'm'),
      Statistics: ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'],
    });
    expect(output).toEqual({
      Label: 'm',
      Datapoints: [
        { Timestamp: new Date(start), SampleCount: 5, Sum: 9, Average: 1.8, Minimum: 1, Maximum: 4, Unit: 'Count' },
        {
          Timestamp: new Date(start + 2 * minute),
          SampleCount: 2,
          Sum: 10,
          Average: 5,
          Minimum: 3,
          Maximum: 7,
          Unit: 'Count',
        },
      ],
    });
  });

  it('has percentiles of values', async () => {
    const Values = Array.from({ length: 100 }, (_, place) => place + 1);
    await put('Percentiles', [{ MetricName: 'm', Timestamp: new Date(start), Values }]);
    const { Datapoints } = await call<GetMetricStatisticsOutput>('GetMetricStatistics', {
      ...range('Percentiles', 'm'),
      ExtendedStatistics: ['p50', 'p100'],
    });
    expect(Datapoints?.[0]?.ExtendedStatistics?.['p100']).toBe(100);
    expect(Math.abs((Datapoints?.[0]?.ExtendedStatistics?.['p50'] ?? 0) - 50)).toBeLessThanOrEqual(1);
  });

  it('are of exactly the dimensions asked for', async () => {
    const Dimensions = [
      { Name: 'b', Value: '2' },
      { Name: 'a', Value: '1' },
    ];
    await put('Dimensions', [{ MetricName: 'm', Timestamp: new Date(start), Value: 1, Dimensions }]);
    const count = async (dimensions: object[]) =>
      (
        await call<GetMetricStatisticsOutput>('GetMetricStatistics', {
          ...range('Dimensions', 'm'),
          Dimensions: dimensions,
          Statistics: ['Sum'],
        })
      ).Datapoints?.length;
    expect([await count(Dimensions.toReversed()), await count(Dimensions.slice(1)), await count([])]).toEqual([1, 0, 0]);
    const listed = async (filter: object) =>
      (await call<ListMetricsOutput>('ListMetrics', { Namespace: 'Dimensions', ...filter })).Metrics;
    const metric = { Namespace: 'Dimensions', MetricName: 'm', Dimensions: Dimensions.toReversed() };
    expect(await listed({ Dimensions: [{ Name: 'a' }] })).toEqual([metric]);
    expect(await listed({ Dimensions: [{ Name: 'b', Value: '2' }] })).toEqual([metric]);
    expect(await listed({ Dimensions: [{ Name: 'b', Value: '1' }] })).toEqual([]);
  });

  it('pages the list of metrics', async () => {
    await put(
      'Pages',
      Array.from({ length: 501 }, (_, place) => ({ MetricName: `m${place}`, Value: 1 })),
    );
    const first = await call<ListMetricsOutput>('ListMetrics', { Namespace: 'Pages' });
    const second = await call<ListMetricsOutput>('ListMetrics', { Namespace: 'Pages', NextToken: first.NextToken });
    expect([first.Metrics?.length, second.Metrics?.length, second.NextToken]).toEqual([500, 1, undefined]);
  });
});

describe('metric math', () => {
  const ask = (queries: object[], more: object = {}) =>
    call<GetMetricDataOutput>('GetMetricData', {
      StartTime: new Date(start),
      EndTime: new Date(start + 3 * minute),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: queries,
      ...more,
    });
  const metric = (Id: string, MetricName: string, ReturnData: boolean) => ({
    Id,
    ReturnData,
    MetricStat: { Metric: { Namespace: 'Math', MetricName }, Period: 60, Stat: 'Sum' },
  });
  const inputs = [metric('m1', 'a', false), metric('m2', 'b', false)];

  beforeAll(async () => {
    const at = (MetricName: string, offset: number, Value: number) => ({
      MetricName,
      Value,
      Timestamp: new Date(start + offset * minute),
    });
    await put('Math', [at('a', 0, 10), at('a', 2, 30), at('b', 0, 4), at('b', 1, 5)]);
  });

  it.each([
    ['m1 + m2 * 2', [18]],
    ['(m1 - m2) / 2', [3]],
    ['SUM(METRICS())', [14, 5, 30]],
    ['MAX(METRICS("m1"))', [10, 30]],
    ['FILL(m1, 0)', [10, 0, 30]],
    ['FILL(m1, REPEAT)', [10, 10, 30]],
    ['FILL(m1, LINEAR)', [10, 20, 30]],
    ['RATE(m2)', [1 / 60]],
    ['m1 / AVG(m1)', [0.5, 1.5]],
    ['m1 / 0', []],
    ['m1 / 10 ^ 2 * -1', [-0.1, -0.3]],
    ['2 ^ 3 ^ 2 + m2 * 0', [512, 512]],
    ['IF(m1 > 20, 1, 0)', [0, 1]],
    ['IF(m1 >= 10 AND m1 != 30, m1)', [10]],
    ['IF(m1 == 10 || m1 < 5, m1, 7)', [10, 7]],
    ['IF(SUM(m1) > 1, m2, m1)', [4, 5]],
    ['ABS(m2 - 9)', [5, 4]],
    ['CEIL(m2 / 4) + FLOOR(m2 / 4)', [2, 3]],
    ['LOG10(m1 * 10)', [2, Math.log10(300)]],
    ['DIFF(m1)', [20]],
    ['DIFF_TIME(m1)', [120]],
    ['RUNNING_SUM(m2)', [4, 9]],
    ['STDDEV(METRICS())', [3, 0, 0]],
    ['STDDEV(m1) + m2 * 0', [10, 10]],
    ['DATAPOINT_COUNT(m1) * PERIOD(m1) + m2 * 0', [120, 120]],
    ['METRIC_COUNT([m1, m2]) + m1 * 0', [2, 2]],
    ['FIRST(METRICS())', [10, 30]],
    ['LAST([m1, m2])', [4, 5]],
    ['SUM(SLICE(METRICS(), 1))', [4, 5]],
    ['SUM(SORT(METRICS(), AVG, ASC, 1))', [4, 5]],
    ['SUM(SORT(METRICS(), MAX, DESC, 1))', [10, 30]],
    ['METRIC_COUNT(REMOVE_EMPTY([m1, m1 / 0])) + m1 * 0', [1, 1]],
    ['TIME_SERIES(3) * m2', [12, 15]],
    ['EPOCH(m2) - MINUTE(m2) * 60', [start / 1000, start / 1000 + 60].map((at) => at - Math.floor((at / 60) % 60) * 60)],
    [
      'YEAR(m2) * 10000 + MONTH(m2) * 100 + DATE(m2)',
      [0, 1].map((at) => Number(new Date(start + at * minute).toISOString().slice(0, 10).replaceAll('-', ''))),
    ],
    [
      'HOUR(m2) * 10 + DAY(m2)',
      [0, 1].map((at) => new Date(start + at * minute)).map((at) => at.getUTCHours() * 10 + (at.getUTCDay() || 7)),
    ],
  ])('%s', async (Expression, values) => {
    const { MetricDataResults } = await ask([...inputs, { Id: 'e1', Expression, Label: 'L' }]);
    expect(MetricDataResults).toMatchObject([{ Id: 'e1', Label: 'L', Values: values, StatusCode: 'Complete' }]);
  });

  it('names what tells statistics of one request apart', async () => {
    const stat = (Id: string, Stat: string, Period: number, more: object = {}) => ({
      ...{ Id, ...more },
      MetricStat: { Metric: { Namespace: 'Math', MetricName: 'a' }, Period, Stat },
    });
    const labels = async (...queries: object[]) => (await ask(queries)).MetricDataResults?.map(({ Label }) => Label);
    expect(await labels(stat('m1', 'Sum', 60), stat('m2', 'Minimum', 30))).toEqual(['a Sum 60', 'a Minimum 30']);
    expect(await labels(stat('m1', 'Sum', 60), stat('m2', 'Minimum', 60))).toEqual(['a Sum', 'a Minimum']);
    expect(await labels(stat('m1', 'Sum', 60), stat('m2', 'Sum', 30))).toEqual(['a 60', 'a 30']);
    expect(await labels(stat('m1', 'Sum', 60), stat('m2', 'Sum', 60))).toEqual(['a', 'a']);
    const property = (name: string) => `$\{PROP('${name}')}`;
    const [namespace, by, period, region, none] = ['Namespace', 'Stat', 'Period', 'Region', 'Dim.x'].map(property);
    const Label = `$\{LABEL} of ${namespace}: ${by} by ${period} in ${region}, ${none} $\{MAX}`;
    const filled = `a of Math: Sum by 60 in eu-west-1, -- $\{MAX}`;
    expect(await labels(stat('m1', 'Sum', 60, { Label }))).toEqual([filled]);
    expect(await labels(stat('m1', 'Sum', 60, { Label: 'mine' }), stat('m2', 'Sum', 30))).toEqual(['mine', 'a 30']);
  });

  it('takes one unit where data have several, and says so', async () => {
    const at = { MetricName: 'mixed', Timestamp: new Date(start) };
    await put('Math', [
      { ...at, Value: 60, Unit: 'Seconds' },
      { ...at, Value: 60_000, Unit: 'Milliseconds' },
      { ...at, Value: 5, Unit: 'Count' },
    ]);
    const { MetricDataResults } = await ask([metric('m1', 'mixed', true)]);
    const Value = "Multiple units returned: '[Count, Milliseconds, Seconds]'";
    expect(MetricDataResults).toMatchObject([{ Values: [5], Messages: [{ Code: 'MultipleUnits', Value }] }]);
  });

  it('pages through data points', async () => {
    const queries = [metric('m1', 'a', true), metric('m2', 'b', true)];
    const pages: number[] = [];
    let NextToken: string | undefined;
    do {
      const page: GetMetricDataOutput = await ask(queries, { MaxDatapoints: 3, NextToken });
      pages.push((page.MetricDataResults ?? []).reduce((sum, result) => sum + (result.Values?.length ?? 0), 0));
      ({ NextToken } = page);
    } while (NextToken);
    expect(pages).toEqual([3, 1]);
  });

  it.each([
    'm1 +',
    'm9',
    'e1',
    'SUM(m1)',
    'ANOMALY_DETECTION_BAND(m1)',
    'm1 m2',
    'METRICS() + METRICS()',
    'IF(m1)',
    'PERIOD(m1 * 2)',
    'SLICE(m1, 1)',
    '[1]',
    'm1 = 2',
  ])('refuses %s', async (Expression) => {
    await expect(ask([...inputs, { Id: 'e1', Expression }])).rejects.toThrow("Error in expression 'e1'");
  });

  it('refuses queries of Metrics Insights by name', async () => {
    const Expression = 'SELECT AVG(a) FROM "Math"';
    await expect(ask([{ Id: 'e1', Expression, Period: 60 }])).rejects.toThrow('Metrics Insights are not built here');
  });
});

describe('bad input', () => {
  it.each([
    [{ MetricName: 'm' }, 'InvalidParameterCombination'],
    [{ MetricName: 'm', Value: Number.NaN }, 'InvalidParameterValue'],
    [{ MetricName: 'm', Value: 1, Values: [1] }, 'InvalidParameterCombination'],
    [{ MetricName: 'm', Values: [1, 2], Counts: [1] }, 'InvalidParameterValue'],
    [{ MetricName: 'm', Value: 1, Timestamp: new Date(0) }, 'InvalidParameterValue'],
    [{ MetricName: 'm', Value: 1, Unit: 'Apples' }, 'InvalidParameterValue'],
    [{ Value: 1 }, 'MissingParameter'],
  ])('%j is refused whole', async (datum, code) => {
    await expect(put('Refused', [{ MetricName: 'fine', Value: 1 }, datum])).rejects.toMatchObject({ code });
    expect(await call<ListMetricsOutput>('ListMetrics', { Namespace: 'Refused' })).toMatchObject({ Metrics: [] });
  });

  it('is a range without length, too many data points, or no statistic', async () => {
    const ask = (change: object) => call('GetMetricStatistics', { ...range('n', 'm'), Statistics: ['Sum'], ...change });
    await expect(ask({ EndTime: new Date(start) })).rejects.toMatchObject({ code: 'InvalidParameterValue' });
    await expect(ask({ EndTime: new Date(start + 1441 * minute) })).rejects.toThrow(
      'up to 1441 datapoints, which exceeds the limit of 1440',
    );
    await expect(ask({ Statistics: [] })).rejects.toMatchObject({ code: 'MissingParameter' });
    await expect(ask({ Period: 61 })).rejects.toMatchObject({ code: 'InvalidParameterValue' });
    await expect(ask({ EndTime: new Date(start + 900) })).rejects.toMatchObject({ code: 'InvalidParameterValue' });
  });

  it('of GetMetricData is worded in its own way', async () => {
    const MetricStat = { Metric: { Namespace: 'n', MetricName: 'm' }, Period: 60, Stat: 'Sum' };
    const ask = (end: number, query: object = { MetricStat }) =>
      call('GetMetricData', {
        StartTime: new Date(start),
        EndTime: new Date(start + end),
        MetricDataQueries: [{ Id: 'm1', ...query }],
      });
    await expect(ask(-minute)).rejects.toThrow('The parameter EndTime must be greater than StartTime.');
    await expect(ask(900)).rejects.toThrow('The parameter StartTime must not equal parameter EndTime.');
    await expect(ask(minute, {})).rejects.toThrow('The parameter MetricDataQueries.member.1.MetricStat is required.');
  });
});
