/** Tags of buckets and objects. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
import type { Tag } from '@aws-sdk/client-s3';
import { errors } from './errors.ts';

type Tags = Readonly<Record<string, string>>;

const isWritten = (text: string): boolean => /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text);

/** @throws InvalidTag, MalformedXML */
export function checkTagSet(tags: readonly Tag[], most: number): Tags {
  const checked: Record<string, string> = {};
  for (const { Key, Value } of tags) {
    if (Key === undefined || Value === undefined) throw errors.malformedXml();
    if (Object.hasOwn(checked, Key)) throw errors.invalidTag('Cannot provide multiple Tags with the same key', { TagKey: Key });
    if (Key.startsWith('aws:'))
      throw errors.invalidTag(
        most === 10 ? 'Your TagKey cannot be prefixed with aws:' : 'System tags cannot be added/updated by requester',
        { TagKey: Key },
      );
    if (Key.length < 1 || Key.length > 128 || !isWritten(Key))
      throw errors.invalidTag('The TagKey you have provided is invalid', { TagKey: Key });
    if (Value.length > 256 || !isWritten(Value))
      throw errors.invalidTag('The TagValue you have provided is invalid', { TagKey: Key, TagValue: Value });
    checked[Key] = Value;
  }
  if (tags.length > most)
    throw errors.invalidTag(most === 10 ? 'Object tags cannot be greater than 10' : `Tags cannot be greater than ${most}`);
  return checked;
}

/** The header `x-amz-tagging`: `colour=red&size=2`. @throws InvalidArgument, InvalidTag */
export function parseTaggingHeader(header: string | undefined): Tags {
  if (!header) return {};
  const pairs = [...new URLSearchParams(header)].map(([Key, Value]) => ({ Key, Value }));
  const names = new Set(pairs.map(({ Key }) => Key));
  if (names.size < pairs.length || pairs.some(({ Key, Value }) => !isWritten(Key) || !isWritten(Value)))
    throw errors.invalid(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      'x-amz-tagging',
      header,
    );
  return checkTagSet(pairs, 10);
}

export const toTagSet = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
