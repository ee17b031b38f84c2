/**
 * PutResourcePolicy: makes or replaces a policy. With a revision only when it is still the current one; "0" means that there is none.
 * AWS page: API_PutResourcePolicy.
 */
import type { PutResourcePolicyRequest } from '@aws-sdk/client-xray';
import type { Tenant } from '../../ports.ts';
import { Constraints } from '../constraints.ts';
import { locksOut, policyStatements } from '../settings/policy-document.ts';
import { type PrintedPolicy, policyErrors, printedPolicy, type ResourcePolicies } from '../settings/resource-policies.ts';

const MOST_POLICIES = 5;
const MOST_BYTES = 5 * 1024;

/** @param now epoch milliseconds. @throws ValidationException, and what the name of each error of a policy says. */
export function putResourcePolicy(policies: ResourcePolicies, now: () => number) {
  return (input: PutResourcePolicyRequest, tenant: Tenant): { readonly ResourcePolicy: PrintedPolicy } => {
    const { PolicyName: name = '', PolicyDocument: document = '', PolicyRevisionId: expected } = input;
    checkPolicyName(name);
    const previous = policies.find(tenant, name);
    const revision = previous?.revision ?? 0;
    if (expected !== undefined && expected !== String(revision)) throw policyErrors.changed(name);
    if (previous === undefined && policies.list(tenant).length >= MOST_POLICIES) throw policyErrors.tooMany(MOST_POLICIES);
    if (Buffer.byteLength(document) > MOST_BYTES) throw policyErrors.tooLarge(MOST_BYTES);
    const statements = policyStatements(document);
    if (input.BypassPolicyLockoutCheck !== true && locksOut(statements, tenant.account)) throw policyErrors.lockout();
    const updatedAt = Math.floor(now() / 1000);
    return { ResourcePolicy: printedPolicy(policies.put(tenant, { name, document, revision: revision + 1, updatedAt })) };
  };
}

/** @throws ValidationException */
export function checkPolicyName(name: string): void {
  new Constraints()
    .length('policyName', name, { least: 1, most: 128 })
    .pattern('policyName', name, String.raw`[\w+=,.@-]+`)
    .check();
}
