/**
 * GetServiceGraph: who called whom in a window, with counts, times and errors.
 *
 * Who calls it: the front door. AWS page: API_GetServiceGraph. The graph of a group is that of the traces that its filter matches now.
 */
import type { GetServiceGraphCommandInput } from '@aws-sdk/client-xray';
import type { GraphService } from '../../../../model/service-graph.ts';
import type { ClickHouse, IngestLog } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import { invalidRequest } from '../errors.ts';
import type { FilteredMinutes } from '../graph/filtered-minutes.ts';
import type { MinuteCache } from '../graph/minute-cache.ts';
import { queriedGroup, queryWindow } from '../graph/query-window.ts';
import { windowGraph } from '../graph/window-graph.ts';
import type { Groups } from '../groups/groups.ts';

export interface ServiceGraphDependencies {
  readonly clickhouse: ClickHouse;
  readonly ingestLog: IngestLog;
  readonly cache: MinuteCache;
  readonly filtered: FilteredMinutes;
  readonly groups: Groups;
}

export interface ServiceGraphOutput {
  /** Epoch seconds, whole ones, of the first and last start of a trace; null when there is none. */
  readonly StartTime: Date | null;
  readonly EndTime: Date | null;
  readonly Services: readonly object[];
  readonly ContainsOldGroupVersions: boolean;
  readonly NextToken: null;
}

/** @throws InvalidRequestException for a window that ends before it starts or is longer than 6 hours, an unknown group, a token. */
export function getServiceGraphOperation({ clickhouse, ingestLog, cache, filtered, groups }: ServiceGraphDependencies) {
  return async (input: GetServiceGraphCommandInput, call: Tenant): Promise<ServiceGraphOutput> => {
    const window = queryWindow(input);
    const filter = queriedGroup(groups, call, input);
    if (input.NextToken !== undefined) throw invalidRequest('NextToken is currently not supported');
    await ingestLog.settled();
    const services =
      filter === undefined
        ? await windowGraph(clickhouse, cache, call, window)
        : (await filtered.window(call, filter, window)).services(call.account);
    return {
      StartTime: services.length === 0 ? null : date(Math.min(...services.map(({ StartTime }) => StartTime))),
      EndTime: services.length === 0 ? null : date(Math.max(...services.map(({ EndTime }) => EndTime)) - 1),
      Services: services.map(printService),
      ContainsOldGroupVersions: false,
      NextToken: null,
    };
  };
}

/** AWS prints what a service has not as null. */
export function printService(service: GraphService): object {
  const { Root, AccountId, Type, StartTime, EndTime, Edges, SummaryStatistics, DurationHistogram, ResponseTimeHistogram } =
    service;
  return {
    ...service,
    Root: Root ?? null,
    AccountId: AccountId ?? null,
    Type: Type ?? null,
    StartTime: date(StartTime),
    EndTime: date(EndTime),
    Edges: Edges.map((edge) => ({ ...edge, StartTime: date(edge.StartTime), EndTime: date(edge.EndTime) })),
    SummaryStatistics: SummaryStatistics ?? null,
    DurationHistogram: DurationHistogram ?? null,
    ResponseTimeHistogram: ResponseTimeHistogram ?? null,
  };
}

function date(epochSeconds: number): Date {
  return new Date(epochSeconds * 1000);
}
