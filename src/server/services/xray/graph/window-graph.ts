/**
 * The service graph of a window: whole minutes from the cache, the first and last in part, merged.
 *
 * Who calls it: `operations/get-service-graph.ts`. AWS: GetServiceGraph. A trace counts by its start, with whatever came later for it.
 */
import type { GraphService } from '../../../../model/service-graph.ts';
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
  const touched = (await cache.getAll(tenant, minutesOf(window))).filter(({ starts }) => {
    return starts !== undefined && starts.last >= window.from && starts.first < window.to;
  });
  // A minute that the window cuts is still whole when all its traces start inside, as those of the present minute do.
  const [whole, cut] = split(touched, ({ starts }) => {
    return starts !== undefined && starts.first >= window.from && starts.last < window.to;
  });
  const parts = await Promise.all(cut.map(({ minute }) => countMinutes(clickhouse, tenant, [minute], window)));
  const sum = cache.sums.sum(tenant, whole);
  for (const part of parts) for (const { graph } of part.values()) sum.addAll(graph);
  return sum.services();
}

/** Epoch seconds of every minute of which the window has something, in what a `DateTime` column can hold. */
function minutesOf({ from, to }: Range): number[] {
  const minutes: number[] = [];
  for (let minute = Math.floor(clamp(from) / 60) * 60; minute < clamp(to); minute += 60) minutes.push(minute);
  return minutes;
}

function split<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

function clamp(seconds: number): number {
  return Math.min(Math.max(seconds, 0), 0xffff_ffff);
}
