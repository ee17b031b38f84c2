/** ListUserPolicies: names of inline policies. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html */
import type { ListUserPoliciesCommandInput, ListUserPoliciesResponse } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findUser } from '../find-entity.ts';
import { page } from '../paging.ts';
import type { IamStore } from '../store.ts';

export function listUserPolicies(store: IamStore) {
  return (input: ListUserPoliciesCommandInput, call: CallContext): ListUserPoliciesResponse => {
    const names = Object.keys(findUser(store, call, input.UserName).inlinePolicies).sort();
    const { items, ...rest } = page(names, input, (name) => name);
    return { PolicyNames: [...items], ...rest };
  };
}
