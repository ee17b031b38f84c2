/** PutMetricData. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
import type { MetricDatum, PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import type { MetricData } from '../../ports.ts';
import type { Operation } from '../../service.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { errors } from '../errors.ts';
import { checkDimensions, checkName, checkNamespace, checkUnit } from '../validate.ts';

const hour = 60 * 60 * 1000;
const largestValue = 2 ** 360;

/**
 * Stores all data or none. Resolves once they are durable.
 * @throws MissingParameter, InvalidParameterValue, InvalidParameterCombination
 */
export const putMetricData =
  (cloudwatch: CloudWatch): Operation<PutMetricDataInput, object> =>
  async (input, call) => {
    const namespace = checkNamespace(input.Namespace, true);
    // Entity data would be lost without a word.
    if (input.EntityMetricData) throw errors.value('The parameter EntityMetricData is not built here.');
    const data = input.MetricData ?? [];
    if (data.length === 0) throw errors.missing('MetricData');
    if (data.length > 1000) throw errors.value('The collection MetricData must not have a size greater than 1000.');
    const now = cloudwatch.now();
    await cloudwatch.sink.put(
      call,
      namespace,
      data.map((datum, place) => checkDatum(datum, `MetricData.member.${place + 1}`, now)),
    );
    return {};
  };

function checkDatum(datum: MetricDatum, at: string, now: number): MetricData {
  const timestamp = datum.Timestamp === undefined ? now : datum.Timestamp.getTime();
  if (!(timestamp >= now - 14 * 24 * hour))
    throw errors.value(`The parameter ${at}.Timestamp must specify a time no more than two weeks in the past.`);
  if (timestamp > now + 2 * hour)
    throw errors.value(`The parameter ${at}.Timestamp must specify a time no more than two hours in the future.`);
  if (datum.StorageResolution !== undefined && ![1, 60].includes(datum.StorageResolution))
    throw errors.value(`The parameter ${at}.StorageResolution must be 1 or 60.`);
  return {
    name: checkName(datum.MetricName, `${at}.MetricName`),
    dimensions: checkDimensions(datum.Dimensions, `${at}.Dimensions`),
    timestamp,
    unit: checkUnit(datum.Unit, `${at}.Unit`),
    ...checkValues(datum, at),
  };
}

function checkValues(datum: MetricDatum, at: string): Pick<MetricData, 'values' | 'counts' | 'statistics'> {
  const given = (['Value', 'Values', 'StatisticValues'] as const).filter((member) => datum[member] !== undefined);
  const [first, second] = given;
  if (first === undefined)
    throw errors.combination(
      `At least one of the parameters ${at}.Value, ${at}.Values and ${at}.StatisticValues must be specified.`,
    );
  // AWS lets Values stand beside StatisticValues, which count.
  if (second !== undefined && !(first === 'Values' && second === 'StatisticValues'))
    throw errors.combination(
      `The parameters ${at}.${first} and ${at}.${second} are mutually exclusive and you have specified both.`,
    );
  const check = (value: number | undefined, member: string): number => {
    if (value === undefined) throw errors.missing(`${at}.${member}`);
    if (!Number.isFinite(value)) throw errors.value(`The value ${value} for parameter ${at}.${member} is invalid.`);
    if (Math.abs(value) > largestValue) throw errors.value(`The value ${value} for parameter ${at}.${member} is out of range.`);
    return value;
  };
  if (datum.StatisticValues) {
    const set = datum.StatisticValues;
    return {
      statistics: {
        count: check(set.SampleCount, 'StatisticValues.SampleCount'),
        sum: check(set.Sum, 'StatisticValues.Sum'),
        minimum: check(set.Minimum, 'StatisticValues.Minimum'),
        maximum: check(set.Maximum, 'StatisticValues.Maximum'),
      },
    };
  }
  const values = (datum.Values ?? [datum.Value]).map((value, place) =>
    check(value, datum.Values ? `Values.member.${place + 1}` : 'Value'),
  );
  if (values.length === 0) throw errors.missing(`${at}.Values`);
  if (values.length > 150) throw errors.value(`The collection ${at}.Values must not have a size greater than 150.`);
  if (!datum.Counts) return { values };
  if (!datum.Values || datum.Counts.length !== values.length)
    throw errors.value(`The parameters ${at}.Values and ${at}.Counts must be of the same size.`);
  const counts = datum.Counts.map((count, place) => check(count, `Counts.member.${place + 1}`));
  if (counts.some((count) => count <= 0)) throw errors.value(`The parameter ${at}.Counts must be greater than 0.`);
  return { values, counts };
}
