/** DeleteGroup: its traces stay. The group Default cannot be deleted. AWS page: API_DeleteGroup. */
import type { DeleteGroupRequest } from '@aws-sdk/client-xray';
import type { Tenant } from '../../ports.ts';
import { invalidRequest } from '../errors.ts';
import { findGroup } from '../groups/find-group.ts';
import { DEFAULT_GROUP, type Groups } from '../groups/groups.ts';

/** @throws InvalidRequestException */
export function deleteGroup(groups: Groups) {
  return (input: DeleteGroupRequest, tenant: Tenant): Record<string, never> => {
    const { name } = findGroup(groups, tenant, input);
    if (name === DEFAULT_GROUP) throw invalidRequest('The Default group cannot be deleted');
    groups.delete(tenant, name);
    return {};
  };
}
