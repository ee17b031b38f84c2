/**
 * Opens everything that is kept: ClickHouse (embedded, or a cluster), the write-ahead log in front of it, the control-plane store.
 *
 * Who calls it: main.ts of the server, and tests. Services get the three ports of ports.ts from what this returns.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type EndpointSource, endpointOf, HttpClickHouse } from './clickhouse.ts';
import { openControlPlane } from './control-plane.ts';
import { type Endpoint, EngineProcess } from './engine/engine-process.ts';
import { defaultDatabase } from './engine/messages.ts';
import { migrate } from './migrations.ts';
import type { ClickHouse, ControlPlane, IngestLog, LogTable } from './ports.ts';
import { BatchInsert } from './write-ahead-log/batch-insert.ts';
import { WriteAheadLog } from './write-ahead-log/write-ahead-log.ts';

export interface StoreOptions {
  /** Made when missing; absolute or relative to the working directory. */
  readonly dataDir: string;
  /** `http://user:password@host:8123/database`; without it the engine is started. */
  readonly clickhouseUrl?: string | undefined;
  /** Name of this collector among those that share a database; by default one is made up once and kept in the data directory. */
  readonly collector?: string | undefined;
  /** Takes one line at a time, for the server's log. */
  readonly log?: ((line: string) => void) | undefined;
}

export interface StoreStats {
  readonly engine: { readonly pid: number | undefined; readonly residentBytes: number; readonly restarts: number } | undefined;
  readonly collector: string;
  /** Undefined before `start`. */
  readonly log: WriteAheadLog['stats'] | undefined;
}

export interface Store {
  readonly clickhouse: ClickHouse;
  readonly ingestLog: IngestLog;
  readonly controlPlane: ControlPlane;
  /** After every table was declared: makes tables, ships what an earlier process left, opens the log. */
  start(): Promise<void>;
  stats(): StoreStats;
  /** Nothing acknowledged is lost: what ClickHouse has not taken stays in the log. */
  close(): Promise<void>;
}

/** Resolves at once; the engine starts meanwhile, and queries wait for it. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const dataDir = resolve(options.dataDir);
  const log = options.log ?? ((line: string) => console.error(line));
  mkdirSync(dataDir, { recursive: true });
  const collector = options.collector ?? ownName(dataDir);
  const controlPlane = openControlPlane(join(dataDir, 'control-plane'));
  const engine = options.clickhouseUrl === undefined ? startEngine(join(dataDir, 'clickhouse'), log) : undefined;
  const source: EndpointSource = engine ?? fixed(endpointOf(options.clickhouseUrl ?? '', defaultDatabase));
  const clickhouse = new HttpClickHouse(source);

  const tables = new Map<string, LogTable>();
  let wal: WriteAheadLog | undefined;
  const started = (): WriteAheadLog => {
    if (wal === undefined) throw new Error('The store was not started.');
    return wal;
  };

  return {
    clickhouse,
    controlPlane,
    ingestLog: {
      declare: (table) => {
        if (wal !== undefined) throw new Error(`Table ${table.name} is declared after the store was started.`);
        checkTable(table, tables);
        tables.set(table.name, table);
      },
      append: async (record) => {
        for (const name of Object.keys(record.rows)) {
          if (!tables.has(name)) throw new Error(`Table ${name} was not declared.`);
        }
        await started().append(record);
      },
      settled: async () => started().settled(),
    },
    start: async () => {
      if (options.clickhouseUrl !== undefined) await makeDatabase(endpointOf(options.clickhouseUrl, defaultDatabase));
      await migrate(clickhouse, [...tables.values()]);
      const insert = new BatchInsert(clickhouse, tables, collector, log);
      const newestSegment = await newestSegmentOf(clickhouse, tables.keys());
      wal = await WriteAheadLog.open({ directory: join(dataDir, 'write-ahead-log'), insert, newestSegment, log });
    },
    stats: () => ({
      engine: engine && { pid: engine.pid, residentBytes: engine.residentBytes, restarts: engine.restarts },
      collector,
      log: wal?.stats,
    }),
    close: async () => {
      await wal?.close();
      await clickhouse.close();
      await engine?.close();
      await controlPlane.close();
    },
  };
}

async function newestSegmentOf(clickhouse: ClickHouse, tables: Iterable<string>): Promise<number> {
  let newest = 0;
  for (const table of tables) {
    const [row] = await clickhouse.query<{ newest: string }>(`SELECT max(log_segment) AS newest FROM ${table}`);
    newest = Math.max(newest, Number(row?.newest ?? 0));
  }
  return newest;
}

function startEngine(dataDir: string, log: (line: string) => void): EngineProcess {
  mkdirSync(dataDir, { recursive: true });
  return new EngineProcess(dataDir, log);
}

function fixed(endpoint: Endpoint): EndpointSource {
  return { endpoint: async () => endpoint };
}

/** A connection names its database, so the one that makes it goes to `default`. */
async function makeDatabase(endpoint: Endpoint): Promise<void> {
  if (!/^\w+$/.test(endpoint.database)) throw new Error(`"${endpoint.database}" is no name for a database.`);
  const clickhouse = new HttpClickHouse(fixed({ ...endpoint, database: 'default' }));
  await clickhouse.command(`CREATE DATABASE IF NOT EXISTS ${endpoint.database}`);
  await clickhouse.close();
}

/** Kept, because rows in the log and in ClickHouse are matched by it after a restart. */
function ownName(dataDir: string): string {
  const file = join(dataDir, 'collector');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    const name = `collector-${randomBytes(6).toString('hex')}`;
    writeFileSync(file, `${name}\n`, { flush: true });
    return name;
  }
}

/** @throws Error for a declaration with which batches would not be whole. */
function checkTable(table: LogTable, tables: ReadonlyMap<string, LogTable>): void {
  if (!/^[a-z][a-z0-9_]*$/.test(table.name)) throw new Error(`"${table.name}" is no name for a table.`);
  if (tables.has(table.name)) throw new Error(`Table ${table.name} is declared twice.`);
  const partition = /PARTITION\s+BY\s+([\s\S]*?)(?=\b(?:ORDER|PRIMARY|SAMPLE|TTL|SETTINGS)\b|$)/i.exec(table.engine)?.[1];
  if (partition !== undefined && !partition.includes('log_segment')) {
    throw new Error(`Table ${table.name} is partitioned by ${partition.trim()}: use partitionByDay, or a batch is not one part.`);
  }
}
