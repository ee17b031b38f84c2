/** DeletePolicyVersion: never the default one. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html */
import type { DeletePolicyVersionCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { deleteConflict } from '../errors.ts';
import { findPolicy } from '../find-entity.ts';
import { findVersion } from '../policy-versions.ts';
import { globalScope, type IamStore } from '../store.ts';

export function deletePolicyVersion(store: IamStore) {
  return (input: DeletePolicyVersionCommandInput, call: CallContext): Record<string, never> => {
    const policy = findPolicy(store, call, input.PolicyArn);
    const { version, isDefault } = findVersion(store, call, policy.arn, input.VersionId ?? '');
    if (isDefault) throw deleteConflict('Cannot delete the default version of a policy.');
    store.policies.put(globalScope(call.account), policy.arn, {
      ...policy,
      versions: policy.versions.filter((other) => other.versionId !== version.versionId),
    });
    return {};
  };
}
