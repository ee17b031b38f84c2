/**
 * Every error that CloudWatch answers with. Codes are those of the Query protocol, which the other protocols carry as well.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CommonErrors.html
 */
import { AwsError } from '../../wire/aws-error.ts';

const value = (message: string) => new AwsError('InvalidParameterValue', message, 400);
const combination = (message: string) => new AwsError('InvalidParameterCombination', message, 400);

export const errors = {
  value,
  combination,
  missing: (parameter: string) => new AwsError('MissingParameter', `The parameter ${parameter} is required.`, 400),
  validation: (message: string) => new AwsError('ValidationError', message, 400),
  timeRange: () => value('The parameter StartTime must be less than the parameter EndTime.'),
  noStatistics: () =>
    new AwsError('MissingParameter', 'At least one of the parameters Statistics and ExtendedStatistics must be specified.', 400),
  tooManyDatapoints: (wanted: number) =>
    combination(
      `You have requested up to ${wanted} datapoints, which exceeds the limit of 1440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    ),
  nextToken: () => value('The value for parameter NextToken is invalid.'),
  expression: (id: string, why: string) => new AwsError('ValidationError', `Error in expression '${id}': ${why}`, 400),
} as const;
