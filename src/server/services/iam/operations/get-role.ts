/** GetRole. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
import type { GetRoleCommandInput, Role } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findRole } from '../find-entity.ts';
import { roleShape } from '../shapes.ts';
import type { IamStore } from '../store.ts';

export function getRole(store: IamStore) {
  return (input: GetRoleCommandInput, call: CallContext): { Role: Role } => ({
    Role: roleShape(findRole(store, call, input.RoleName)),
  });
}
