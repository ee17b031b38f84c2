/** DeletePolicy: detached, with one version left. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
import type { DeletePolicyCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { deleteConflict } from '../errors.ts';
import { findPolicy } from '../find-entity.ts';
import { attachmentCount } from '../managed-policy-catalogue.ts';
import { globalScope, type IamStore } from '../store.ts';

export function deletePolicy(store: IamStore) {
  return (input: DeletePolicyCommandInput, call: CallContext): Record<string, never> => {
    const policy = findPolicy(store, call, input.PolicyArn);
    if (attachmentCount(store, call.account, policy.arn) > 0) {
      throw deleteConflict('Cannot delete a policy attached to entities.');
    }
    if (policy.versions.length > 1) {
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    }
    store.policies.delete(globalScope(call.account), policy.arn);
    return {};
  };
}
