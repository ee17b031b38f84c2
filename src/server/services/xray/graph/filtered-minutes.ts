/**
 * The graphs of minutes with only the traces in them that a filter expression matches: those of a group.
 *
 * Who calls it: GetServiceGraph and GetTimeSeriesServiceStatistics for groups other than Default. A filter looks at whole traces, so
 * each trace of the range is assembled, unless the store can rule it out; nothing is cached.
 */
import { matches } from '../../../../model/filter-expression/evaluate.ts';
import type { FilterNode } from '../../../../model/filter-expression/nodes.ts';
import { ServiceGraphBuilder } from '../../../../model/service-graph.ts';
import type { ClickHouse } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import { prefilter } from '../query/prefilter.ts';
import { type ScanPosition, scanTraces } from '../query/scan-traces.ts';
import type { Range } from './count-minutes.ts';

/**
 * @param range traces that start in it.
 * @returns the graph of each minute in which a trace that matches starts, by epoch seconds of the minute.
 */
export async function filteredMinutes(
  clickhouse: ClickHouse,
  tenant: Tenant,
  { from, to }: Range,
  filter: FilterNode,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, ServiceGraphBuilder>> {
  const minutes = new Map<number, ServiceGraphBuilder>();
  const scan = {
    tenant,
    range: { type: 'TraceId' as const, start: from, end: to },
    prefilter: prefilter(filter),
    matches: (trace: Parameters<typeof matches>[1]) => matches(filter, trace, {}),
    signal,
  };
  let position: ScanPosition | undefined;
  do {
    const page = await scanTraces(clickhouse, { ...scan, from: position });
    for (const trace of page.traces) {
      const minute = Math.floor(trace.startTime / 60) * 60;
      const graph = minutes.get(minute) ?? new ServiceGraphBuilder();
      minutes.set(minute, graph);
      graph.addTrace(trace);
    }
    position = page.next;
  } while (position !== undefined);
  return minutes;
}
