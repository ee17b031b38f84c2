/** DeleteRole: refused while policies hang on the role. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
import type { DeleteRoleCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { deleteConflict } from '../errors.ts';
import { findRole } from '../find-entity.ts';
import { globalScope, type IamStore } from '../store.ts';

export function deleteRole(store: IamStore) {
  return (input: DeleteRoleCommandInput, call: CallContext): Record<string, never> => {
    const role = findRole(store, call, input.RoleName);
    if (role.attachedPolicies.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
    if (Object.keys(role.inlinePolicies).length > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
    store.roles.delete(globalScope(call.account), role.roleName);
    return {};
  };
}
