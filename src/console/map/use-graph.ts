/** Reads the map's data. Used by MapPage.tsx and the trace page. Tokens are followed, though X-Ray answers graphs whole. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { callAws } from '../api/call.ts';
import type { GraphService, ServiceGraph } from '../api/xray-types.ts';
import { rangeToSearch, resolveRange, type TimeRange } from '../time/time-range.ts';
import { buildMap, type MapGraph } from './map-model.ts';

export interface GraphQuery {
  readonly graph: MapGraph | undefined;
  readonly loading: boolean;
  readonly refreshing: boolean;
  readonly error: Error | null;
  refetch(): void;
}

/** So often a window that moves loses what has left it, though nothing arrives. */
const againMs = 30_000;

/**
 * @param group undefined for the default group, which holds every trace.
 * @param live the window moves along.
 */
export function useServiceGraph(range: TimeRange, group: string | undefined, live: boolean): GraphQuery {
  const query = useQuery({
    queryKey: ['GetServiceGraph', rangeToSearch(range), group],
    queryFn: ({ signal }) => {
      const window = resolveRange(range, new Date());
      return wholeGraph(
        'GetServiceGraph',
        { ...window, GroupName: group },
        { StartTime: window.StartTime, EndTime: window.EndTime },
        signal,
      );
    },
    placeholderData: keepPreviousData,
    refetchInterval: live ? againMs : false,
  });
  return useMapQuery(query);
}

export function useTraceGraph(traceId: string): GraphQuery {
  return useMapQuery(
    useQuery({
      queryKey: ['GetTraceGraph', traceId],
      queryFn: ({ signal }) => wholeGraph('GetTraceGraph', { TraceIds: [traceId] }, undefined, signal),
      placeholderData: keepPreviousData,
    }),
  );
}

/** @param window rates are counted over what was asked for, not over when the first trace came. */
async function wholeGraph(
  operation: string,
  input: object,
  window: { readonly StartTime: number; readonly EndTime: number } | undefined,
  signal: AbortSignal,
): Promise<ServiceGraph> {
  const services: GraphService[] = [];
  let token: string | undefined;
  let last: ServiceGraph & { readonly NextToken?: string | null };
  do {
    last = await callAws<ServiceGraph & { NextToken?: string | null }>('xray', operation, { ...input, NextToken: token }, signal);
    services.push(...(last.Services ?? []));
    token = last.NextToken ?? undefined;
  } while (token !== undefined && token !== '');
  return { ...last, ...window, Services: services };
}

interface Answer {
  readonly data: ServiceGraph | undefined;
  readonly isPending: boolean;
  readonly isFetching: boolean;
  readonly error: Error | null;
  refetch(): unknown;
}

function useMapQuery({ data, isPending, isFetching, error, refetch }: Answer): GraphQuery {
  const graph = useMemo(() => (data === undefined ? undefined : buildMap(data)), [data]);
  return { graph, loading: isPending, refreshing: isFetching, error, refetch: () => void refetch() };
}
