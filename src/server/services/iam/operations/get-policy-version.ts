/** GetPolicyVersion. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
import type { GetPolicyVersionCommandInput, PolicyVersion } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findVersion } from '../policy-versions.ts';
import { policyVersionShape } from '../shapes.ts';
import type { IamStore } from '../store.ts';

export function getPolicyVersion(store: IamStore) {
  return (input: GetPolicyVersionCommandInput, call: CallContext): { PolicyVersion: PolicyVersion } => {
    const { version, isDefault } = findVersion(store, call, input.PolicyArn ?? '', input.VersionId ?? '');
    return { PolicyVersion: policyVersionShape(version, isDefault, true) };
  };
}
