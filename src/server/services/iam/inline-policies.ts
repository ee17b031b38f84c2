/** Inline policies of a role or a user: documents by name. */
import { limitExceeded, noSuchEntity } from './errors.ts';
import { checkName } from './names.ts';
import { checkIdentityPolicy } from './policy/check-identity.ts';

/** @param maximum characters of all inline policies together, white space not counted (IAM User Guide, "IAM and AWS STS quotas"). */
export function addInlinePolicy(
  present: Readonly<Record<string, string>>,
  name: string,
  document: string,
  maximum: number,
): Readonly<Record<string, string>> {
  checkName(name, 'policyName', 128);
  checkIdentityPolicy(document, 'identity');
  const policies = { ...present, [name]: document };
  const size = Object.values(policies).reduce((sum, text) => sum + text.replace(/\s/g, '').length, 0);
  if (size > maximum) throw limitExceeded(`Maximum policy size of ${maximum} bytes exceeded`);
  return policies;
}

export function findInlinePolicy(holder: 'role' | 'user', policies: Readonly<Record<string, string>>, name: string): string {
  const document = Object.hasOwn(policies, name) ? policies[name] : undefined;
  if (document === undefined) throw noSuchEntity(`The ${holder} policy with name ${name} cannot be found.`);
  return document;
}
