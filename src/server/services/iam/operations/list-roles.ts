/** ListRoles. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
import type { ListRolesCommandInput, ListRolesResponse } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { page } from '../paging.ts';
import { roleShape } from '../shapes.ts';
import { globalScope, type IamStore } from '../store.ts';

export function listRoles(store: IamStore) {
  return (input: ListRolesCommandInput, call: CallContext): ListRolesResponse => {
    const roles = store.roles
      .list(globalScope(call.account))
      .map(({ value }) => value)
      .filter((role) => role.path.startsWith(input.PathPrefix ?? '/'));
    const { items, ...rest } = page(roles, input, (role) => role.roleName);
    return { Roles: items.map((role) => roleShape(role, 'listed')), ...rest };
  };
}
