/** GetQueryResults, in pages of 10,000 rows. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html */
import type { GetQueryResultsRequest, GetQueryResultsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { Logs } from '../logs.ts';
import { decodeToken, encodeToken } from '../next-token.ts';

const largestPage = 10_000;

/** @throws InvalidParameterException, ResourceNotFoundException */
export const getQueryResults =
  (logs: Logs): Operation<GetQueryResultsRequest, GetQueryResultsResponse> =>
  (input, call) => {
    const query = logs.queries.find(call, input.queryId ?? '');
    if (!query) throw errors.noQuery();
    const { maxItems = largestPage } = input;
    if (maxItems < 0 || maxItems > largestPage)
      throw errors.constraint(String(maxItems), 'maxItems', `have value between 0 and ${largestPage}`);
    const [from = '0'] = input.nextToken ? decodeToken([query.id], input.nextToken) : [];
    const start = Number(from);
    const end = start + (maxItems === 0 ? largestPage : maxItems);
    const { results, matched, scanned, bytes } = query.progress;
    return {
      queryLanguage: 'CWLI',
      results: results.slice(start, end),
      statistics: {
        ...{ recordsMatched: matched, recordsScanned: scanned, bytesScanned: bytes },
        ...{ estimatedRecordsSkipped: 0, estimatedBytesSkipped: 0, logGroupsScanned: query.request.groups.length },
      },
      status: query.status,
      nextToken: end < results.length ? encodeToken([query.id], [String(end)]) : undefined,
    };
  };
