/** DetachRolePolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
import type { DetachRolePolicyCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { detach } from '../attached-policies.ts';
import { findRole, putRole } from '../find-entity.ts';
import type { IamStore } from '../store.ts';

export function detachRolePolicy(store: IamStore) {
  return (input: DetachRolePolicyCommandInput, call: CallContext): Record<string, never> => {
    const role = findRole(store, call, input.RoleName);
    putRole(store, call, { ...role, attachedPolicies: detach(role.attachedPolicies, input.PolicyArn ?? '') });
    return {};
  };
}
