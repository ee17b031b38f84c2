/** ListUsers. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html */
import type { ListUsersCommandInput, ListUsersResponse } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { page } from '../paging.ts';
import { userShape } from '../shapes.ts';
import { globalScope, type IamStore } from '../store.ts';

export function listUsers(store: IamStore) {
  return (input: ListUsersCommandInput, call: CallContext): ListUsersResponse => {
    const users = store.users
      .list(globalScope(call.account))
      .map(({ value }) => value)
      .filter((user) => user.path.startsWith(input.PathPrefix ?? '/'));
    const { items, ...rest } = page(users, input, (user) => user.userName);
    return { Users: items.map(userShape), ...rest };
  };
}
