/**
 * GetTimeSeriesServiceStatistics: the numbers of a node or edge of the service graph, minute by minute, newest first.
 *
 * A minute is named by its end and is in the window when its end is; five minutes are the sum of such minutes. A minute without a trace
 * is left out; one with traces, none of them of the entity asked for, has a timestamp alone. AWS page:
 * API_GetTimeSeriesServiceStatistics.
 */
import type { GetTimeSeriesServiceStatisticsRequest } from '@aws-sdk/client-xray';
import { ServiceGraphBuilder } from '../../../../model/service-graph.ts';
import type { Tenant } from '../../ports.ts';
import { Constraints } from '../constraints.ts';
import { invalidRequest } from '../errors.ts';
import type { Range } from '../graph/count-minutes.ts';
import { type EntitySelector, entitySelector } from '../graph/entity-selector.ts';
import { queriedGroup, queryWindow } from '../graph/query-window.ts';
import type { ServiceGraphDependencies } from './get-service-graph.ts';

const PERIODS = [60, 300];

export interface TimeSeriesOutput {
  readonly TimeSeriesServiceStatistics: readonly object[];
  readonly ContainsOldGroupVersions: boolean;
  readonly NextToken: null;
}

/** @throws InvalidRequestException for a bad window, group, period, selector or token, and for forecasts. */
export function getTimeSeriesServiceStatistics(dependencies: ServiceGraphDependencies) {
  return async (input: GetTimeSeriesServiceStatisticsRequest, call: Tenant): Promise<TimeSeriesOutput> => {
    const { EntitySelectorExpression: expression, Period: period = 60 } = input;
    new Constraints().length('entitySelectorExpression', expression, { least: 1, most: 500 }).check();
    const { from, to } = queryWindow(input);
    if (!PERIODS.includes(period)) throw invalidRequest(`Time period must be one of [${PERIODS.join(', ')}]`);
    if (input.ForecastStatistics === true) throw invalidRequest('Forecast statistics are not built here.');
    if (input.NextToken !== undefined) throw invalidRequest('NextToken is currently not supported');
    const selector = entitySelector(expression);
    const minutes = await minuteGraphs(dependencies, call, input, {
      from: Math.ceil(Math.floor(from) / 60) * 60 - 60,
      to: Math.ceil(Math.floor(to) / 60) * 60 - 60,
    });
    const points = [...summed(minutes, period)].sort(([left], [right]) => right - left);
    return {
      TimeSeriesServiceStatistics: points.map(([end, graph]) => printedPoint(end, selector, graph)),
      ContainsOldGroupVersions: false,
      NextToken: null,
    };
  };
}

/** @param range whole minutes. @returns the graphs of those that have traces, by their start. */
async function minuteGraphs(
  { ingestLog, cache, filtered, groups }: ServiceGraphDependencies,
  call: Tenant,
  input: GetTimeSeriesServiceStatisticsRequest,
  range: Range,
): Promise<ReadonlyMap<number, ServiceGraphBuilder>> {
  const filter = queriedGroup(groups, call, input);
  await ingestLog.settled();
  const minutes: number[] = [];
  for (let minute = Math.max(0, range.from); minute < Math.min(range.to, 0xffff_ffff); minute += 60) minutes.push(minute);
  if (filter === undefined) await cache.refresh();
  const graphs = filter === undefined ? await cache.getAll(call, minutes) : await filtered.getAll(call, filter, minutes);
  return new Map(graphs.filter(({ starts }) => starts !== undefined).map(({ minute, graph }) => [minute, graph]));
}

/** By the end of the period, in which a minute's end lies; one that begins there is the next. */
function summed(minutes: ReadonlyMap<number, ServiceGraphBuilder>, period: number): ReadonlyMap<number, ServiceGraphBuilder> {
  const sums = new Map<number, ServiceGraphBuilder>();
  for (const [minute, graph] of minutes) {
    const end = Math.ceil((minute + 60) / period) * period;
    const sum = sums.get(end) ?? new ServiceGraphBuilder();
    sums.set(end, sum);
    sum.addAll(graph);
  }
  return sums;
}

function printedPoint(end: number, selector: EntitySelector, graph: ServiceGraphBuilder): object {
  const statistics = selector.statistics(graph);
  const point = { Timestamp: new Date(end * 1000), ServiceForecastStatistics: {} };
  if (statistics.total === 0) return point;
  const summary = selector.of === 'service' ? 'ServiceSummaryStatistics' : 'EdgeSummaryStatistics';
  return { ...point, [summary]: statistics.summary(), ResponseTimeHistogram: statistics.responseTimes() };
}
