/** DeleteUser: refused while keys or policies hang on it. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html */
import type { DeleteUserCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { deleteConflict } from '../errors.ts';
import { findUser } from '../find-entity.ts';
import { globalScope, type IamStore } from '../store.ts';

export function deleteUser(store: IamStore) {
  return (input: DeleteUserCommandInput, call: CallContext): Record<string, never> => {
    const user = findUser(store, call, input.UserName);
    const scope = globalScope(call.account);
    if (user.attachedPolicies.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
    if (Object.keys(user.inlinePolicies).length > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
    if (store.accessKeys.list(scope).some(({ value }) => value.userName === user.userName)) {
      throw deleteConflict('Cannot delete entity, must delete access keys first.');
    }
    store.users.delete(scope, user.userName);
    return {};
  };
}
