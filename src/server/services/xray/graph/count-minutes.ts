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

export interface MinuteGraph {
  /** Epoch seconds, a whole minute. */
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
  const counted = new Map<number, MinuteGraph>(
    minutes.map((minute) => [minute, { minute, starts: undefined, graph: new ServiceGraphBuilder() }]),
  );
  const reader = { described: new DescribedReader(), texts: new TextTable() };
  const slices = await sliceMinutes(clickhouse, tenant, minutes);
  let reading = readSlice(clickhouse, slices[0]);
  for (const [index, slice] of slices.entries()) {
    const bytes = await reading;
    // The database reads the next slice while this one is counted.
    reading = readSlice(clickhouse, slices[index + 1]);
    reading.catch(() => undefined);
    const own = new Map([...counted].filter(([minute]) => slice.minutes.includes(minute)));
    await countSlice(clickhouse, tenant, bytes, new Counting(own, range), reader);
  }
  return counted;
}

/** Traces that start in some minutes and in a range, on their way into the graphs of their minutes. */
class Counting {
  readonly #minutes: ReadonlyMap<number, MinuteGraph>;
  readonly #range: Range;

  constructor(minutes: ReadonlyMap<number, MinuteGraph>, range: Range) {
    this.#minutes = minutes;
    this.#range = range;
  }

  /** @returns false when `add` could not tell. */
  add(startTime: number, add: (graph: ServiceGraphBuilder) => boolean): boolean {
    const minute = this.#minutes.get(Math.floor(startTime / 60) * 60);
    if (minute === undefined || startTime < this.#range.from || startTime >= this.#range.to) return true;
    if (!add(minute.graph)) return false;
    const { first, last } = minute.starts ?? { first: startTime, last: startTime };
    minute.starts = { first: Math.min(first, startTime), last: Math.max(last, startTime) };
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
