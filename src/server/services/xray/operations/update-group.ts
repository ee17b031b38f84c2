/**
 * UpdateGroup: a new filter expression, which AWS wants in every update, and insights. Of the group Default only insights can be
 * changed. AWS page: API_UpdateGroup.
 */
import type { UpdateGroupRequest } from '@aws-sdk/client-xray';
import type { Tenant } from '../../ports.ts';
import { invalidRequest } from '../errors.ts';
import { findGroup } from '../groups/find-group.ts';
import { checkGroupFilter, insightsOf } from '../groups/group-input.ts';
import { DEFAULT_GROUP, type Groups } from '../groups/groups.ts';
import { type PrintedGroup, printedGroup } from '../groups/printed-group.ts';

/** @throws InvalidRequestException */
export function updateGroup(groups: Groups) {
  return (input: UpdateGroupRequest, tenant: Tenant): { readonly Group: PrintedGroup } => {
    const group = findGroup(groups, tenant, input);
    if (group.name === DEFAULT_GROUP && input.FilterExpression !== undefined)
      throw invalidRequest('The filter expression of the Default group cannot be changed');
    const filterExpression =
      group.name === DEFAULT_GROUP ? null : checkGroupFilter(groups, tenant, group.name, input.FilterExpression);
    const insights = insightsOf(input.InsightsConfiguration, group.insights);
    return { Group: printedGroup(groups.put(tenant, { ...group, filterExpression, insights })) };
  };
}
