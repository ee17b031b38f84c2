/**
 * BatchGetTraces: the documents of up to five traces, as processed. AWS page: BatchGetTraces (API).
 *
 * What was sent and what X-Ray inferred are both printed; ids that are not known are left out, which is no error.
 */
import type { BatchGetTracesRequest } from '@aws-sdk/client-xray';
import { printedSegment, spanOf, type Trace } from '../../../../model/trace.ts';
import { isTraceId } from '../../../../model/trace-id.ts';
import type { Operation } from '../../service.ts';
import { invalidRequest } from '../errors.ts';
import { loadTraces } from '../query/load-traces.ts';
import type { QueryDependencies } from '../query/query-dependencies.ts';

const mostTraces = 5;

/** @throws InvalidRequestException for more than five ids, a repeated or malformed one, or a NextToken. */
export function batchGetTraces({ clickhouse, ingestLog }: QueryDependencies): Operation<BatchGetTracesRequest> {
  return async ({ TraceIds, NextToken }, call) => {
    const ids = TraceIds ?? [];
    if (NextToken !== undefined && NextToken !== null) throw invalidRequest('NextToken is currently not supported');
    if (ids.length > mostTraces) throw invalidRequest(`Exceeding maximum query size: ${mostTraces}`);
    for (const id of ids) if (!isTraceId(id)) throw invalidRequest(`Invalid trace id ${id}: incorrect id format`);
    if (new Set(ids.map((id) => id.toLowerCase())).size < ids.length) throw invalidRequest('Containing duplicate trace ids');
    await ingestLog.settled();
    const traces = await loadTraces(clickhouse, call, ids, call.signal);
    return { Traces: traces.map(printedTrace), UnprocessedTraceIds: [], NextToken: null };
  };
}

function printedTrace(trace: Trace): unknown {
  return {
    Id: trace.id,
    Duration: spanOf(trace.extent) ?? null,
    LimitExceeded: false,
    Segments: trace.segments.map((segment) => ({
      Id: segment.document.id,
      Document: JSON.stringify(printedSegment(segment)),
    })),
  };
}
