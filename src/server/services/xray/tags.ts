/**
 * Tags of sampling rules and groups. Texts are X-Ray's. AWS page: "Tagging X-Ray sampling rules and groups" (xray-tagging).
 *
 * Who calls it: CreateSamplingRule, CreateGroup, TagResource, UntagResource.
 */
import { invalidRequest } from './errors.ts';

/** In the order in which they were given. */
export type Tags = Readonly<Record<string, string>>;

export interface Tag {
  readonly Key: string | undefined;
  readonly Value: string | undefined;
}

const MOST_TAGS = 50;

/** @returns the tags of a resource after `given` was added. @throws InvalidRequestException */
export function withTags(tags: Tags, given: readonly Tag[] | undefined): Tags {
  const added = new Map<string, string>();
  for (const { Key = '', Value = '' } of given ?? []) {
    if (added.has(Key)) throw invalidRequest(`Duplicate tag key ${Key}`);
    checkTag(Key, Value);
    added.set(Key, Value);
  }
  const all = { ...tags, ...Object.fromEntries(added) };
  if (Object.keys(all).length > MOST_TAGS) throw invalidRequest('The resultant tag set must not have more than 50 user tags.');
  return all;
}

/** Keys that are not there are no error. @throws InvalidRequestException for a key of AWS's own. */
export function withoutTags(tags: Tags, keys: readonly string[]): Tags {
  for (const key of keys) checkOwner(key);
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}

export function printedTags(tags: Tags): { readonly Key: string; readonly Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function checkTag(key: string, value: string): void {
  checkOwner(key);
  const allowed = /^[\p{L}\p{N}\p{Z}_.:/=+\-@]*$/u;
  if (key.length < 1 || key.length > 128 || !allowed.test(key)) throw invalidRequest(`Invalid tag key ${key}`);
  if (value.length > 256 || !allowed.test(value)) throw invalidRequest(`Invalid tag value ${value}`);
}

function checkOwner(key: string): void {
  if (/^aws:/i.test(key)) throw invalidRequest('Caller is an end user and not allowed to mutate system tags');
}
