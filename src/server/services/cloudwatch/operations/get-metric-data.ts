/** GetMetricData. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
import type { GetMetricDataInput, GetMetricDataOutput, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { CallContext, Operation } from '../../service.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { errors } from '../errors.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Series, Value } from '../expression/values.ts';
import { labelsOf } from '../labels.ts';
import { dimensionsKey } from '../metric-table.ts';
import { readMetric } from '../read-metrics.ts';
import { type ReturnedUnit, returnedUnit } from '../returned-unit.ts';
import { isPlain, percentileOf, plainValue } from '../statistic.ts';
import { checkDimensions, checkName, checkNamespace, checkPeriod, checkUnit } from '../validate.ts';

const mostQueries = 500;
const mostDatapoints = 100_800;

/** @throws ValidationError, MissingParameter, InvalidParameterValue */
export const getMetricData =
  (cloudwatch: CloudWatch): Operation<GetMetricDataInput, GetMetricDataOutput> =>
  async (input, call) => {
    const queries = checkQueries(input.MetricDataQueries ?? []);
    if (!input.StartTime) throw errors.missing('StartTime');
    if (!input.EndTime) throw errors.missing('EndTime');
    const [start, end] = [input.StartTime.getTime(), input.EndTime.getTime()];
    checkRange(start, end);
    const scanBy = input.ScanBy ?? 'TimestampDescending';
    if (scanBy !== 'TimestampDescending' && scanBy !== 'TimestampAscending')
      throw errors.validation('ScanBy must be TimestampDescending or TimestampAscending');
    const most = input.MaxDatapoints ?? mostDatapoints;
    if (!Number.isInteger(most) || most < 1 || most > mostDatapoints)
      throw errors.validation(`MaxDatapoints must be between 1 and ${mostDatapoints}`);
    const skip = input.NextToken === undefined ? 0 : Number(input.NextToken);
    if (!/^\d{0,15}$/.test(input.NextToken ?? '')) throw errors.nextToken();

    const metrics = new Map<string, Series>();
    const messages = new Map<string, ReturnedUnit['messages']>();
    for (const query of queries) {
      if (!query.MetricStat) continue;
      const { points, messages: said } = await readStat(cloudwatch, call, query, start, end);
      metrics.set(query.Id ?? '', points);
      messages.set(query.Id ?? '', said);
    }
    const values = evaluateAll(queries, metrics, start, end);
    const returned = queries.filter((query) => query.ReturnData !== false);
    const labels = labelsOf(returned, call);
    const series = returned.flatMap((query) => seriesOf(query, values));

    // A page is a run of data points, through all results in order.
    let offset = 0;
    const results = series.map(({ id, points }) => {
      const ordered = [...points].sort(([a], [b]) => (scanBy === 'TimestampAscending' ? a - b : b - a));
      const page = ordered.slice(Math.max(0, skip - offset), Math.max(0, skip + most - offset));
      const complete = offset + ordered.length <= skip + most;
      offset += ordered.length;
      return {
        Id: id,
        Label: labels.get(id),
        Timestamps: page.map(([time]) => new Date(time)),
        Values: page.map(([, value]) => value),
        StatusCode: complete ? ('Complete' as const) : ('PartialData' as const),
        Messages: messages.get(id),
      };
    });
    return {
      MetricDataResults: results,
      Messages: [],
      ...(offset > skip + most ? { NextToken: String(skip + most) } : {}),
    };
  };

/** Whole seconds count. @throws ValidationError */
function checkRange(start: number, end: number): void {
  const seconds = Math.floor(end / 1000) - Math.floor(start / 1000);
  if (seconds < 0) throw errors.validation('The parameter EndTime must be greater than StartTime.');
  if (seconds === 0) throw errors.validation('The parameter StartTime must not equal parameter EndTime.');
}

function checkQueries(queries: readonly MetricDataQuery[]): readonly MetricDataQuery[] {
  if (queries.length === 0) throw errors.missing('MetricDataQueries');
  if (queries.length > mostQueries)
    throw errors.validation(`The collection MetricDataQueries must not have a size greater than ${mostQueries}.`);
  const ids = new Set<string>();
  for (const [place, { Id: id, MetricStat, Expression, AccountId }] of queries.entries()) {
    const at = `MetricDataQueries.member.${place + 1}`;
    if (id === undefined || !/^[a-z]\w{0,254}$/.test(id))
      throw errors.validation(
        `The value ${id ?? ''} for parameter ${at}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
      );
    if (ids.has(id)) throw errors.validation(`The values for parameter Id in MetricDataQueries are not unique.`);
    ids.add(id);
    // The line break is AWS's.
    if (MetricStat === undefined && Expression === undefined)
      throw errors.validation(`The parameter ${at}.MetricStat is required.\n`);
    if (MetricStat !== undefined && Expression !== undefined)
      throw errors.validation(`Exactly one of the parameters ${at}.MetricStat and ${at}.Expression must be specified.`);
    if (AccountId !== undefined) throw errors.validation(`The parameter ${at}.AccountId is not built here.`);
  }
  if (queries.every((query) => query.ReturnData === false)) throw errors.validation('At least one query must return data.');
  return queries;
}

async function readStat(
  cloudwatch: CloudWatch,
  call: CallContext,
  { Id, MetricStat }: MetricDataQuery,
  start: number,
  end: number,
): Promise<{ readonly points: Series; readonly messages: ReturnedUnit['messages'] }> {
  const stat = MetricStat?.Stat ?? '';
  const percentile = percentileOf(stat);
  if (!isPlain(stat) && percentile === undefined)
    throw errors.validation(`The statistic '${stat}' of '${Id}' is not built here.`);
  const period = checkPeriod(MetricStat?.Period, 'MetricStat.Period') * 1000;
  const query = {
    namespace: checkNamespace(MetricStat?.Metric?.Namespace, false),
    metric: checkName(MetricStat?.Metric?.MetricName, 'MetricStat.Metric.MetricName'),
    dimensions: dimensionsKey(checkDimensions(MetricStat?.Metric?.Dimensions, 'MetricStat.Metric.Dimensions')),
    from: Math.max(0, Math.floor(start / period) * period),
    to: end,
    period,
    origin: 0,
    unit: checkUnit(MetricStat?.Unit, 'MetricStat.Unit'),
    percentiles: percentile === undefined ? [] : [percentile],
  };
  const { points, messages } = returnedUnit(await readMetric(cloudwatch, call, query, call.signal));
  return {
    messages,
    points: new Map(
      points.flatMap((point) => {
        const value = isPlain(stat) ? plainValue(point, stat) : point.percentiles?.[0];
        return value === undefined ? [] : [[point.time, value] as const];
      }),
    ),
  };
}

function evaluateAll(queries: readonly MetricDataQuery[], metrics: ReadonlyMap<string, Series>, start: number, end: number) {
  const byId = new Map(queries.map((query) => [query.Id ?? '', query]));
  const period = Math.min(...queries.map((query) => query.MetricStat?.Period ?? query.Period ?? 86_400)) * 1000;
  const first = Math.floor(start / period) * period;
  const count = Math.ceil((end - first) / period);
  const times = count > mostDatapoints ? [] : Array.from({ length: count }, (_, place) => first + place * period);
  const done = new Map<string, Value>(metrics);
  const periods = new Map([...metrics].map(([id, series]) => [series, byId.get(id)?.MetricStat?.Period]));
  const resolve = (id: string, asking: readonly string[]): Value => {
    const known = done.get(id);
    if (known !== undefined) return known;
    const expression = byId.get(id)?.Expression;
    if (expression === undefined) throw new Error(`no query has the id ${id}`);
    if (asking.includes(id)) throw new Error(`${id} depends on itself`);
    const value = evaluate(expression, {
      series: (other) => resolve(other, [...asking, id]),
      metrics: (text) => [...metrics].flatMap(([other, series]) => (text === undefined || other.includes(text) ? [series] : [])),
      times,
      period: (series) => periods.get(series),
    });
    done.set(id, value);
    return value;
  };
  for (const id of byId.keys()) {
    try {
      resolve(id, []);
    } catch (error) {
      throw errors.expression(id, error instanceof Error ? error.message : String(error));
    }
  }
  return done;
}

function seriesOf(query: MetricDataQuery, values: ReadonlyMap<string, Value>) {
  const id = query.Id ?? '';
  const value = values.get(id) ?? [];
  if (typeof value === 'number') throw errors.expression(id, 'it does not give a time series');
  const all = value instanceof Map ? [value as Series] : (value as readonly Series[]);
  return all.map((points) => ({ id, points }));
}
