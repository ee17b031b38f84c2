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
import { Constraints } from '../constraints.ts';
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
const strategies = ['PartialScan', 'FixedRate'];

/** @throws ValidationException for an unknown word, InvalidRequestException for a bad range, sampling strategy, filter or token. */
export function getTraceSummaries({
  clickhouse,
  ingestLog,
  groups,
}: QueryDependencies & { readonly groups: Groups }): Operation<GetTraceSummariesRequest> {
  return async (input, call) => {
    new Constraints()
      .oneOf('timeRangeType', input.TimeRangeType, timeRangeTypes)
      .oneOf('samplingStrategy.name', input.SamplingStrategy?.Name, strategies)
      .check();
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
      ApproximateTime: wholeSecond(page.next?.after === undefined ? rangeStart(range) : page.next.after.at / 1e6),
      TracesProcessedCount: page.processed,
      NextToken: page.next === undefined ? null : encodeToken(page.next, parameters),
    };
  };
}

function rangeOf({ StartTime, EndTime, TimeRangeType: type = 'TraceId' }: GetTraceSummariesRequest): Range {
  const start = seconds(StartTime, 'StartTime');
  const end = seconds(EndTime, 'EndTime');
  if (end < start) throw invalidRequest('End time cannot be earlier than start time');
  if (end - start > longestHours * 3600) throw invalidRequest(`Time range cannot be longer than ${longestHours} hours`);
  return { type, start, end };
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
    ...(type !== 'TraceId' && { MatchedEventTime: wholeSecond(trace.lastReceived / 1000) }),
  };
}

/** Epoch seconds. AWS looks at a minute more where it goes by the ends of segments. */
function rangeStart({ type, start }: Range): number {
  return type === 'Service' ? start - 60 : start;
}

function wholeSecond(epochSeconds: number): Date {
  return new Date(Math.floor(epochSeconds) * 1000);
}
