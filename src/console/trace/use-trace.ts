/** Reads one trace and assembles it. Used by TracePage.tsx. A trace that may still grow is read again; one that was never found, for a minute. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { callAws } from '../api/call.ts';
import type { BatchGetTracesResult } from '../api/xray-types.ts';
import { buildTraceTree, type TraceTree } from './trace-tree.ts';

export interface LoadedTrace {
  readonly tree: TraceTree;
  /** As answered, for the raw view. */
  readonly documents: readonly string[];
  /** AWS cut the trace: it was larger than a trace may be. */
  readonly limitExceeded: boolean;
}

export interface TraceQuery {
  /** Undefined while loading and when there is no such trace. */
  readonly trace: LoadedTrace | undefined;
  readonly loading: boolean;
  readonly error: Error | null;
  refetch(): void;
}

const againMs = 2000;
const youngSeconds = 60;

export function useTrace(traceId: string): TraceQuery {
  const query = useQuery({
    queryKey: ['BatchGetTraces', traceId],
    queryFn: ({ signal }) => callAws<BatchGetTracesResult>('xray', 'BatchGetTraces', { TraceIds: [traceId] }, signal),
    refetchInterval: ({ state }) => {
      const found = (state.data?.Traces ?? []).some(({ Segments }) => (Segments ?? []).length > 0);
      return state.data !== undefined && !found && ageOf(traceId) < youngSeconds ? againMs : false;
    },
  });
  const answer = query.data;
  const trace = useMemo(() => (answer === undefined ? undefined : assemble(answer)), [answer]);
  return { trace, loading: query.isPending, error: query.error, refetch: () => void query.refetch() };
}

function assemble(answer: BatchGetTracesResult): LoadedTrace | undefined {
  const trace = answer.Traces?.[0];
  const documents = (trace?.Segments ?? []).map(({ Document }) => Document ?? '');
  return documents.length === 0
    ? undefined
    : { tree: buildTraceTree(documents), documents, limitExceeded: trace?.LimitExceeded === true };
}

/** Only a guess whether it is worth waiting: a W3C trace id holds no time. */
function ageOf(traceId: string): number {
  return Math.abs(Date.now() / 1000 - Number.parseInt(traceId.slice(2, 10), 16));
}
