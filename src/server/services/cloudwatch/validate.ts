/**
 * The rules that several operations check: periods, statistics, dimensions, units.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
 */
import type { Dimension } from '@aws-sdk/client-cloudwatch';
import { errors } from './errors.ts';

export const units: ReadonlySet<string> = new Set(
  ['Seconds', 'Microseconds', 'Milliseconds', 'Percent', 'Count', 'Count/Second', 'None'].concat(
    ['Bytes', 'Bits'].flatMap((of) =>
      ['', 'Kilo', 'Mega', 'Giga', 'Tera'].flatMap((times) => {
        const unit = times === '' ? of : `${times}${of.toLowerCase()}`;
        return [unit, `${unit}/Second`];
      }),
    ),
  ),
);

export const mostDimensions = 30;
/** AWS's limits for a name or value of a dimension, a metric and a namespace, in characters. */
const lengths = { name: 255, value: 1024 } as const;

/** @throws MissingParameter, InvalidParameterValue */
export function checkName(text: string | undefined, parameter: string, kind: keyof typeof lengths = 'name'): string {
  if (text === undefined || text === '') throw errors.missing(parameter);
  if (text.length > lengths[kind])
    throw errors.value(`The parameter ${parameter} must be shorter than ${lengths[kind] + 1} characters.`);
  return text;
}

/** A namespace of a caller's own may not begin with `AWS/`. @throws MissingParameter, InvalidParameterValue */
export function checkNamespace(text: string | undefined, writing: boolean): string {
  const namespace = checkName(text, 'Namespace');
  if (namespace.startsWith(':') || !/^[\x20-\x7e]+$/.test(namespace))
    throw errors.value('The value for parameter Namespace is invalid.');
  if (writing && namespace.startsWith('AWS/')) throw errors.value('The value AWS/ for parameter Namespace is invalid.');
  return namespace;
}

/** @param parameter where they stand: `MetricData.member.1.Dimensions`. @throws MissingParameter, InvalidParameterValue */
export function checkDimensions(given: readonly Dimension[] | undefined, parameter: string): (readonly [string, string])[] {
  const dimensions = (given ?? []).map(
    ({ Name, Value }, place) =>
      [
        checkName(Name, `${parameter}.member.${place + 1}.Name`),
        checkName(Value, `${parameter}.member.${place + 1}.Value`, 'value'),
      ] as const,
  );
  if (dimensions.length > mostDimensions)
    throw errors.value(`The collection ${parameter} must not have a size greater than ${mostDimensions}.`);
  const twice = dimensions.find(([name], place) => dimensions.findIndex(([other]) => other === name) < place);
  if (twice) throw errors.value(`The parameter ${parameter} must not have the dimension ${twice[0]} more than once.`);
  return dimensions;
}

/** @throws InvalidParameterValue */
export function checkUnit(unit: string | undefined, parameter: string): string | undefined {
  if (unit !== undefined && !units.has(unit))
    throw errors.value(`The parameter ${parameter} must be a value in the set [ ${[...units].join(', ')} ].`);
  return unit;
}

/** Seconds: 1, 5, 10, 20, 30 or a multiple of 60. @throws MissingParameter, InvalidParameterValue */
export function checkPeriod(period: number | undefined, parameter: string): number {
  if (period === undefined) throw errors.missing(parameter);
  if (![1, 5, 10, 20, 30].includes(period) && (period <= 0 || period % 60 !== 0 || period > 86_400 * 365))
    throw errors.value(`The parameter ${parameter} must be 1, 5, 10, 20, 30 or a multiple of 60.`);
  return period;
}
