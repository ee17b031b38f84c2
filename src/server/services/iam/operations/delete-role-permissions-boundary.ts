/** DeleteRolePermissionsBoundary. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
import type { DeleteRolePermissionsBoundaryCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { noSuchEntity } from '../errors.ts';
import { findRole, putRole } from '../find-entity.ts';
import type { IamStore } from '../store.ts';

export function deleteRolePermissionsBoundary(store: IamStore) {
  return (input: DeleteRolePermissionsBoundaryCommandInput, call: CallContext): Record<string, never> => {
    const role = findRole(store, call, input.RoleName);
    if (role.permissionsBoundary === undefined)
      throw noSuchEntity(`Role ${role.roleName} does not have a permission boundary attached.`);
    putRole(store, call, { ...role, permissionsBoundary: undefined });
    return {};
  };
}
