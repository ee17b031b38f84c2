/**
 * Reads a function's newest invocations out of its log: FilterLogEvents, backwards, for the lines that end an invocation, and from
 * their traces how they ended. Used by FunctionPage.tsx. An invocation that runs, and one whose log was deleted, is not among them.
 */
import { useQuery } from '@tanstack/react-query';
import { CallError, callAws } from '../api/call.ts';
import type { FilterLogEventsResult, FunctionConfiguration } from '../api/lambda-types.ts';
import type { Outcome } from '../trace/trace-tree.ts';
import { versionOfStream } from './log-stream.ts';
import { parseReport, type Report } from './report-line.ts';
import { tracedOutcomes } from './traced-outcomes.ts';

export interface Invocation extends Omit<Report, 'outcome'> {
  /** Undefined when nothing tells: the function may have returned an error, and the invocation was not sampled. */
  readonly outcome: Outcome | undefined;
  /** When it ended, seconds since 1970. */
  readonly ended: number;
  readonly version: string | undefined;
}

export const mostInvocations = 50;
/** A page of events may be empty and still have a successor. */
const mostPages = 10;
const againMs = 5000;
const soonMs = 1000;
const youngSeconds = 30;
/** FilterLogEvents reads backwards only from this day on. */
const earliest = Date.UTC(2024, 0, 1);

/** @param configuration undefined as long as it is not known, and while nobody looks. */
export function useInvocations(configuration: FunctionConfiguration | undefined) {
  return useQuery({
    queryKey: ['invocations', configuration?.FunctionName, configuration?.LoggingConfig],
    queryFn: ({ signal }) => readInvocations(configuration ?? {}, signal),
    enabled: configuration !== undefined,
    refetchInterval: ({ state }) => (state.data?.some(isOnItsWay) ? soonMs : againMs),
  });
}

/** Its trace comes a moment after its report. */
function isOnItsWay({ outcome, traceId, ended }: Invocation): boolean {
  return outcome === undefined && traceId !== undefined && Date.now() / 1000 - ended < youngSeconds;
}

async function readInvocations(configuration: FunctionConfiguration, signal: AbortSignal): Promise<readonly Invocation[]> {
  const { FunctionName: name = '', LoggingConfig: logging } = configuration;
  const input = {
    logGroupName: logGroupOf(configuration),
    // By the format of today: lines of both formats cannot be looked for at once without reading every line.
    filterPattern: logging?.LogFormat === 'JSON' ? '"platform.report"' : '"REPORT RequestId"',
    startTime: earliest,
    startFromHead: false,
    limit: mostInvocations,
  };
  const found: (Report & { readonly ended: number; readonly version: string })[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < mostPages && found.length < mostInvocations; page += 1) {
    const answer = await readPage({ ...input, nextToken }, signal);
    for (const { message = '', timestamp = 0, logStreamName = '' } of answer.events ?? []) {
      const report = parseReport(message);
      const version = versionOfStream(logStreamName, name);
      if (report !== undefined && version !== undefined) found.push({ ...report, ended: timestamp / 1000, version });
    }
    nextToken = answer.nextToken;
    if (nextToken === undefined || nextToken === null) break;
  }
  const newest = found.sort((one, other) => other.ended - one.ended).slice(0, mostInvocations);
  const traced = await tracedOutcomes(newest, signal);
  return newest.map((report) => ({
    ...report,
    outcome: report.outcome === 'fault' ? 'fault' : traced.get(report.requestId),
  }));
}

export function logGroupOf({ FunctionName: name = '', LoggingConfig: logging }: FunctionConfiguration): string {
  return logging?.LogGroup ?? `/aws/lambda/${name}`;
}

/** A function that was never invoked has no log group: that is no error. */
async function readPage(input: object, signal: AbortSignal): Promise<FilterLogEventsResult> {
  try {
    return await callAws<FilterLogEventsResult>('logs', 'FilterLogEvents', input, signal);
  } catch (error) {
    if (error instanceof CallError && error.code === 'ResourceNotFoundException') return {};
    throw error;
  }
}
