/** DeleteRolePolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
import type { DeleteRolePolicyCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findRole, putRole } from '../find-entity.ts';
import { findInlinePolicy } from '../inline-policies.ts';
import type { IamStore } from '../store.ts';

export function deleteRolePolicy(store: IamStore) {
  return (input: DeleteRolePolicyCommandInput, call: CallContext): Record<string, never> => {
    const role = findRole(store, call, input.RoleName);
    const name = input.PolicyName ?? '';
    findInlinePolicy('role', role.inlinePolicies, name);
    const { [name]: _removed, ...inlinePolicies } = role.inlinePolicies;
    putRole(store, call, { ...role, inlinePolicies });
    return {};
  };
}
