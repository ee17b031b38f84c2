/**
 * GetTraceSummaries: the traces of a time range that match a filter expression, newest first. AWS page: GetTraceSummaries (API).
 *
 * A page may be short, or empty, and still have a token: only so many traces are looked at per call.
 */
import type { GetTraceSummariesRequest } from '@aws-sdk/client-xray';
import { matches } from '../../../../model/filter-expression/evaluate.ts';
import type { Trace } from '../../../../model/trace.ts';
import { summarise } from '../../../../model/trace-summary.ts';
import type { Operation } from '../../service.ts';
import { invalidRequest } from '../errors.ts';
import { readFilter } from '../groups/group-filter.ts';
import type { Groups } from '../groups/groups.ts';
import type { Range, TimeRangeType } from '../query/candidates.ts';
import { decodeToken, encodeToken } from '../query/page-token.ts';
import { prefilter } from '../query/prefilter.ts';
import type { QueryDependencies } from '../query/query-dependencies.ts';
import { isSampled, samplingOf } from '../query/sampling-strategy.ts';
import { scanTraces } from '../query/scan-traces.ts';

const longestHours = 24;
const timeRangeTypes: readonly string[] = ['TraceId', 'Event', 'Service'] satisfies TimeRangeType[];

/** @throws InvalidRequestException for a bad range, sampling strategy, filter or token. */
export function getTraceSummaries({
  clickhouse,
  ingestLog,
  groups,
}: QueryDependencies & { readonly groups: Groups }): Operation<GetTraceSummariesRequest> {
  return async (input, call) => {
    const range = rangeOf(input);
    const sampling = samplingOf(input, range.type);
    const text = input.FilterExpression ?? '';
    const filter = readFilter(groups, call, text);
    const parameters = [call.account, call.region, range, sampling, text];
    const from = input.NextToken ? decodeToken(input.NextToken, parameters) : undefined;
    const options = { window: range.type === 'Service' ? range : undefined };
    await ingestLog.settled();
    const page = await scanTraces(clickhouse, {
      tenant: call,
      range,
      prefilter: prefilter(filter),
      from,
      matches: (trace) => isSampled(trace.id, sampling) && matches(filter, trace, options),
      signal: call.signal,
    });
    return {
      TraceSummaries: page.traces.map((trace) => printedSummary(trace, range.type)),
      ApproximateTime: new Date(page.next?.after === undefined ? range.start * 1000 : page.next.after.at / 1000),
      TracesProcessedCount: page.scanned,
      NextToken: page.next === undefined ? undefined : encodeToken(page.next, parameters),
    };
  };
}

function rangeOf({ StartTime, EndTime, TimeRangeType: type = 'TraceId' }: GetTraceSummariesRequest): Range {
  const start = seconds(StartTime, 'StartTime');
  const end = seconds(EndTime, 'EndTime');
  if (!isTimeRangeType(type)) throw invalidRequest(`Invalid time range type: ${String(type)}`);
  if (end < start) throw invalidRequest('End time cannot be earlier than start time');
  if (end - start > longestHours * 3600) throw invalidRequest(`Time range cannot be longer than ${longestHours} hours`);
  return { type, start, end };
}

function isTimeRangeType(type: string): type is TimeRangeType {
  return timeRangeTypes.includes(type);
}

function seconds(time: Date | undefined, name: string): number {
  if (!(time instanceof Date) || Number.isNaN(time.getTime())) throw invalidRequest(`${name} is required`);
  return time.getTime() / 1000;
}

function printedSummary(trace: Trace, type: TimeRangeType): unknown {
  const summary = summarise(trace);
  return {
    ...summary,
    StartTime: new Date(summary.StartTime * 1000),
    ...(type === 'Event' && { MatchedEventTime: new Date(trace.lastReceived) }),
  };
}
