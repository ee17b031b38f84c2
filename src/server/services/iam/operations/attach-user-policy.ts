/** AttachUserPolicy: once more is no error. https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html */
import type { AttachUserPolicyCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { attach } from '../attached-policies.ts';
import { findUser, putUser } from '../find-entity.ts';
import type { IamStore } from '../store.ts';

export function attachUserPolicy(store: IamStore) {
  return (input: AttachUserPolicyCommandInput, call: CallContext): Record<string, never> => {
    const user = findUser(store, call, input.UserName);
    putUser(store, call, {
      ...user,
      attachedPolicies: attach(store, call, 'User', user.attachedPolicies, input.PolicyArn ?? ''),
    });
    return {};
  };
}
