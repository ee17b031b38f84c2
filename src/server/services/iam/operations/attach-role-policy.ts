/** AttachRolePolicy: once more is no error. https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
import type { AttachRolePolicyCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { attach } from '../attached-policies.ts';
import { findRole, putRole } from '../find-entity.ts';
import type { IamStore } from '../store.ts';

export function attachRolePolicy(store: IamStore) {
  return (input: AttachRolePolicyCommandInput, call: CallContext): Record<string, never> => {
    const role = findRole(store, call, input.RoleName);
    putRole(store, call, {
      ...role,
      attachedPolicies: attach(store, call, 'Role', role.attachedPolicies, input.PolicyArn ?? ''),
    });
    return {};
  };
}
