/**
 * GetTraceGraph: the service graph of some traces. AWS page: GetTraceGraph (API). AWS takes one id at a time; several are taken here.
 */
import type { GetTraceGraphRequest } from '@aws-sdk/client-xray';
import { serviceGraph } from '../../../../model/service-graph.ts';
import { isTraceId } from '../../../../model/trace-id.ts';
import type { Operation } from '../../service.ts';
import { invalidRequest } from '../errors.ts';
import { loadTraces } from '../query/load-traces.ts';
import type { QueryDependencies } from '../query/query-dependencies.ts';

/** @throws InvalidRequestException for no id, a malformed one, or one that is not known. */
export function getTraceGraph({ clickhouse, ingestLog }: QueryDependencies): Operation<GetTraceGraphRequest> {
  return async ({ TraceIds, NextToken }, call) => {
    const ids = [...new Set(TraceIds?.map((id) => id.toLowerCase()))];
    if (NextToken !== undefined && NextToken !== null) throw invalidRequest('NextToken is currently not supported');
    if (ids.length === 0) throw invalidRequest('Zero trace ids provided');
    if (!ids.every(isTraceId)) throw invalidRequest('Invalid traceId. ErrorCode: InvalidId');
    await ingestLog.settled();
    const traces = await loadTraces(clickhouse, call, ids, call.signal);
    if (traces.length < ids.length) throw invalidRequest('Trace id not found');
    return { Services: serviceGraph(traces).map(withoutTimes), NextToken: null };
  };
}

/** AWS gives the graph of a trace no times. */
function withoutTimes({ StartTime: _, EndTime: __, Edges, ...service }: ReturnType<typeof serviceGraph>[number]): unknown {
  return { ...service, Edges: Edges.map(({ StartTime: _, EndTime: __, ...edge }) => edge) };
}
