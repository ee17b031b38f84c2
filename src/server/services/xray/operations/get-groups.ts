/** GetGroups: all of them on one page, Default first. AWS page: API_GetGroups. */
import type { GetGroupsRequest } from '@aws-sdk/client-xray';
import type { Tenant } from '../../ports.ts';
import { invalidRequest } from '../errors.ts';
import type { Groups } from '../groups/groups.ts';
import { type PrintedGroup, printedGroup } from '../groups/printed-group.ts';

export interface GroupsOutput {
  readonly Groups: readonly PrintedGroup[];
  readonly NextToken: null;
}

/** @throws InvalidRequestException for a token: AWS never gives one. */
export function getGroups(groups: Groups) {
  return ({ NextToken }: GetGroupsRequest, tenant: Tenant): GroupsOutput => {
    if (NextToken) throw invalidRequest('Next Token not supported');
    return { Groups: groups.list(tenant).map(printedGroup), NextToken: null };
  };
}
