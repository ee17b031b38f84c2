/** CreatePolicy: a customer managed policy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
import type { CreatePolicyCommandInput, Policy } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { entityAlreadyExists } from '../errors.ts';
import { uniqueId } from '../identifiers.ts';
import { checkManagedDocument } from '../managed-document.ts';
import { checkName, checkPath, iamArn } from '../names.ts';
import { policyShape } from '../shapes.ts';
import { globalScope, type IamStore, type StoredPolicy } from '../store.ts';
import { mergeTags } from '../tags.ts';

export function createPolicy(store: IamStore) {
  return (input: CreatePolicyCommandInput, call: CallContext): { Policy: Policy } => {
    const policyName = input.PolicyName ?? '';
    checkName(policyName, 'policyName', 128);
    const path = checkPath(input.Path);
    const document = checkManagedDocument(input.PolicyDocument ?? '');
    const arn = iamArn(call.account, 'policy', path, policyName);
    const scope = globalScope(call.account);
    if (store.policies.list(scope).some(({ value }) => value.policyName === policyName)) {
      throw entityAlreadyExists(`A policy called ${policyName} already exists. Duplicate names are not allowed.`);
    }
    const now = new Date().toISOString();
    const policy: StoredPolicy = {
      policyName,
      path,
      policyId: uniqueId('ANPA'),
      arn,
      description: input.Description,
      createDate: now,
      updateDate: now,
      defaultVersionId: 'v1',
      versions: [{ versionId: 'v1', document, createDate: now }],
      nextVersion: 2,
      tags: mergeTags({}, input.Tags),
    };
    store.policies.put(scope, arn, policy);
    return { Policy: policyShape(policy, 0) };
  };
}
