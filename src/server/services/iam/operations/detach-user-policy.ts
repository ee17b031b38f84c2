/** DetachUserPolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html */
import type { DetachUserPolicyCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { detach } from '../attached-policies.ts';
import { findUser, putUser } from '../find-entity.ts';
import type { IamStore } from '../store.ts';

export function detachUserPolicy(store: IamStore) {
  return (input: DetachUserPolicyCommandInput, call: CallContext): Record<string, never> => {
    const user = findUser(store, call, input.UserName);
    putUser(store, call, { ...user, attachedPolicies: detach(user.attachedPolicies, input.PolicyArn ?? '') });
    return {};
  };
}
