/** StopQuery. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StopQuery.html */
import type { StopQueryRequest, StopQueryResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { Logs } from '../logs.ts';

/** @throws ResourceNotFoundException; InvalidParameterException when the query has ended. */
export const stopQuery =
  (logs: Logs): Operation<StopQueryRequest, StopQueryResponse> =>
  (input, call) => {
    const query = logs.queries.find(call, input.queryId ?? '');
    if (!query) throw errors.noQuery();
    if (!logs.queries.cancel(query)) throw errors.queryEnded(query.id);
    return { success: true };
  };
