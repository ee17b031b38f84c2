/** AWS's managed policies by ARN, and the documents behind any managed policy's ARN, AWS's or the customer's. */
import { type ManagedPolicy, managedPolicies } from './policy/managed-policies.gen.ts';
import { globalScope, type IamStore } from './store.ts';

export function managedPolicyArn(policy: ManagedPolicy): string {
  return `arn:aws:iam::aws:policy${policy.path}${policy.name}`;
}

const byArn: ReadonlyMap<string, ManagedPolicy> = new Map(managedPolicies.map((policy) => [managedPolicyArn(policy), policy]));

export function findManagedPolicy(arn: string): ManagedPolicy | undefined {
  return byArn.get(arn.replace(/^arn:aws[a-z-]*:/, 'arn:aws:'));
}

export function isAwsManaged(arn: string): boolean {
  return /^arn:aws[a-z-]*:iam::aws:policy\//.test(arn);
}

/** Default version's document; undefined when there is no such policy. */
export function policyDocument(store: IamStore, account: string, arn: string): string | undefined {
  if (isAwsManaged(arn)) return findManagedPolicy(arn)?.document;
  const policy = store.policies.get(globalScope(account), arn);
  return policy?.versions.find((version) => version.versionId === policy.defaultVersionId)?.document;
}

export function policyExists(store: IamStore, account: string, arn: string): boolean {
  return policyDocument(store, account, arn) !== undefined;
}

/** How many roles and users have the policy attached. */
export function attachmentCount(store: IamStore, account: string, arn: string): number {
  const scope = globalScope(account);
  const holders = [...store.roles.list(scope), ...store.users.list(scope)];
  return holders.filter(({ value }) => value.attachedPolicies.includes(arn)).length;
}
