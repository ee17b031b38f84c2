/** ListRolePolicies: names of inline policies. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
import type { ListRolePoliciesCommandInput, ListRolePoliciesResponse } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findRole } from '../find-entity.ts';
import { page } from '../paging.ts';
import type { IamStore } from '../store.ts';

export function listRolePolicies(store: IamStore) {
  return (input: ListRolePoliciesCommandInput, call: CallContext): ListRolePoliciesResponse => {
    const names = Object.keys(findRole(store, call, input.RoleName).inlinePolicies).sort();
    const { items, ...rest } = page(names, input, (name) => name);
    return { PolicyNames: [...items], ...rest };
  };
}
