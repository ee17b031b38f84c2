/**
 * What is stored of a metric filter, and which transformations CloudWatch Logs takes.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html
 */
import type { MetricTransformation } from '@aws-sdk/client-cloudwatch-logs';
import { errors } from '../errors.ts';
import { selectorOf } from '../filter-pattern/extract.ts';
import type { FilterPattern } from '../filter-pattern/nodes.ts';
import { PatternError } from '../filter-pattern/tokens.ts';
import { checkLongest, checkOneOf } from '../validate.ts';

export interface MetricFilter {
  readonly filterName: string;
  readonly logGroupName: string;
  readonly filterPattern: string;
  readonly transformation: Transformation;
  /** Epoch milliseconds, of the first put. */
  readonly creationTime: number;
}

export interface Transformation {
  readonly metricName: string;
  readonly metricNamespace: string;
  /** A number, or what the pattern names: `$size`, `$.latency`. */
  readonly metricValue: string;
  readonly defaultValue?: number | undefined;
  /** Values are what the pattern names. */
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
  readonly unit?: MetricTransformation['unit'];
}

/** AWS's limit of filters for one group. */
export const mostMetricFilters = 100;

const amounts = [
  ...['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes'],
  ...['Bits', 'Kilobits', 'Megabits', 'Gigabits', 'Terabits'],
];
const units = [
  ...['Seconds', 'Microseconds', 'Milliseconds'],
  ...amounts,
  ...['Percent', 'Count'],
  ...amounts.map((amount) => `${amount}/Second`),
  ...['Count/Second', 'None'],
];

const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** @throws InvalidParameterException */
export function checkTransformation(given: readonly MetricTransformation[], pattern: FilterPattern): Transformation {
  const [transformation] = given;
  if (!transformation) throw errors.constraint('[]', 'metricTransformations', 'have length greater than or equal to 1');
  if (given.length > 1) throw errors.constraint(shown(given), 'metricTransformations', 'have length less than or equal to 1');
  const { metricName = '', metricNamespace = '', metricValue = '', defaultValue, dimensions = {}, unit } = transformation;
  const member = 'metricTransformations.1.member';
  checkMetricWord(metricName, `${member}.metricName`);
  checkNamespace(metricNamespace, `${member}.metricNamespace`);
  checkLongest(metricValue, `${member}.metricValue`, 100);
  checkOneOf(unit, `${member}.unit`, units);
  if (!number.test(metricValue)) checkReference(pattern, metricValue, 'metricValue');
  const names = Object.entries(dimensions);
  if (names.length > 3)
    throw errors.constraint(`${names.length} dimensions`, 'dimensions', 'have length less than or equal to 3');
  if (names.length > 0 && defaultValue !== undefined) throw errors.defaultWithDimensions();
  for (const [name, value] of names) {
    checkLongest(name, 'dimensions', 255);
    checkReference(pattern, value, `dimension ${name}`);
  }
  return { metricName, metricNamespace, metricValue, defaultValue, unit, ...(names.length > 0 ? { dimensions } : {}) };
}

/** As AWS prints them in its message. */
function shown(given: readonly MetricTransformation[]): string {
  const one = ({ metricName, metricNamespace, metricValue, defaultValue, unit, dimensions }: MetricTransformation): string => {
    const pairs =
      dimensions &&
      `{${Object.entries(dimensions)
        .map(([name, value]) => `${name}=${value}`)
        .join(', ')}}`;
    const members = { metricName, metricNamespace, metricValue, defaultValue, unit, dimensions: pairs };
    return `MetricTransformation(${Object.entries(members)
      .map(([name, value]) => `${name}=${value ?? 'null'}`)
      .join(', ')})`;
  };
  return `[${given.map(one).join(', ')}]`;
}

/** @throws InvalidParameterException */
export function checkMetricWord(word: string, member: string): void {
  checkLongest(word, member, 255);
  if (!/^[^:*$]*$/.test(word)) throw errors.constraint(word, member, 'satisfy regular expression pattern: [^:*$]*');
}

/** CloudWatch Logs takes colons, although its documentation gives the pattern of names. @throws InvalidParameterException */
export function checkNamespace(namespace: string, member: string): void {
  checkMetricWord(namespace.replaceAll(':', ''), member);
}

/** Only JSON and fields patterns name anything. @throws InvalidParameterException */
function checkReference(pattern: FilterPattern, reference: string, what: string): void {
  const json = reference.startsWith('$.') || reference.startsWith('$[');
  if (!/^\$./.test(reference))
    throw errors.transformation(`${what} '${reference}' is neither a number nor a field of the pattern.`);
  if (json ? pattern.kind !== 'json' : pattern.kind !== 'fields')
    throw errors.transformation(`${what} '${reference}' is not a field of the filter pattern.`);
  if (json) {
    try {
      selectorOf(reference);
    } catch (error) {
      if (error instanceof PatternError) throw errors.transformation(`${what} '${reference}': ${error.message}`);
      throw error;
    }
  }
}
