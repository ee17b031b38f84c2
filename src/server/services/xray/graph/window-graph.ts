/**
 * The service graph of a window: whole minutes from the cache, the first and last in part, merged.
 *
 * Who calls it: `operations/get-service-graph.ts`. AWS: GetServiceGraph. A trace counts by its start, with whatever came later for it.
 */
import { type GraphService, ServiceGraphBuilder } from '../../../../model/service-graph.ts';
import type { ClickHouse } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import { countMinutes, type Range } from './count-minutes.ts';
import type { MinuteCache } from './minute-cache.ts';

export async function windowGraph(
  clickhouse: ClickHouse,
  cache: MinuteCache,
  tenant: Tenant,
  window: Range,
): Promise<readonly GraphService[]> {
  await cache.refresh();
  const minutes = await minutesWithTraces(clickhouse, tenant, window);
  const sum = new ServiceGraphBuilder();
  for (const { minute, starts, graph } of await cache.getAll(tenant, minutes)) {
    if (starts === undefined || starts.last < window.from || starts.first >= window.to) continue;
    // A minute that the window cuts is still whole when all its traces start inside, as those of the present minute do.
    if (starts.first >= window.from && starts.last < window.to) sum.addAll(graph);
    else for (const part of (await countMinutes(clickhouse, tenant, [minute], window)).values()) sum.addAll(part.graph);
  }
  return sum.services();
}

/** Read from the key of the table, without a row. */
async function minutesWithTraces(clickhouse: ClickHouse, { account, region }: Tenant, { from, to }: Range): Promise<number[]> {
  const rows = await clickhouse.query<{ at: number }>(
    `SELECT DISTINCT toUnixTimestamp(minute) AS at FROM observation
     WHERE account = {account:String} AND region = {region:String}
       AND minute >= toDateTime({from:UInt32}, 'UTC') AND minute < toDateTime({to:UInt32}, 'UTC')
     ORDER BY at`,
    { account, region, from: clamp(Math.floor(from / 60) * 60), to: clamp(Math.ceil(to)) },
  );
  return rows.map(({ at }) => at);
}

function clamp(seconds: number): number {
  return Math.min(Math.max(seconds, 0), 0xffff_ffff);
}
