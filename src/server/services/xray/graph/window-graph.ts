/**
 * The service graph of a window: whole minutes from the cache, the first and last in part, merged.
 *
 * Who calls it: `operations/get-service-graph.ts`. AWS: GetServiceGraph. A trace counts by its start, with whatever came later for it.
 */
import { type GraphService, ServiceGraphBuilder } from '../../../../model/service-graph.ts';
import type { ClickHouse } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import { countMinutes, type MinuteGraph, type Range } from './count-minutes.ts';
import type { MinuteCache } from './minute-cache.ts';
import { blockOf, minutesOfBlock } from './spans.ts';

export async function windowGraph(
  clickhouse: ClickHouse,
  cache: MinuteCache,
  tenant: Tenant,
  window: Range,
): Promise<readonly GraphService[]> {
  await cache.refresh();
  const [blocks, loose] = blocksOf(minutesOf(window));
  const [counted, alone] = await Promise.all([cache.getBlocks(tenant, blocks), cache.getAll(tenant, loose)]);
  const [wholeBlocks, cutBlocks] = split(counted.filter(touches(window)), lies(window));
  const ofCut = await cache.getAll(
    tenant,
    cutBlocks.flatMap(({ minute }) => minutesOfBlock(minute)),
  );
  // A minute that the window cuts is still whole when all its traces start inside, as those of the present minute do.
  const [whole, cut] = split([...alone, ...ofCut].filter(touches(window)), lies(window));
  const parts = await Promise.all(cut.map(({ minute }) => countMinutes(clickhouse, tenant, [minute], window)));
  const sum = new ServiceGraphBuilder();
  for (const { graph } of [...wholeBlocks, ...whole, ...parts.flatMap((part) => [...part.values()])]) sum.addAll(graph);
  return sum.services(tenant.account);
}

function touches({ from, to }: Range): (span: MinuteGraph) => boolean {
  return ({ starts }) => starts !== undefined && starts.last >= from && starts.first < to;
}

function lies({ from, to }: Range): (span: MinuteGraph) => boolean {
  return ({ starts }) => starts !== undefined && starts.first >= from && starts.last < to;
}

/** The blocks of which all minutes are there, and the minutes of others. */
function blocksOf(minutes: readonly number[]): [number[], number[]] {
  const blocks = new Map<number, number[]>();
  for (const minute of minutes) {
    const own = blocks.get(blockOf(minute));
    if (own === undefined) blocks.set(blockOf(minute), [minute]);
    else own.push(minute);
  }
  const [full, rest] = split([...blocks], ([block, own]) => own.length === minutesOfBlock(block).length);
  return [full.map(([block]) => block), rest.flatMap(([, own]) => own)];
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
