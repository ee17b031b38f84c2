/** ListLogGroupsForQuery. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListLogGroupsForQuery.html */
import type { ListLogGroupsForQueryRequest, ListLogGroupsForQueryResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { Logs } from '../logs.ts';

/** A query has fifty groups at most, which is the least page. @throws InvalidParameterException, ResourceNotFoundException */
export const listLogGroupsForQuery =
  (logs: Logs): Operation<ListLogGroupsForQueryRequest, ListLogGroupsForQueryResponse> =>
  (input, call) => {
    const { maxResults = 500 } = input;
    if (maxResults < 50 || maxResults > 500)
      throw errors.constraint(String(maxResults), 'maxResults', 'have value between 50 and 500');
    const query = logs.queries.find(call, input.queryId ?? '');
    if (!query) throw errors.noQuery();
    return { logGroupIdentifiers: query.request.groups.map((group) => group.name) };
  };
