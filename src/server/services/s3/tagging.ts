/** Tags of buckets and objects. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
import type { Tag } from '@aws-sdk/client-s3';
import { errors } from './errors.ts';

type Tags = Readonly<Record<string, string>>;

/** @throws InvalidTag, BadRequest */
export function checkTagSet(tags: readonly Tag[], most: number): Tags {
  const checked: Record<string, string> = {};
  for (const { Key = '', Value = '' } of tags) {
    if (Key.length < 1 || Key.length > 128) throw errors.invalidTag('The TagKey you have provided is invalid');
    if (Value.length > 256) throw errors.invalidTag('The TagValue you have provided is invalid');
    if (Object.hasOwn(checked, Key)) throw errors.invalidTag('Cannot provide multiple Tags with the same key');
    checked[Key] = Value;
  }
  if (tags.length > most)
    throw errors.invalidTag(most === 10 ? 'Object tags cannot be greater than 10' : `Tags cannot be greater than ${most}`);
  return checked;
}

/** The header `x-amz-tagging`: `colour=red&size=2`. */
export function parseTaggingHeader(header: string | undefined): Tags {
  if (!header) return {};
  return checkTagSet(
    [...new URLSearchParams(header)].map(([Key, Value]) => ({ Key, Value })),
    10,
  );
}

export const toTagSet = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
