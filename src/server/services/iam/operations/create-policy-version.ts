/** CreatePolicyVersion: at most five are kept. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html */
import type { CreatePolicyVersionCommandInput, PolicyVersion } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { limitExceeded } from '../errors.ts';
import { findPolicy } from '../find-entity.ts';
import { checkManagedDocument } from '../managed-document.ts';
import { policyVersionShape } from '../shapes.ts';
import { globalScope, type IamStore } from '../store.ts';

export function createPolicyVersion(store: IamStore) {
  return (input: CreatePolicyVersionCommandInput, call: CallContext): { PolicyVersion: PolicyVersion } => {
    const policy = findPolicy(store, call, input.PolicyArn);
    const document = checkManagedDocument(input.PolicyDocument ?? '');
    if (policy.versions.length >= 5) {
      throw limitExceeded(
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
      );
    }
    const now = new Date().toISOString();
    const version = { versionId: `v${policy.nextVersion}`, document, createDate: now };
    const isDefault = input.SetAsDefault === true;
    store.policies.put(globalScope(call.account), policy.arn, {
      ...policy,
      versions: [...policy.versions, version],
      nextVersion: policy.nextVersion + 1,
      updateDate: now,
      defaultVersionId: isDefault ? version.versionId : policy.defaultVersionId,
    });
    return { PolicyVersion: policyVersionShape(version, isDefault, false) };
  };
}
