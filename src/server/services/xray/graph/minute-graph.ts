/**
 * The graph of one minute, or of a part of it: of all traces that start there, whole, wherever their other parts lie.
 *
 * Who calls it: `minute-cache.ts` for whole minutes, `window-graph.ts` for the first and last minute of a window.
 * The graph itself is the model's; a minute is only a set of traces.
 */
import { ServiceGraphBuilder } from '../../../../model/service-graph.ts';
import { assembleTrace } from '../../../../model/trace.ts';
import type { ClickHouse } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import { readMinuteDocuments } from './minute-documents.ts';

export interface MinuteGraph {
  /** Epoch seconds of the first and the last start of its traces; undefined when none starts in it. */
  readonly starts: { readonly first: number; readonly last: number } | undefined;
  readonly graph: ServiceGraphBuilder;
}

/** From inclusive, to exclusive, epoch seconds. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Traces put together in one go; then others get the thread. */
const TRACES_AT_ONCE = 500;

/** @param minute epoch seconds, a whole minute. @param range a part of it; the whole when left out. */
export async function readMinuteGraph(
  clickhouse: ClickHouse,
  tenant: Tenant,
  minute: number,
  range: Range = { from: minute, to: minute + 60 },
): Promise<MinuteGraph> {
  const graph = new ServiceGraphBuilder();
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let assembled = 0;
  for (const [traceId, documents] of await readMinuteDocuments(clickhouse, tenant, minute)) {
    if (++assembled % TRACES_AT_ONCE === 0) await new Promise(setImmediate);
    const trace = assembleTrace(traceId, documents, tenant.account);
    if (trace.startTime < range.from || trace.startTime >= range.to) continue;
    first = Math.min(first, trace.startTime);
    last = Math.max(last, trace.startTime);
    graph.addTrace(trace);
  }
  return { starts: first > last ? undefined : { first, last }, graph };
}
