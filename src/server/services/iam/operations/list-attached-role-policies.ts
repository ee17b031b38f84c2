/** ListAttachedRolePolicies. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
import type { ListAttachedRolePoliciesCommandInput, ListAttachedRolePoliciesResponse } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { listAttached } from '../attached-policies.ts';
import { findRole } from '../find-entity.ts';
import type { IamStore } from '../store.ts';

export function listAttachedRolePolicies(store: IamStore) {
  return (input: ListAttachedRolePoliciesCommandInput, call: CallContext): ListAttachedRolePoliciesResponse =>
    listAttached(findRole(store, call, input.RoleName).attachedPolicies, input);
}
