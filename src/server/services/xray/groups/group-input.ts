/** What a group may be. AWS pages: CreateGroup, UpdateGroup, InsightsConfiguration. */
import type { InsightsConfiguration } from '@aws-sdk/client-xray';
import type { Tenant } from '../../ports.ts';
import { Constraints } from '../constraints.ts';
import { invalidRequest } from '../errors.ts';
import { readFilter } from './group-filter.ts';
import type { Groups, StoredGroup } from './groups.ts';

/** @throws ValidationException, InvalidRequestException */
export function checkGroupName(name: string | undefined): string {
  new Constraints().present('groupName', name).length('groupName', name, { least: 1, most: 32 }).check();
  if (!/^[A-Za-z0-9-]+$/.test(name ?? '')) throw invalidRequest('Group name can only contain letters, numbers and dashes');
  return name ?? '';
}

/** @throws InvalidRequestException for an expression that is empty, cannot be read, or leads back to the group itself. */
export function checkGroupFilter(groups: Groups, tenant: Tenant, name: string, expression: string | undefined): string {
  if (expression === undefined || expression.trim() === '') throw invalidRequest('Filter Expression is empty');
  readFilter(groups, tenant, expression, name);
  return expression;
}

/** What is not given stays as it was. @throws InvalidRequestException for notifications without insights. */
export function insightsOf(given: InsightsConfiguration | undefined, before: StoredGroup['insights']): StoredGroup['insights'] {
  const insights = {
    InsightsEnabled: given?.InsightsEnabled ?? before.InsightsEnabled,
    NotificationsEnabled: given?.NotificationsEnabled ?? before.NotificationsEnabled,
  };
  if (insights.InsightsEnabled || !insights.NotificationsEnabled) return insights;
  if (given?.NotificationsEnabled === true)
    throw invalidRequest('Notifications can only be enabled on a group with InsightsEnabled set to true');
  return { ...insights, NotificationsEnabled: false };
}
