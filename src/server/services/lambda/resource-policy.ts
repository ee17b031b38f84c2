/** Resource policies of functions (Lambda API Reference, "AddPermission"): who else may invoke one. */
import { randomUUID } from 'node:crypto';
import type { AddPermissionRequest } from '@aws-sdk/client-lambda';
import { matchesArn, matchesPattern } from '../policy-pattern.ts';
import type { Tenant } from '../ports.ts';
import { policyTooLong, resourceConflict, resourceNotFound, revisionMismatch } from './errors.ts';
import { findVersion } from './find-function.ts';
import type { FunctionName } from './function-name.ts';
import { now, shownRevision } from './lifecycle.ts';
import type { LambdaStore, PolicyStatement, StoredPolicy } from './store.ts';

const sizeLimit = 20_480;

/** Where the policy of a function, version or alias is kept. */
export function policyId(name: string, qualifier: string | undefined): string {
  return qualifier === undefined ? name : `${name}:${qualifier}`;
}

/**
 * The revision that a change of the policy has to name, if it names one: the policy's; before there is a policy, that of the function,
 * version or alias.
 * @throws PreconditionFailedException
 */
export function checkPolicyRevision(
  store: LambdaStore,
  tenant: Tenant,
  { name, qualifier }: FunctionName,
  revisionId: string | undefined,
): void {
  if (revisionId === undefined) return;
  const { alias, version } = findVersion(store, tenant, name, qualifier);
  const policy = store.policies.get(tenant, policyId(name, qualifier));
  const current = policy?.revisionId ?? alias?.revisionId ?? shownRevision(version, now());
  if (revisionId !== current) throw revisionMismatch('GetPolicy');
}

export function policyText(policy: StoredPolicy): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: policy.statements });
}

export function statementOf(input: AddPermissionRequest, resource: string): PolicyStatement {
  const equals: Record<string, string> = {};
  if (input.SourceAccount !== undefined) equals['AWS:SourceAccount'] = input.SourceAccount;
  if (input.PrincipalOrgID !== undefined) equals['aws:PrincipalOrgID'] = input.PrincipalOrgID;
  if (input.EventSourceToken !== undefined) equals['lambda:EventSourceToken'] = input.EventSourceToken;
  if (input.FunctionUrlAuthType !== undefined) equals['lambda:FunctionUrlAuthType'] = input.FunctionUrlAuthType;
  const condition = {
    ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    ...(input.SourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': input.SourceArn } }),
    ...(input.InvokedViaFunctionUrl !== undefined && {
      Bool: { 'lambda:InvokedViaFunctionUrl': String(input.InvokedViaFunctionUrl) },
    }),
  };
  return {
    Sid: input.StatementId ?? '',
    Effect: 'Allow',
    Principal: principalOf(input.Principal ?? ''),
    Action: input.Action ?? '',
    Resource: resource,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
}

function principalOf(principal: string): PolicyStatement['Principal'] {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (principal.startsWith('arn:')) return { AWS: principal };
  return { Service: principal };
}

/** @throws ResourceConflictException for a statement id that is there; PolicyLengthExceededException. */
export function withStatement(policy: StoredPolicy | undefined, statement: PolicyStatement): StoredPolicy {
  const statements = policy?.statements ?? [];
  if (statements.some((present) => present.Sid === statement.Sid)) {
    throw resourceConflict(
      `The statement id (${statement.Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  }
  const changed: StoredPolicy = { statements: [...statements, statement], revisionId: randomUUID() };
  const size = Buffer.byteLength(policyText(changed));
  if (size > sizeLimit) throw policyTooLong(size);
  return changed;
}

/** @returns undefined when no statement is left. @throws ResourceNotFoundException when there is no such statement. */
export function withoutStatement(policy: StoredPolicy, statementId: string | undefined): StoredPolicy | undefined {
  const statements = policy.statements.filter(({ Sid }) => Sid !== statementId);
  if (statements.length === policy.statements.length) {
    throw resourceNotFound(`Statement ${statementId} is not found in resource policy.`);
  }
  return statements.length === 0 ? undefined : { statements, revisionId: randomUUID() };
}

/** May a service invoke the function from this source? Account and ARN of the source are what the statement's condition asks for. */
export function policyAllows(
  store: LambdaStore,
  tenant: Tenant,
  name: string,
  qualifier: string | undefined,
  principal: string,
  sourceArn: string,
): boolean {
  const policy = store.policies.get(tenant, policyId(name, qualifier));
  const source = new Map([
    ['aws:sourcearn', sourceArn],
    ['aws:sourceaccount', sourceArn.split(':')[4] || tenant.account],
  ]);
  return (policy?.statements ?? []).some(
    (statement) =>
      names(statement.Principal, principal) &&
      matchesPattern(statement.Action.toLowerCase(), 'lambda:invokefunction') &&
      conditionHolds(statement, source),
  );
}

/**
 * May this caller go through the function's URL? Whoever signs as the function's own account needs no statement here, since policies of
 * identities are not enforced (docs/reference/known-differences.md).
 */
export function policyAllowsUrl(
  store: LambdaStore,
  tenant: Tenant,
  name: string,
  qualifier: string | undefined,
  authType: 'NONE' | 'AWS_IAM',
  principal: { readonly account: string; readonly arn: string } | undefined,
): boolean {
  if (authType === 'AWS_IAM' && principal?.account === tenant.account) return true;
  const policy = store.policies.get(tenant, policyId(name, qualifier));
  const request = new Map([
    ['lambda:functionurlauthtype', authType],
    ['lambda:invokedviafunctionurl', 'true'],
  ]);
  return (policy?.statements ?? []).some(
    (statement) =>
      namesCaller(statement.Principal, principal) &&
      matchesPattern(statement.Action.toLowerCase(), 'lambda:invokefunctionurl') &&
      conditionHolds(statement, request),
  );
}

function namesCaller(
  principal: PolicyStatement['Principal'],
  caller: { readonly account: string; readonly arn: string } | undefined,
): boolean {
  if (principal === '*') return true;
  if (caller === undefined || !('AWS' in principal)) return false;
  return principal.AWS === caller.arn || principal.AWS === `arn:aws:iam::${caller.account}:root`;
}

function names(principal: PolicyStatement['Principal'], service: string): boolean {
  return principal === '*' || ('Service' in principal && principal.Service === service);
}

function conditionHolds(statement: PolicyStatement, source: ReadonlyMap<string, string>): boolean {
  return Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) => {
      const actual = source.get(key.toLowerCase());
      if (actual === undefined) return false;
      return operator === 'ArnLike' ? matchesArn(expected, actual) : actual === expected;
    }),
  );
}
