/**
 * GetServiceGraph: who called whom in a window, with counts, times and errors.
 *
 * Who calls it: the front door. AWS page: API_GetServiceGraph. There is only the Default group yet.
 */
import type { GetServiceGraphCommandInput } from '@aws-sdk/client-xray';
import type { GraphService } from '../../../../model/service-graph.ts';
import type { ClickHouse, IngestLog } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import { invalidRequest } from '../errors.ts';
import type { MinuteCache } from '../graph/minute-cache.ts';
import { windowGraph } from '../graph/window-graph.ts';

const LONGEST_SECONDS = 6 * 3600;

export interface ServiceGraphDependencies {
  readonly clickhouse: ClickHouse;
  readonly ingestLog: IngestLog;
  readonly cache: MinuteCache;
}

export interface ServiceGraphOutput {
  /** First start and last end of its services; null when there are none. */
  readonly StartTime: Date | null;
  readonly EndTime: Date | null;
  readonly Services: readonly object[];
  readonly ContainsOldGroupVersions: boolean;
  readonly NextToken: null;
}

/** @throws InvalidRequestException for a window that ends before it starts or is longer than 6 hours, a group, a token. */
export function getServiceGraphOperation({ clickhouse, ingestLog, cache }: ServiceGraphDependencies) {
  return async (input: GetServiceGraphCommandInput, call: Tenant): Promise<ServiceGraphOutput> => {
    const window = checkWindow(input);
    checkGroup(input);
    if (input.NextToken !== undefined) throw invalidRequest('NextToken is currently not supported');
    await ingestLog.settled();
    const services = await windowGraph(clickhouse, cache, call, window);
    return {
      StartTime: services.length === 0 ? null : date(Math.min(...services.map(({ StartTime }) => StartTime))),
      EndTime: services.length === 0 ? null : date(Math.max(...services.map(({ EndTime }) => EndTime))),
      Services: services.map(printService),
      ContainsOldGroupVersions: false,
      NextToken: null,
    };
  };
}

function checkWindow({ StartTime, EndTime }: GetServiceGraphCommandInput): { from: number; to: number } {
  if (!StartTime || !EndTime) throw invalidRequest('Start time and end time are required');
  const from = StartTime.getTime() / 1000;
  const to = EndTime.getTime() / 1000;
  if (to < from) throw invalidRequest('End time cannot be earlier than start time');
  if (to - from > LONGEST_SECONDS) throw invalidRequest('Time range cannot be longer than 6 hours');
  return { from, to };
}

function checkGroup({ GroupName, GroupARN }: GetServiceGraphCommandInput): void {
  if (GroupName !== undefined && GroupARN !== undefined) throw invalidRequest('Provide either GroupName or GroupARN');
  const isDefault = GroupARN === undefined ? (GroupName ?? 'Default') === 'Default' : GroupARN.endsWith(':group/Default');
  if (!isDefault) throw invalidRequest('Group not found.');
}

/** AWS prints what a service has not as null. */
function printService(service: GraphService): object {
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
