/** PutRolePermissionsBoundary. https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
import type { PutRolePermissionsBoundaryCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findRole, putRole } from '../find-entity.ts';
import { checkBoundary } from '../role-settings.ts';
import type { IamStore } from '../store.ts';

export function putRolePermissionsBoundary(store: IamStore) {
  return (input: PutRolePermissionsBoundaryCommandInput, call: CallContext): Record<string, never> => {
    const role = findRole(store, call, input.RoleName);
    putRole(store, call, { ...role, permissionsBoundary: checkBoundary(store, call.account, input.PermissionsBoundary) });
    return {};
  };
}
