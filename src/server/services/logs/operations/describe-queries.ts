/** DescribeQueries, the newest first. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueries.html */
import type { DescribeQueriesRequest, DescribeQueriesResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { QueryRequest } from '../insights/run-query.ts';
import type { Logs } from '../logs.ts';
import { decodeToken, encodeToken } from '../next-token.ts';
import { checkGroupName, checkLimit, checkOneOf } from '../validate.ts';

const statuses = ['Scheduled', 'Running', 'Complete', 'Failed', 'Cancelled', 'Timeout', 'Unknown'];

/** @throws InvalidParameterException, ResourceNotFoundException */
export const describeQueries =
  (logs: Logs): Operation<DescribeQueriesRequest, DescribeQueriesResponse> =>
  (input, call) => {
    const { logGroupName, status, queryLanguage } = input;
    checkOneOf(status, 'status', statuses);
    checkOneOf(queryLanguage, 'queryLanguage', ['CWLI', 'SQL', 'PPL']);
    const limit = checkLimit(input.maxResults, 1000, 'maxResults');
    if (logGroupName !== undefined) {
      checkGroupName(logGroupName);
      logs.groups.group(call, logGroupName);
    }
    const request = [logGroupName, status, queryLanguage];
    const [after] = input.nextToken ? decodeToken(request, input.nextToken) : [];
    const all = logs.queries.list(call);
    const place = after === undefined ? -1 : all.findIndex((query) => query.id === after);
    if (after !== undefined && place < 0) throw errors.nextToken();
    const found = all
      .slice(place + 1)
      .filter(
        (query) =>
          (logGroupName === undefined || query.request.groups.some((group) => group.name === logGroupName)) &&
          (status === undefined || query.status === status) &&
          (queryLanguage === undefined || queryLanguage === 'CWLI'),
      );
    const page = found.slice(0, limit);
    return {
      queries: page.map((query) => ({
        queryLanguage: 'CWLI',
        queryId: query.id,
        queryString: sourced(query.request),
        status: query.status,
        createTime: query.createTime,
        logGroupName: logGroupName ?? query.request.groups[0]?.name,
        queryDuration: query.endTime === undefined ? undefined : query.endTime - query.createTime,
        bytesScanned: query.progress.bytes,
        userIdentity: query.userIdentity,
      })),
      nextToken: found.length > limit ? encodeToken(request, [page[page.length - 1]?.id ?? '']) : undefined,
    };
  };

/** As AWS shows a query: with the groups and the time (epoch milliseconds) that it was asked for. */
function sourced({ groups, from, to, text }: QueryRequest): string {
  return `SOURCE ${groups.map((group) => `"${group.name}"`).join(', ')} START=${from} END=${to - 1} | ${text}`;
}
