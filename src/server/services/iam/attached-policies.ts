/** Managed policies attached to a role or a user. */
import type { AttachedPolicy } from '@aws-sdk/client-iam';
import type { CallContext } from '../service.ts';
import { limitExceeded, noSuchEntity, policyNotAttachable, validationError } from './errors.ts';
import { policyExists } from './managed-policy-catalogue.ts';
import { type PageRequest, page } from './paging.ts';
import type { IamStore } from './store.ts';

/** IAM's default quota is 10, raised to 20 on request: 20 here. */
const maximum = 20;

export function attach(
  store: IamStore,
  call: CallContext,
  holder: 'Role' | 'User',
  attached: readonly string[],
  arn: string,
): readonly string[] {
  // What is not there to be parsed is missing from AWS's message, too.
  if (!/^arn:[^:]+:iam::[^:]*:.+/.test(arn)) throw validationError('Invalid ARN:  Could not be parsed!');
  if (!policyExists(store, call.account, arn)) throw policyNotAttachable(arn);
  if (attached.includes(arn)) return attached;
  if (attached.length >= maximum) throw limitExceeded(`Cannot exceed quota for PoliciesPer${holder}: ${maximum}`);
  return [...attached, arn];
}

export function detach(attached: readonly string[], arn: string): readonly string[] {
  if (!attached.includes(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
  return attached.filter((other) => other !== arn);
}

export function listAttached(
  attached: readonly string[],
  request: PageRequest & { readonly PathPrefix?: string | undefined },
): { AttachedPolicies: AttachedPolicy[]; IsTruncated: boolean; Marker: string | undefined } {
  const sorted = attached.filter((arn) => pathOf(arn).startsWith(request.PathPrefix ?? '/')).sort();
  const { items, ...rest } = page(sorted, request, (arn) => arn);
  return { AttachedPolicies: items.map((arn) => ({ PolicyName: arn.split('/').at(-1), PolicyArn: arn })), ...rest };
}

function pathOf(arn: string): string {
  return arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
}
