/** Reads the traces list: GetTraceSummaries page by page, newest first, up to what a list can show. Used by TracesPage.tsx. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { callAws } from '../api/call.ts';
import type { GetTraceSummariesResult, TraceSummary } from '../api/xray-types.ts';
import { rangeToSearch, resolveRange, type TimeRange, type TimeWindow } from '../time/time-range.ts';
import { type SummaryRow, summaryRow } from './summary-row.ts';

/** AWS's console shows as many. */
export const maxRows = 1000;

interface Page {
  /** Of the first page: all pages of one reading have the same, because a token is bound to it. */
  readonly window: TimeWindow;
  readonly result: GetTraceSummariesResult;
}

interface Cursor {
  readonly window: TimeWindow;
  readonly NextToken: string;
}

export interface Summaries {
  readonly rows: readonly SummaryRow[];
  /** As answered. */
  readonly all: readonly TraceSummary[];
  readonly scanned: number;
  /** More match than are shown. */
  readonly more: boolean;
  readonly loading: boolean;
  readonly refreshing: boolean;
  readonly error: Error | null;
  /** Of the rows shown are older than the question: they are dimmed. */
  readonly stale: boolean;
  refetch(): void;
}

/** So often a window that moves loses what has left it, though nothing arrives. */
const againMs = 30_000;

/** @param live the window moves along. */
export function useSummaries(range: TimeRange, filter: string, live: boolean): Summaries {
  const query = useInfiniteQuery({
    queryKey: ['GetTraceSummaries', rangeToSearch(range), filter],
    initialPageParam: undefined as Cursor | undefined,
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const window = pageParam?.window ?? resolveRange(range, new Date());
      const result = await callAws<GetTraceSummariesResult>(
        'xray',
        'GetTraceSummaries',
        { ...window, ...(filter === '' ? {} : { FilterExpression: filter }), NextToken: pageParam?.NextToken },
        signal,
      );
      return { window, result };
    },
    getNextPageParam: ({ window, result }): Cursor | undefined =>
      typeof result.NextToken === 'string' && result.NextToken !== '' ? { window, NextToken: result.NextToken } : undefined,
    placeholderData: (previous) => previous,
    refetchInterval: live ? againMs : false,
  });
  const pages = query.data?.pages;
  const all = useMemo(() => (pages ?? []).flatMap(({ result }) => result.TraceSummaries ?? []), [pages]);
  const rows = useMemo(() => distinct(all), [all]);
  const wantsMore = query.hasNextPage && !query.isFetching && !query.isError && rows.length < maxRows;
  const { fetchNextPage } = query;
  useEffect(() => {
    if (wantsMore) void fetchNextPage();
  }, [wantsMore, fetchNextPage]);
  return {
    rows: rows.slice(0, maxRows),
    all,
    scanned: (pages ?? []).reduce((sum, { result }) => sum + (result.TracesProcessedCount ?? 0), 0),
    more: query.hasNextPage || rows.length > maxRows,
    loading: query.isPending,
    refreshing: query.isFetching,
    error: query.error,
    stale: query.isPlaceholderData,
    refetch: () => void query.refetch(),
  };
}

/** A trace that arrived between two pages may be on both. */
function distinct(summaries: readonly TraceSummary[]): readonly SummaryRow[] {
  return [...new Map(summaries.map((summary) => [summary.Id ?? '', summaryRow(summary)])).values()];
}
