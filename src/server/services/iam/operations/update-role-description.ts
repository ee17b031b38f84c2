/** UpdateRoleDescription. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html */
import type { Role, UpdateRoleDescriptionCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findRole, putRole } from '../find-entity.ts';
import { roleShape } from '../shapes.ts';
import type { IamStore } from '../store.ts';

export function updateRoleDescription(store: IamStore) {
  return (input: UpdateRoleDescriptionCommandInput, call: CallContext): { Role: Role } => {
    const role = { ...findRole(store, call, input.RoleName), description: input.Description };
    putRole(store, call, role);
    return { Role: roleShape(role) };
  };
}
