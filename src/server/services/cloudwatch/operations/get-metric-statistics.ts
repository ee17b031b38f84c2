/** GetMetricStatistics. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
import type { GetMetricStatisticsInput, GetMetricStatisticsOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { errors } from '../errors.ts';
import { dimensionsKey } from '../metric-table.ts';
import { readMetric } from '../read-metrics.ts';
import { isPlain, percentileOf, plainValue } from '../statistic.ts';
import { checkDimensions, checkName, checkNamespace, checkPeriod, checkUnit } from '../validate.ts';

/** @throws MissingParameter, InvalidParameterValue, InvalidParameterCombination */
export const getMetricStatistics =
  (cloudwatch: CloudWatch): Operation<GetMetricStatisticsInput, GetMetricStatisticsOutput> =>
  async (input, call) => {
    const namespace = checkNamespace(input.Namespace, false);
    const metric = checkName(input.MetricName, 'MetricName');
    if (!input.StartTime) throw errors.missing('StartTime');
    if (!input.EndTime) throw errors.missing('EndTime');
    const period = checkPeriod(input.Period, 'Period') * 1000;
    const to = input.EndTime.getTime();
    // Whole seconds count.
    if (!(Math.floor(input.StartTime.getTime() / 1000) < Math.floor(to / 1000))) throw errors.timeRange();
    const grain = Math.min(period, 60_000);
    // Periods begin at the start that was asked for, rounded down to the minute.
    const from = Math.max(0, Math.floor(input.StartTime.getTime() / grain) * grain);
    const wanted = Math.ceil((to - input.StartTime.getTime()) / period);
    if (wanted > 1440) throw errors.tooManyDatapoints(wanted);
    const statistics = (input.Statistics ?? []).map((name) => {
      if (!isPlain(name)) throw errors.value(`The parameter Statistics has the unknown member ${String(name)}.`);
      return name;
    });
    const extended = input.ExtendedStatistics ?? [];
    if (statistics.length + extended.length === 0) throw errors.noStatistics();
    const percentiles = extended.map((name) => {
      const percentile = percentileOf(name);
      if (percentile === undefined) throw errors.value(`The value ${name} for parameter ExtendedStatistics is invalid.`);
      return percentile;
    });
    const dimensions = dimensionsKey(checkDimensions(input.Dimensions, 'Dimensions'));
    const unit = checkUnit(input.Unit, 'Unit');
    const points = await readMetric(
      cloudwatch,
      call,
      { namespace, metric, dimensions, from, to, period, origin: from, unit, percentiles },
      call.signal,
    );
    return {
      Label: metric,
      Datapoints: points.map((point) => ({
        Timestamp: new Date(point.time),
        ...Object.fromEntries(statistics.map((name) => [name, plainValue(point, name)])),
        Unit: point.unit as 'None',
        ...(point.percentiles && extended.length > 0
          ? { ExtendedStatistics: Object.fromEntries(extended.map((name, place) => [name, point.percentiles?.[place] ?? 0])) }
          : {}),
      })),
    };
  };
