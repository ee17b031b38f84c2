/** The window of time and the group that a graph or a time series is asked for. AWS pages: GetServiceGraph, GetTimeSeriesServiceStatistics. */

import type { FilterNode } from '../../../../model/filter-expression/nodes.ts';
import type { Tenant } from '../../ports.ts';
import { invalidRequest } from '../errors.ts';
import { findGroup, type GroupReference } from '../groups/find-group.ts';
import { readFilter } from '../groups/group-filter.ts';
import { DEFAULT_GROUP, type Groups } from '../groups/groups.ts';
import type { Range } from './count-minutes.ts';

const SIX_HOURS = { seconds: 6 * 3600, words: '6 hours' };

/**
 * @param longest what a window may have, and how the refusal says it.
 * @throws InvalidRequestException for a window that ends before it starts or is too long.
 */
export function queryWindow(
  {
    StartTime,
    EndTime,
  }: {
    readonly StartTime?: Date | undefined;
    readonly EndTime?: Date | undefined;
  },
  longest = SIX_HOURS,
): Range {
  if (!StartTime || !EndTime) throw invalidRequest('Start time and end time are required');
  const from = StartTime.getTime() / 1000;
  const to = EndTime.getTime() / 1000;
  if (to < from) throw invalidRequest('End time cannot be earlier than start time');
  if (to - from > longest.seconds) throw invalidRequest(`Time range cannot be longer than ${longest.words}`);
  return { from, to };
}

/** @returns the filter of the group that is asked for; undefined for Default, which holds every trace. @throws InvalidRequestException */
export function queriedGroup(groups: Groups, tenant: Tenant, reference: GroupReference): FilterNode | undefined {
  if (reference.GroupName === undefined && reference.GroupARN === undefined) return undefined;
  const { name, filterExpression } = findGroup(groups, tenant, reference, 'Group not found.');
  return name === DEFAULT_GROUP ? undefined : readFilter(groups, tenant, filterExpression ?? '', name);
}
