/** CreateGroup: traces that a filter expression matches, under a name. AWS page: API_CreateGroup. */
import type { CreateGroupRequest } from '@aws-sdk/client-xray';
import type { Tenant } from '../../ports.ts';
import { invalidRequest } from '../errors.ts';
import { checkGroupFilter, checkGroupName, insightsOf } from '../groups/group-input.ts';
import { DEFAULT_GROUP, type Groups, newGroupArn } from '../groups/groups.ts';
import { type PrintedGroup, printedGroup } from '../groups/printed-group.ts';
import { withTags } from '../tags.ts';

/** With Default. */
const MOST_GROUPS = 25;

/** @throws ValidationException, InvalidRequestException */
export function createGroup(groups: Groups) {
  return (input: CreateGroupRequest, tenant: Tenant): { readonly Group: PrintedGroup } => {
    const name = checkGroupName(input.GroupName);
    const tags = withTags({}, input.Tags);
    if (name === DEFAULT_GROUP) throw invalidRequest('Default is a reserved group name');
    if (groups.find(tenant, name)) throw invalidRequest(`${name} already exists`);
    const filterExpression = checkGroupFilter(groups, tenant, name, input.FilterExpression);
    const insights = insightsOf(input.InsightsConfiguration, { InsightsEnabled: false, NotificationsEnabled: false });
    if (groups.list(tenant).length >= MOST_GROUPS)
      throw invalidRequest(`The maximum number of groups has been reached: ${MOST_GROUPS}`);
    const group = { name, arn: newGroupArn(tenant, name), filterExpression, insights, tags };
    return { Group: printedGroup(groups.put(tenant, group)) };
  };
}
