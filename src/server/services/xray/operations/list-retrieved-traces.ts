/**
 * ListRetrievedTraces: the traces that a retrieval has found, as X-Ray's segment documents or as OpenTelemetry's spans. A trace of more
 * spans than a page takes comes in parts. AWS page: API_ListRetrievedTraces.
 */
import type { ListRetrievedTracesRequest } from '@aws-sdk/client-xray';
import { printedSegment, spanOf, type Trace } from '../../../../model/trace.ts';
import type { Operation } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { QueryDependencies } from '../query/query-dependencies.ts';
import { pageOf } from '../retrieval/pages.ts';
import { printedSpans } from '../retrieval/printed-span.ts';
import { type Retrievals, retrievedTraces } from '../retrieval/retrievals.ts';
import { checkRetrievalToken } from './cancel-trace-retrieval.ts';

const TRACES_ON_PAGE = 5;
const SPANS_OF_TRACE = 100;

interface RetrievedTrace {
  readonly Id: string;
  readonly Duration: number | null;
  readonly Spans: readonly { readonly Id: string; readonly Document: string }[];
}

/** @throws ValidationException, ResourceNotFoundException, InvalidRequestException for a NextToken of another call. */
export function listRetrievedTraces(
  dependencies: QueryDependencies,
  retrievals: Retrievals,
): Operation<ListRetrievedTracesRequest> {
  return async ({ RetrievalToken = '', TraceFormat = 'XRAY', NextToken }, call) => {
    new Constraints().oneOf('traceFormat', TraceFormat, ['XRAY', 'OTEL']).check();
    checkRetrievalToken(RetrievalToken);
    const retrieval = retrievals.find(call, RetrievalToken);
    const traces = await retrievedTraces(dependencies, call, retrieval, call.signal);
    const spansOf = TraceFormat === 'OTEL' ? printedSpans : segmentsOf;
    const { items, next } = pageOf(
      traces.flatMap((trace) => partsOf(trace, spansOf(trace))),
      TRACES_ON_PAGE,
      NextToken,
    );
    return { RetrievalStatus: retrieval.status, TraceFormat, Traces: items, NextToken: next };
  };
}

function segmentsOf({ segments }: Trace): RetrievedTrace['Spans'] {
  return segments.map((segment) => ({ Id: segment.document.id, Document: JSON.stringify(printedSegment(segment)) }));
}

function partsOf({ id, extent }: Trace, spans: RetrievedTrace['Spans']): RetrievedTrace[] {
  const parts: RetrievedTrace[] = [];
  for (let from = 0; from === 0 || from < spans.length; from += SPANS_OF_TRACE)
    parts.push({ Id: id, Duration: spanOf(extent) ?? null, Spans: spans.slice(from, from + SPANS_OF_TRACE) });
  return parts;
}
