/**
 * `graph_span`: graphs of minutes and of blocks of ten, kept over restarts. A cache of what the documents say: it may be dropped at
 * any time.
 *
 * Who calls it: `minute-cache.ts`. Each server reads only what it wrote itself, since a graph is only worth something together with
 * the place up to which its writer had looked for changes: one INSERT, hence one part, carries both, so that a crash leaves an older
 * state of the table, never a mixed one. Spans that changed and were not counted again are written as empty.
 */
import { randomUUID } from 'node:crypto';
import type { ClickHouse, ControlPlane } from '../../../store/ports.ts';
import { RowBinaryWriter } from '../../../store/row-binary.ts';
import { RowBinaryReader } from '../../../store/row-binary-reader.ts';
import { TextTable } from '../../../store/text-table.ts';
import type { Tenant } from '../../ports.ts';
import type { Progress } from './changes.ts';
import type { MinuteGraph } from './count-minutes.ts';
import { BLOCK_SECONDS, type Span } from './spans.ts';
import { readGraph, writeGraph } from './stored-graph.ts';

/** Raised whenever a graph would be counted differently, or is written in another way. */
const FORM = 2;

/** The row that holds the writer's progress: no tenant has this name. */
const PROGRESS: Span = { tenant: { account: '', region: '' }, seconds: 0, start: 0 };
/** Accounts and regions of which blocks or minutes are read at a start. */
const MOST_PRELOADED = 8;

/** A name that this server has over restarts, and no other one. */
export function serverName(controlPlane: ControlPlane): string {
  const names = controlPlane.collection<string>('graph-minute-writer');
  const scope = { account: '', region: '' };
  const name = names.get(scope, 'name') ?? randomUUID();
  names.put(scope, 'name', name);
  return name;
}

export interface SavedSpan extends Span {
  /** Undefined: what is kept of it is no longer right. */
  readonly graph: MinuteGraph | undefined;
}

export class SpanTable {
  readonly #clickhouse: ClickHouse;
  readonly #writer: string;
  readonly #texts = new TextTable();
  #version = 0;

  /** @param server names this server among those that share the database, over restarts. */
  constructor(clickhouse: ClickHouse, server: string) {
    this.#clickhouse = clickhouse;
    this.#writer = `${server} ${FORM}`;
  }

  async create(): Promise<void> {
    await this.#clickhouse.command(
      `CREATE TABLE IF NOT EXISTS graph_span (
         writer LowCardinality(String), account LowCardinality(String), region LowCardinality(String), seconds UInt16,
         start DateTime('UTC'), version UInt64, graph String CODEC(ZSTD(1)))
       ENGINE = ReplacingMergeTree(version) ORDER BY (writer, account, region, seconds, start)
       TTL toDateTime(intDiv(version, 1024000)) + INTERVAL 30 DAY DELETE
       SETTINGS index_granularity = 64`,
    );
  }

  /** Up to where changes had been looked for when the table was last written; undefined when it never was. */
  async progress(): Promise<Progress | undefined> {
    const [text] = (await this.#read(PROGRESS.tenant, PROGRESS.seconds, [PROGRESS.start])).values();
    return text === undefined || text.length === 0 ? undefined : (JSON.parse(text.toString()) as Progress);
  }

  /** @returns what is there of the newest hour: its blocks, and the minutes of the last two, which a window may cut. */
  async newest(): Promise<readonly { readonly tenant: Tenant; readonly seconds: number; readonly starts: readonly number[] }[]> {
    const found = await this.#clickhouse.query<{ account: string; region: string; seconds: number; starts: number[] }>(
      `WITH (SELECT max(start) FROM graph_span WHERE writer = {writer:String}) AS newest
       SELECT account, region, seconds, groupArray(at) AS starts FROM (
         SELECT account, region, seconds, toUnixTimestamp(start) AS at FROM graph_span
         WHERE writer = {writer:String} AND account != '' AND start > newest - if(seconds = ${BLOCK_SECONDS}, 4200, 1200)
         GROUP BY account, region, seconds, at HAVING argMax(length(graph), version) > 0)
       GROUP BY account, region, seconds ORDER BY length(starts) DESC LIMIT ${MOST_PRELOADED}`,
      { writer: this.#writer },
    );
    return found.map(({ account, region, seconds, starts }) => ({ tenant: { account, region }, seconds, starts }));
  }

  /**
   * @param starts epoch seconds.
   * @returns those that are there, by start.
   */
  async load(tenant: Tenant, seconds: number, starts: readonly number[]): Promise<ReadonlyMap<number, MinuteGraph>> {
    const graphs = new Map<number, MinuteGraph>();
    for (const [minute, bytes] of await this.#read(tenant, seconds, starts)) {
      if (bytes.length === 0) continue;
      const row = new RowBinaryReader(bytes, this.#texts);
      graphs.set(minute, { minute, starts: { first: row.float64(), last: row.float64() }, graph: readGraph(row) });
    }
    return graphs;
  }

  async save(spans: readonly SavedSpan[], progress: Progress): Promise<void> {
    // Higher than those of an earlier process, too: a clock that was set back would otherwise hide what is written now.
    this.#version = Math.max(this.#version + 1, Date.now() * 1024, (await this.#newestVersion()) + 1);
    const rows = new RowBinaryWriter(1 << 20);
    const one = new RowBinaryWriter(1 << 16);
    for (const { graph, ...span } of spans) {
      if (graph?.starts !== undefined) {
        one.float64(graph.starts.first).float64(graph.starts.last);
        writeGraph(one, graph.graph);
      }
      this.#write(rows, span, one.take());
    }
    this.#write(rows, PROGRESS, Buffer.from(JSON.stringify(progress)));
    await this.#clickhouse.insertBytes('INSERT INTO graph_span FORMAT RowBinary', [rows.take()]);
  }

  async #newestVersion(): Promise<number> {
    if (this.#version > 0) return this.#version;
    const [newest] = await this.#clickhouse.query<{ version: number }>(
      `SELECT toFloat64(max(version)) AS version FROM graph_span WHERE writer = {writer:String}`,
      { writer: this.#writer },
    );
    return newest?.version ?? 0;
  }

  #write(rows: RowBinaryWriter, { tenant, seconds, start }: Span, bytes: Uint8Array): void {
    rows.string(this.#writer).string(tenant.account).string(tenant.region).uint16(seconds).uint32(start);
    rows.uint64(this.#version).bytes(bytes);
  }

  async #read({ account, region }: Tenant, seconds: number, starts: readonly number[]): Promise<ReadonlyMap<number, Buffer>> {
    if (starts.length === 0) return new Map();
    const bytes = await this.#clickhouse.queryBytes(
      `SELECT toUnixTimestamp(start) AS at, argMax(graph, version) FROM graph_span
       WHERE writer = {writer:String} AND account = {account:String} AND region = {region:String} AND seconds = {seconds:UInt16}
         AND start IN (SELECT toDateTime(arrayJoin({starts:Array(UInt32)}), 'UTC'))
       GROUP BY at`,
      { writer: this.#writer, account, region, seconds, starts },
    );
    const rows = new RowBinaryReader(bytes);
    const graphs = new Map<number, Buffer>();
    while (!rows.done) graphs.set(rows.uint32(), rows.bytes());
    return graphs;
  }
}
