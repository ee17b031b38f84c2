/** DeleteUserPolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html */
import type { DeleteUserPolicyCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findUser, putUser } from '../find-entity.ts';
import { findInlinePolicy } from '../inline-policies.ts';
import type { IamStore } from '../store.ts';

export function deleteUserPolicy(store: IamStore) {
  return (input: DeleteUserPolicyCommandInput, call: CallContext): Record<string, never> => {
    const user = findUser(store, call, input.UserName);
    const name = input.PolicyName ?? '';
    findInlinePolicy('user', user.inlinePolicies, name);
    const { [name]: _removed, ...inlinePolicies } = user.inlinePolicies;
    putUser(store, call, { ...user, inlinePolicies });
    return {};
  };
}
