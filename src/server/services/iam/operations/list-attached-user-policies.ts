/** ListAttachedUserPolicies. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html */
import type { ListAttachedUserPoliciesCommandInput, ListAttachedUserPoliciesResponse } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { listAttached } from '../attached-policies.ts';
import { findUser } from '../find-entity.ts';
import type { IamStore } from '../store.ts';

export function listAttachedUserPolicies(store: IamStore) {
  return (input: ListAttachedUserPoliciesCommandInput, call: CallContext): ListAttachedUserPoliciesResponse =>
    listAttached(findUser(store, call, input.UserName).attachedPolicies, input);
}
