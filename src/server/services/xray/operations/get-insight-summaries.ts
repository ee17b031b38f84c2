/**
 * GetInsightSummaries: none, as in an account whose groups have no incident. Nothing is analysed here, also for groups that have
 * insights enabled. AWS page: API_GetInsightSummaries.
 */
import type { GetInsightSummariesRequest } from '@aws-sdk/client-xray';
import type { Tenant } from '../../ports.ts';
import { Constraints } from '../constraints.ts';
import { invalidRequest } from '../errors.ts';
import { queryWindow } from '../graph/query-window.ts';
import { findGroup } from '../groups/find-group.ts';
import type { Groups } from '../groups/groups.ts';

const LONGEST = { seconds: 30 * 86_400, words: '30 days' };

export interface InsightSummariesOutput {
  readonly InsightSummaries: readonly never[];
  readonly NextToken: null;
}

/** @throws ValidationException, InvalidRequestException for a bad window, an unknown group, a token. */
export function getInsightSummaries(groups: Groups) {
  return (input: GetInsightSummariesRequest, tenant: Tenant): InsightSummariesOutput => {
    const { States, GroupName, GroupARN, MaxResults, NextToken } = input;
    const constraints = new Constraints().items('states', States, 1).value('maxResults', MaxResults, { least: 1, most: 100 });
    for (const [index, state] of (States ?? []).entries())
      constraints.oneOf(`states.${index + 1}.member`, state, ['ACTIVE', 'CLOSED']);
    constraints.check();
    queryWindow(input, LONGEST);
    if (GroupName !== undefined || GroupARN !== undefined) findGroup(groups, tenant, input, 'Group not found.');
    if (NextToken) throw invalidRequest(`Invalid token ${NextToken}`);
    return { InsightSummaries: [], NextToken: null };
  };
}
