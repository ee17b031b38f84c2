/**
 * The lifecycle of a bucket: checked, kept and shown; nothing expires here.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
import type { BucketLifecycleConfiguration, LifecycleRule, Tag } from '@aws-sdk/client-s3';
import { errors } from './errors.ts';

/** From which size on objects move to another storage class. */
export const defaultMinimumSize = 'all_storage_classes_128K';

/** @throws InvalidRequest */
export function checkMinimumSize(wanted: string | undefined): string {
  if (wanted !== undefined && wanted !== defaultMinimumSize && wanted !== 'varies_by_storage_class')
    throw errors.request(`Invalid TransitionDefaultMinimumObjectSize found: ${wanted}`);
  return wanted ?? defaultMinimumSize;
}

/** @throws MalformedXML, InvalidArgument, InvalidRequest */
export function checkLifecycle(value: unknown): void {
  const { Rules: rules } = value as BucketLifecycleConfiguration;
  if (!Array.isArray(rules) || rules.length === 0) throw errors.malformedXml();
  for (const rule of rules) checkRule(rule);
}

function checkRule(rule: LifecycleRule & { readonly Prefix?: string | undefined }): void {
  if (rule.Status !== 'Enabled' && rule.Status !== 'Disabled') throw errors.malformedXml();
  if (rule.Filter === undefined && rule.Prefix === undefined) throw errors.malformedXml();
  if (rule.Filter !== undefined && rule.Prefix !== undefined) throw errors.malformedXml();
  // More than one condition has to stand in And.
  const { And: all, ...single } = rule.Filter ?? {};
  if (said(single) + (all ? 1 : 0) > 1) throw errors.malformedXml();
  checkTags(all?.Tags ?? []);
  const { Expiration: expiration, NoncurrentVersionExpiration: noncurrent } = rule;
  if (expiration && said(expiration) > 1) throw errors.malformedXml();
  if (noncurrent && noncurrent.NoncurrentDays === undefined) throw errors.malformedXml();
  for (const { Date: date } of [...(expiration ? [expiration] : []), ...(rule.Transitions ?? [])]) {
    if (date === undefined || new Date(date).getTime() % 86_400_000 === 0) continue;
    throw errors.invalid("'Date' must be at midnight GMT", 'Date', new Date(date).toISOString());
  }
}

/** Members of templates may be there without a value. */
const said = (members: object): number => Object.values(members).filter((value) => value !== undefined).length;

function checkTags(tags: readonly Tag[]): void {
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) throw errors.request('Duplicate Tag Keys are not allowed.');
}
