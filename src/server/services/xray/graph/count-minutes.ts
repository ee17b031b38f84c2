/**
 * The graphs of whole minutes, or of a part of one: of all traces that start there, whole, wherever their other parts lie.
 *
 * Who calls it: `minute-cache.ts` for whole minutes, `window-graph.ts` for the first and last minute of a window. Traces are counted
 * from the columns beside their documents; the few that columns cannot tell are assembled by the model. See docs/adr/0010.
 */
import { ServiceGraphBuilder } from '../../../../model/service-graph.ts';
import type { ClickHouse } from '../../../store/ports.ts';
import { RowBinaryReader } from '../../../store/row-binary-reader.ts';
import { TextTable } from '../../../store/text-table.ts';
import type { Tenant } from '../../ports.ts';
import { awsTraceId, loadTraces } from '../query/load-traces.ts';
import { countTrace, plainTrace } from './count-trace.ts';
import { type DescribedDocument, DescribedReader, describedColumns } from './described-documents.ts';
import { type MinuteSlice, sliceMinutes } from './minute-slices.ts';
import { MINUTE_SECONDS, PART_SECONDS } from './spans.ts';

export interface MinuteGraph {
  /** Epoch seconds, the start of a minute, of a block or of a part of a minute. */
  readonly minute: number;
  /** Epoch seconds of the first and the last start of its traces; undefined when none starts in it. */
  starts: { readonly first: number; readonly last: number } | undefined;
  readonly graph: ServiceGraphBuilder;
}

/** From inclusive, to exclusive, epoch seconds. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Documents counted in one go; then others get the thread. */
const DOCUMENTS_AT_ONCE = 2000;
/** Traces assembled by the model at a time: one query. */
const TRACES_AT_ONCE = 250;

const EVER: Range = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/**
 * @param minutes epoch seconds, whole minutes.
 * @param range counts only traces that start in it.
 * @returns one graph for each minute.
 */
export async function countMinutes(
  clickhouse: ClickHouse,
  tenant: Tenant,
  minutes: readonly number[],
  range: Range = EVER,
): Promise<ReadonlyMap<number, MinuteGraph>> {
  const counted = emptyGraphs(minutes);
  await count(clickhouse, tenant, minutes, new Counting(counted, MINUTE_SECONDS, range), range);
  return counted;
}

/**
 * @param minute epoch seconds, a whole minute.
 * @param parts starts of parts of it.
 * @returns one graph for each part.
 */
export async function countParts(
  clickhouse: ClickHouse,
  tenant: Tenant,
  minute: number,
  parts: readonly number[],
): Promise<ReadonlyMap<number, MinuteGraph>> {
  const counted = emptyGraphs(parts);
  const range = { from: Math.min(...parts), to: Math.max(...parts) + PART_SECONDS };
  if (parts.length > 0) await count(clickhouse, tenant, [minute], new Counting(counted, PART_SECONDS, range), range);
  return counted;
}

function emptyGraphs(starts: readonly number[]): Map<number, MinuteGraph> {
  return new Map(starts.map((minute) => [minute, { minute, starts: undefined, graph: new ServiceGraphBuilder() }]));
}

async function count(
  clickhouse: ClickHouse,
  tenant: Tenant,
  minutes: readonly number[],
  counting: Counting,
  range: Range,
): Promise<void> {
  const reader = { described: new DescribedReader(), texts: new TextTable() };
  const slices = await sliceMinutes(clickhouse, tenant, minutes, range);
  let reading = readSlice(clickhouse, slices[0]);
  for (const [index, slice] of slices.entries()) {
    const bytes = await reading;
    // The database reads the next slice while this one is counted.
    reading = readSlice(clickhouse, slices[index + 1]);
    reading.catch(() => undefined);
    await countSlice(clickhouse, tenant, bytes, counting.only(slice.minutes), reader);
  }
}

/** Traces that start in some spans of time and in a range, on their way into the graphs of these. */
class Counting {
  readonly #graphs: ReadonlyMap<number, MinuteGraph>;
  readonly #seconds: number;
  readonly #range: Range;

  /** @param seconds length of the spans. */
  constructor(graphs: ReadonlyMap<number, MinuteGraph>, seconds: number, range: Range) {
    this.#graphs = graphs;
    this.#seconds = seconds;
    this.#range = range;
  }

  only(minutes: readonly number[]): Counting {
    const own = [...this.#graphs].filter(([start]) => minutes.includes(Math.floor(start / MINUTE_SECONDS) * MINUTE_SECONDS));
    return new Counting(new Map(own), this.#seconds, this.#range);
  }

  /** @returns false when `add` could not tell. */
  add(startTime: number, add: (graph: ServiceGraphBuilder) => boolean): boolean {
    const span = this.#graphs.get(Math.floor(startTime / this.#seconds) * this.#seconds);
    if (span === undefined || startTime < this.#range.from || startTime >= this.#range.to) return true;
    if (!add(span.graph)) return false;
    const { first, last } = span.starts ?? { first: startTime, last: startTime };
    span.starts = { first: Math.min(first, startTime), last: Math.max(last, startTime) };
    return true;
  }
}

/** A trace's rows stand together. */
async function readSlice(clickhouse: ClickHouse, slice: MinuteSlice | undefined): Promise<Buffer> {
  if (slice === undefined) return Buffer.alloc(0);
  return clickhouse.queryBytes(
    `SELECT ${describedColumns} FROM document
     WHERE account = {account:String} AND region = {region:String} AND trace_id IN (${slice.traceIdsSql})
     ORDER BY account, region, trace_id`,
    slice.params,
  );
}

async function countSlice(
  clickhouse: ClickHouse,
  tenant: Tenant,
  bytes: Buffer,
  counting: Counting,
  { described, texts }: { readonly described: DescribedReader; readonly texts: TextTable },
): Promise<void> {
  const rows = new RowBinaryReader(bytes, texts);
  const unclear: string[] = [];
  let traceId = '';
  let documents: DescribedDocument[] = [];
  const countDocuments = (): void => {
    if (documents.length > 0 && !countPlain(counting, documents)) unclear.push(traceId);
  };
  for (let read = 1; !rows.done; read++) {
    const row = described.read(rows);
    if (row.traceId !== traceId) {
      countDocuments();
      ({ traceId } = row);
      documents = [];
    }
    documents.push(row.document);
    if (read % DOCUMENTS_AT_ONCE === 0) await new Promise(setImmediate);
  }
  countDocuments();
  await countUnclear(clickhouse, tenant, unclear, counting);
}

/** @returns false where only the model knows. */
function countPlain(counting: Counting, documents: readonly DescribedDocument[]): boolean {
  const trace = plainTrace(documents);
  return trace !== undefined && counting.add(trace.startTime, (graph) => countTrace(graph, trace));
}

async function countUnclear(
  clickhouse: ClickHouse,
  tenant: Tenant,
  traceIds: readonly string[],
  counting: Counting,
): Promise<void> {
  for (let from = 0; from < traceIds.length; from += TRACES_AT_ONCE) {
    const ids = traceIds.slice(from, from + TRACES_AT_ONCE).map((id) => awsTraceId(Buffer.from(id, 'latin1').toString('hex')));
    for (const trace of await loadTraces(clickhouse, tenant, ids)) {
      counting.add(trace.startTime, (graph) => {
        graph.addTrace(trace);
        return true;
      });
    }
  }
}
