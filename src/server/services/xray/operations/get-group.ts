/** GetGroup. AWS page: API_GetGroup. */
import type { GetGroupRequest } from '@aws-sdk/client-xray';
import type { Tenant } from '../../ports.ts';
import { findGroup } from '../groups/find-group.ts';
import type { Groups } from '../groups/groups.ts';
import { type PrintedGroup, printedGroup } from '../groups/printed-group.ts';

/** @throws InvalidRequestException */
export function getGroup(groups: Groups) {
  return (input: GetGroupRequest, tenant: Tenant): { readonly Group: PrintedGroup } => ({
    Group: printedGroup(findGroup(groups, tenant, input)),
  });
}
