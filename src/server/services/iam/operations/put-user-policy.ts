/** PutUserPolicy: an inline policy, made or replaced. https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html */
import type { PutUserPolicyCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findUser, putUser } from '../find-entity.ts';
import { addInlinePolicy } from '../inline-policies.ts';
import type { IamStore } from '../store.ts';

export function putUserPolicy(store: IamStore) {
  return (input: PutUserPolicyCommandInput, call: CallContext): Record<string, never> => {
    const user = findUser(store, call, input.UserName);
    const inlinePolicies = addInlinePolicy(user.inlinePolicies, input.PolicyName ?? '', input.PolicyDocument ?? '', 2048);
    putUser(store, call, { ...user, inlinePolicies });
    return {};
  };
}
