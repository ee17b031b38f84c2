/** Tags of roles, users and policies (IAM User Guide, "Tags for IAM resources"): at most 50, keys unique without regard to case. */
import { invalidInput, limitExceeded } from './errors.ts';
import { constraint } from './names.ts';

export interface TagPair {
  readonly Key: string | undefined;
  readonly Value: string | undefined;
}

/** @throws ValidationError, InvalidInput, LimitExceeded */
export function mergeTags(
  present: Readonly<Record<string, string>>,
  added: readonly TagPair[] | undefined,
): Readonly<Record<string, string>> {
  const merged: Record<string, string> = { ...present };
  const seen = new Set<string>();
  for (const [index, { Key: key = '', Value: value = '' }] of (added ?? []).entries()) {
    checkKey(key, `tags.${index + 1}.member.key`);
    checkTagText(value, `tags.${index + 1}.member.value`, 256);
  }
  for (const { Key: key = '', Value: value = '' } of added ?? []) {
    if (seen.has(key.toLowerCase()))
      throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
    seen.add(key.toLowerCase());
    for (const old of Object.keys(merged)) if (old.toLowerCase() === key.toLowerCase()) delete merged[old];
    merged[key] = value;
  }
  if (Object.keys(merged).length > 50) throw limitExceeded('The number of tags has reached the maximum limit.');
  return merged;
}

/** @throws ValidationError */
export function removeTags(
  present: Readonly<Record<string, string>>,
  keys: readonly string[] | undefined,
): Readonly<Record<string, string>> {
  for (const [index, key] of (keys ?? []).entries()) checkKey(key, `tagKeys.${index + 1}.member`);
  return Object.fromEntries(Object.entries(present).filter(([key]) => !keys?.includes(key)));
}

function checkKey(key: string, member: string): void {
  if (key.length === 0) throw constraint(key, member, 'Member must have length greater than or equal to 1');
  checkTagText(key, member, 128);
}

function checkTagText(text: string, member: string, maximum: number): void {
  if (text.length > maximum) throw constraint(text, member, `Member must have length less than or equal to ${maximum}`);
  if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text)) {
    const some = member.endsWith('value') ? '*' : '+';
    throw constraint(text, member, `Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]${some}`);
  }
}

export function tagList(tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
