/** ListInstanceProfilesForRole: there are no instance profiles, which is what deleting a role needs to know. */
import type { ListInstanceProfilesForRoleCommandInput, ListInstanceProfilesForRoleResponse } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findRole } from '../find-entity.ts';
import type { IamStore } from '../store.ts';

export function listInstanceProfilesForRole(store: IamStore) {
  return (input: ListInstanceProfilesForRoleCommandInput, call: CallContext): ListInstanceProfilesForRoleResponse => {
    findRole(store, call, input.RoleName);
    return { InstanceProfiles: [], IsTruncated: false };
  };
}
