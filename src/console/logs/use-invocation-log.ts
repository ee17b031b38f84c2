/**
 * Reads what an invocation wrote to its function's log. Used by the trace page and the function page. Two reads: where Lambda's first
 * line of the request is, then that stream around it; a busy group is never read whole.
 */
import { useQuery } from '@tanstack/react-query';
import { CallError, callAws } from '../api/call.ts';
import type { FilterLogEventsResult, LogEvent } from '../api/lambda-types.ts';
import { invocationLines, type LogLine } from './invocation-lines.ts';

export interface InvocationLogSource {
  readonly group: string;
  readonly requestId: string;
  /** Epoch seconds: when it began, at the latest. */
  readonly start: number;
  /** Epoch seconds; undefined while it runs. */
  readonly end: number | undefined;
}

/** An initialization may come before, the report a moment after. */
const [earlierMs, laterMs] = [20_000, 3_000];
const longestRunMs = 900_000;
const linesPerPage = 2000;
const mostPages = 5;
/** The trace is here before its log is, or the invocation still runs. */
const againMs = 2000;
const youngMs = 30_000;

export interface InvocationLog {
  readonly lines: readonly LogLine[];
  /** There are more lines than are read. */
  readonly cut: boolean;
}

export function useInvocationLog(source: InvocationLogSource) {
  return useQuery({
    queryKey: ['invocation-log', source.group, source.requestId, source.end === undefined],
    queryFn: ({ signal }) => readLog(source, signal),
    refetchInterval: ({ state }) => {
      const ended = state.data?.lines.some(({ message }) => /^REPORT |"platform\.report"/.test(message)) === true;
      const young = Date.now() - (source.end ?? Date.now() / 1000) * 1000 < youngMs;
      return !ended && young ? againMs : false;
    },
  });
}

/** A group that is not there, or no longer, holds no line. */
async function readLog({ group, requestId, start, end }: InvocationLogSource, signal: AbortSignal): Promise<InvocationLog> {
  const window = {
    logGroupName: group,
    startTime: Math.max(0, Math.floor(start * 1000) - earlierMs),
    endTime: Math.ceil((end ?? start) * 1000) + (end === undefined ? longestRunMs : laterMs),
  };
  try {
    const named = await read({ ...window, filterPattern: JSON.stringify(requestId), limit: linesPerPage }, 1, signal);
    const streams = [...new Set(named.events.map(({ logStreamName }) => logStreamName ?? ''))].filter((name) => name !== '');
    if (streams.length === 0) return { lines: [], cut: false };
    const all = await read({ ...window, logStreamNames: streams.slice(0, 100), limit: linesPerPage }, mostPages, signal);
    return { lines: invocationLines(all.events, requestId), cut: all.cut };
  } catch (error) {
    if (error instanceof CallError && error.code === 'ResourceNotFoundException') return { lines: [], cut: false };
    throw error;
  }
}

async function read(
  input: object,
  pages: number,
  signal: AbortSignal,
): Promise<{ readonly events: readonly LogEvent[]; readonly cut: boolean }> {
  const events: LogEvent[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const answer = await callAws<FilterLogEventsResult>('logs', 'FilterLogEvents', { ...input, nextToken }, signal);
    events.push(...(answer.events ?? []));
    nextToken = answer.nextToken;
    if (nextToken === undefined || nextToken === null) return { events, cut: false };
  }
  return { events, cut: true };
}
