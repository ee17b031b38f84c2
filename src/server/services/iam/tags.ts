/** Tags of roles, users and policies (IAM User Guide, "Tags for IAM resources"): at most 50, keys unique without regard to case. */
import { invalidInput, limitExceeded } from './errors.ts';

export interface TagPair {
  readonly Key: string | undefined;
  readonly Value: string | undefined;
}

export function mergeTags(
  present: Readonly<Record<string, string>>,
  added: readonly TagPair[] | undefined,
): Readonly<Record<string, string>> {
  const merged: Record<string, string> = { ...present };
  const seen = new Set<string>();
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

export function removeTags(
  present: Readonly<Record<string, string>>,
  keys: readonly string[] | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(present).filter(([key]) => !keys?.includes(key)));
}

export function tagList(tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
