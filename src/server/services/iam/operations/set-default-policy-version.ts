/** SetDefaultPolicyVersion. https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html */
import type { SetDefaultPolicyVersionCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findPolicy } from '../find-entity.ts';
import { findVersion } from '../policy-versions.ts';
import { globalScope, type IamStore } from '../store.ts';

export function setDefaultPolicyVersion(store: IamStore) {
  return (input: SetDefaultPolicyVersionCommandInput, call: CallContext): Record<string, never> => {
    const policy = findPolicy(store, call, input.PolicyArn);
    const { version } = findVersion(store, call, policy.arn, input.VersionId ?? '');
    store.policies.put(globalScope(call.account), policy.arn, {
      ...policy,
      defaultVersionId: version.versionId,
      updateDate: new Date().toISOString(),
    });
    return {};
  };
}
