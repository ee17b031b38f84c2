/**
 * `graph_minute`: graphs of minutes, kept over restarts. A cache of what the documents say: it may be dropped at any time.
 *
 * Who calls it: `minute-cache.ts`. Each server reads only what it wrote itself, since a graph is only worth something together with
 * the place up to which its writer had looked for changes: one INSERT, hence one part, carries both, so that a crash leaves an older
 * state of the table, never a mixed one. Minutes that changed and were not counted again are written as empty.
 */
import { randomUUID } from 'node:crypto';
import { ServiceGraphBuilder, type StoredNode } from '../../../../model/service-graph.ts';
import type { ClickHouse, ControlPlane } from '../../../store/ports.ts';
import { RowBinaryWriter } from '../../../store/row-binary.ts';
import { RowBinaryReader } from '../../../store/row-binary-reader.ts';
import type { Tenant } from '../../ports.ts';
import type { ChangedMinute, Progress } from './changes.ts';
import type { MinuteGraph } from './count-minutes.ts';

/** Raised whenever a graph would be counted differently, or is written in another way. */
const FORM = 1;

/** The row that holds the writer's progress: no tenant has this name. */
const PROGRESS: ChangedMinute = { tenant: { account: '', region: '' }, minute: 0 };

/** A name that this server has over restarts, and no other one. */
export function serverName(controlPlane: ControlPlane): string {
  const names = controlPlane.collection<string>('graph-minute-writer');
  const scope = { account: '', region: '' };
  const name = names.get(scope, 'name') ?? randomUUID();
  names.put(scope, 'name', name);
  return name;
}

interface StoredMinute {
  readonly starts: MinuteGraph['starts'];
  readonly nodes: readonly StoredNode[];
}

export interface SavedMinute extends ChangedMinute {
  /** Undefined: what is kept of it is no longer right. */
  readonly graph: MinuteGraph | undefined;
}

export class MinuteTable {
  readonly #clickhouse: ClickHouse;
  readonly #writer: string;
  #version = 0;

  /** @param server names this server among those that share the database, over restarts. */
  constructor(clickhouse: ClickHouse, server: string) {
    this.#clickhouse = clickhouse;
    this.#writer = `${server} ${FORM}`;
  }

  async create(): Promise<void> {
    await this.#clickhouse.command(
      `CREATE TABLE IF NOT EXISTS graph_minute (
         writer LowCardinality(String), account LowCardinality(String), region LowCardinality(String),
         minute DateTime('UTC'), version UInt64, graph String CODEC(ZSTD(1)))
       ENGINE = ReplacingMergeTree(version) ORDER BY (writer, account, region, minute)
       TTL toDateTime(intDiv(version, 1024000)) + INTERVAL 30 DAY DELETE`,
    );
  }

  /** Up to where changes had been looked for when the table was last written; undefined when it never was. */
  async progress(): Promise<Progress | undefined> {
    const [text] = (await this.#read(PROGRESS.tenant, [PROGRESS.minute])).values();
    return text === undefined || text.length === 0 ? undefined : (JSON.parse(text.toString()) as Progress);
  }

  /** @returns those that are there, by minute. */
  async load(tenant: Tenant, minutes: readonly number[]): Promise<ReadonlyMap<number, MinuteGraph>> {
    const graphs = new Map<number, MinuteGraph>();
    for (const [minute, text] of await this.#read(tenant, minutes)) {
      if (text.length === 0) continue;
      const { starts, nodes } = JSON.parse(text.toString()) as StoredMinute;
      const graph = new ServiceGraphBuilder();
      graph.addStored(nodes);
      graphs.set(minute, { minute, starts, graph });
    }
    return graphs;
  }

  async save(minutes: readonly SavedMinute[], progress: Progress): Promise<void> {
    // Higher than those of an earlier process, too: a clock that was set back would otherwise hide what is written now.
    this.#version = Math.max(this.#version + 1, Date.now() * 1024, (await this.#newestVersion()) + 1);
    const rows = new RowBinaryWriter(1 << 20);
    for (const { tenant, minute, graph } of minutes) {
      const stored: StoredMinute | undefined = graph && { starts: graph.starts, nodes: graph.graph.stored() };
      this.#write(rows, { tenant, minute }, stored === undefined ? '' : JSON.stringify(stored));
    }
    this.#write(rows, PROGRESS, JSON.stringify(progress));
    await this.#clickhouse.insertBytes('INSERT INTO graph_minute FORMAT RowBinary', [rows.take()]);
  }

  async #newestVersion(): Promise<number> {
    if (this.#version > 0) return this.#version;
    const [newest] = await this.#clickhouse.query<{ version: number }>(
      `SELECT toFloat64(max(version)) AS version FROM graph_minute WHERE writer = {writer:String}`,
      { writer: this.#writer },
    );
    return newest?.version ?? 0;
  }

  #write(rows: RowBinaryWriter, { tenant, minute }: ChangedMinute, text: string): void {
    rows.string(this.#writer).string(tenant.account).string(tenant.region).uint32(minute).uint64(this.#version).string(text);
  }

  async #read({ account, region }: Tenant, minutes: readonly number[]): Promise<ReadonlyMap<number, Buffer>> {
    if (minutes.length === 0) return new Map();
    const bytes = await this.#clickhouse.queryBytes(
      `SELECT toUnixTimestamp(minute) AS at, argMax(graph, version) FROM graph_minute
       WHERE writer = {writer:String} AND account = {account:String} AND region = {region:String}
         AND minute IN (SELECT toDateTime(arrayJoin({minutes:Array(UInt32)}), 'UTC'))
       GROUP BY at`,
      { writer: this.#writer, account, region, minutes },
    );
    const rows = new RowBinaryReader(bytes);
    const texts = new Map<number, Buffer>();
    while (!rows.done) texts.set(rows.uint32(), rows.bytes());
    return texts;
  }
}
