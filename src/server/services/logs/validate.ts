/**
 * What names and numbers CloudWatch Logs takes, in the order in which it complains.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
 */
import { errors } from './errors.ts';

/** @throws InvalidParameterException */
export function checkGroupName(name: string, member = 'logGroupName'): void {
  checkShortest(name, member, 1);
  if (name.length > 512) throw errors.longName();
  if (!/^[.\-_/#A-Za-z0-9]+$/.test(name))
    throw errors.constraint(name, member, 'satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+');
}

/** @throws InvalidParameterException */
export function checkStreamName(name: string, member = 'logStreamName'): void {
  checkShortest(name, member, 1);
  if (name.length > 512 || tooManyBytes(name)) throw errors.longName();
  checkCharacters(name, member);
}

/** @throws InvalidParameterException */
export function checkFilterName(name: string, member = 'filterName'): void {
  checkShortest(name, member, 1);
  if (name.length > 512 || tooManyBytes(name)) throw errors.constraint(name, member, 'have length less than or equal to 512');
  checkCharacters(name, member);
}

/** Keys of the control plane are limited in bytes. Only a name of some hundred Asian characters or more comes near it. */
const tooManyBytes = (name: string): boolean => Buffer.byteLength(name) > 1400;

function checkCharacters(name: string, member: string): void {
  if (!/^[^:*]*$/.test(name)) throw errors.constraint(name, member, 'satisfy regular expression pattern: [^:*]*');
}

/** @throws InvalidParameterException when it is longer than `most`; an absent text is fine. */
export function checkLongest(text: string | undefined, member: string, most: number): void {
  if (text !== undefined && text.length > most)
    throw errors.constraint(text, member, `have length less than or equal to ${most}`);
}

/** @throws InvalidParameterException when it is shorter than `least`. */
export function checkShortest(text: string, member: string, least: number): void {
  if (text.length < least) throw errors.constraint(text, member, `have length greater than or equal to ${least}`);
}

/** @returns the limit, or `most` when none is given. @throws InvalidParameterException */
export function checkLimit(limit: number | undefined, most: number, member = 'limit'): number {
  if (limit === undefined) return most;
  if (limit < 1) throw errors.constraint(String(limit), member, 'have value greater than or equal to 1');
  if (limit > most) throw errors.constraint(String(limit), member, `have value less than or equal to ${most}`);
  return limit;
}

/** Whole epoch milliseconds, no later than the database can count. @throws InvalidParameterException */
export function checkTime(time: number | undefined, member: string): number | undefined {
  if (time === undefined) return undefined;
  if (!(time >= 0)) throw errors.constraint(String(time), member, 'have value greater than or equal to 0');
  return Math.min(Math.floor(time), Number.MAX_SAFE_INTEGER - 1);
}

/** @throws InvalidParameterException */
export function checkStreamNames(names: readonly string[]): void {
  if (names.length < 1) throw errors.constraint('[]', 'logStreamNames', 'have length greater than or equal to 1');
  if (names.length > 100)
    throw errors.constraint(`[${names.length} names]`, 'logStreamNames', 'have length less than or equal to 100');
  for (const name of names) checkStreamName(name, 'logStreamNames');
}

/** @throws InvalidParameterException */
export function checkOneOf(value: string | undefined, member: string, values: readonly string[]): void {
  if (value !== undefined && !values.includes(value))
    throw errors.constraint(value, member, `satisfy enum value set: [${values.join(', ')}]`);
}

export const groupClasses = ['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'];

const retentionDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** @throws InvalidParameterException */
export function checkRetention(days: number | undefined): number {
  if (days === undefined || !retentionDays.includes(days))
    throw errors.constraint(String(days), 'retentionInDays', `satisfy enum value set: [${retentionDays.join(', ')}]`);
  return days;
}
