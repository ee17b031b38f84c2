/** Which group a call means: by name or by ARN, never both. AWS pages: GetGroup, UpdateGroup, DeleteGroup. */
import type { Tenant } from '../../ports.ts';
import { Constraints } from '../constraints.ts';
import { invalidRequest } from '../errors.ts';
import type { Groups, StoredGroup } from './groups.ts';

export interface GroupReference {
  readonly GroupName?: string | undefined;
  readonly GroupARN?: string | undefined;
}

/** @throws InvalidRequestException when both or none are given, or there is no such group. */
export function findGroup(groups: Groups, tenant: Tenant, reference: GroupReference, missing = 'Group not found'): StoredGroup {
  const { GroupName, GroupARN } = reference;
  new Constraints()
    .length('groupName', GroupName, { least: 1, most: 32 })
    .length('groupARN', GroupARN, { least: 1, most: 400 })
    .check();
  if ((GroupName === undefined) === (GroupARN === undefined)) throw invalidRequest('Provide either GroupName or GroupARN');
  const group = GroupName === undefined ? groups.findByArn(tenant, GroupARN ?? '') : groups.find(tenant, GroupName);
  if (group === undefined) throw invalidRequest(missing);
  return group;
}
