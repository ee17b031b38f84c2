/** GetUserPolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html */
import type { GetUserPolicyCommandInput, GetUserPolicyResponse } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findUser } from '../find-entity.ts';
import { findInlinePolicy } from '../inline-policies.ts';
import { encodeDocument } from '../shapes.ts';
import type { IamStore } from '../store.ts';

export function getUserPolicy(store: IamStore) {
  return (input: GetUserPolicyCommandInput, call: CallContext): GetUserPolicyResponse => {
    const user = findUser(store, call, input.UserName);
    const document = findInlinePolicy('user', user.inlinePolicies, input.PolicyName ?? '');
    return { UserName: user.userName, PolicyName: input.PolicyName, PolicyDocument: encodeDocument(document) };
  };
}
