/**
 * StartTraceRetrieval: asks for up to 100 traces of a time range, as Transaction Search has them in CloudWatch Logs; the answer is a
 * token. AWS page: API_StartTraceRetrieval.
 */
import type { StartTraceRetrievalRequest } from '@aws-sdk/client-xray';
import { isTraceId, traceIdFromW3c } from '../../../../model/trace-id.ts';
import type { Tenant } from '../../ports.ts';
import { Constraints } from '../constraints.ts';
import { invalidRequest } from '../errors.ts';
import type { Retrievals } from '../retrieval/retrievals.ts';
import type { Settings } from '../settings/settings.ts';

const MOST_TRACES = 100;

/** @throws ValidationException, InvalidRequestException; also when segments do not go to CloudWatch Logs. */
export function startTraceRetrieval(retrievals: Retrievals, settings: Settings) {
  return (input: StartTraceRetrievalRequest, tenant: Tenant): { readonly RetrievalToken: string } => {
    const { TraceIds: ids = [], StartTime, EndTime } = input;
    const constraints = new Constraints().items('traceIds', ids, MOST_TRACES);
    for (const [index, id] of ids.entries()) constraints.length(`traceIds.${index + 1}.member`, id, { least: 1, most: 35 });
    constraints.present('startTime', StartTime).present('endTime', EndTime).check();
    const [from, to] = [(StartTime?.getTime() ?? 0) / 1000, (EndTime?.getTime() ?? 0) / 1000];
    if (to < from) throw invalidRequest('End time cannot be earlier than start time');
    if (ids.length === 0) throw invalidRequest('Zero trace ids provided');
    const traceIds = ids.map(awsTraceId);
    if (settings.get(tenant).destination !== 'CloudWatchLogs')
      throw invalidRequest('Transaction Search is not enabled: the trace segment destination is not CloudWatchLogs');
    return { RetrievalToken: retrievals.start(tenant, { traceIds: [...new Set(traceIds)], from, to }) };
  };
}

/** Spans in CloudWatch Logs have W3C's ids. */
function awsTraceId(id: string): string {
  const traceId = isTraceId(id) ? id.toLowerCase() : traceIdFromW3c(id);
  if (traceId === undefined) throw invalidRequest(`Invalid trace id ${id}: incorrect id format`);
  return traceId;
}
