/**
 * The `ClickHouse` port, over HTTP, whether the engine is ours or a cluster (`--clickhouse-url`).
 *
 * Who calls it: services' stores for queries, the write-ahead log for inserts. While the embedded engine starts again, calls wait;
 * a SELECT that was cut off is asked once more. https://clickhouse.com/docs/integrations/javascript
 */
import { Readable } from 'node:stream';
import { type ClickHouseClient, ClickHouseError, type ClickHouseSettings, createClient } from '@clickhouse/client';
import type { Endpoint } from './engine/engine-process.ts';
import type { ClickHouse, QueryParams } from './ports.ts';
import { rowsFileHeader, withRowsFile } from './rows-file.ts';

/** Something that knows where ClickHouse is, now. */
export interface EndpointSource {
  endpoint(): Promise<Endpoint>;
}

const defaultTimeoutMs = 30_000;
/** Beyond the server's own limit, so that its error, which says more, comes first. */
const graceMs = 5_000;
const insertTimeoutMs = 600_000;

/** Times are UTC everywhere, whatever zone a cluster lives in. */
const everySetting: ClickHouseSettings = { session_timezone: 'UTC' };

/** The port promises 64-bit integers as strings. */
const querySettings: ClickHouseSettings = { ...everySetting, output_format_json_quote_64bit_integers: 1 };

/** One request is one part: no asynchronous inserts, no deduplication by content, blocks larger than any segment of the log. */
const insertSettings: ClickHouseSettings = {
  ...everySetting,
  async_insert: 0,
  insert_deduplicate: 0,
  max_insert_threads: '1',
  max_insert_block_size: '1000000000',
  min_insert_block_size_rows: '1000000000',
  min_insert_block_size_bytes: '4000000000',
};

/** Thousands of small records would otherwise be thousands of small writes. */
const chunkBytes = 1024 * 1024;

function* chunks(pieces: readonly Uint8Array[]): Generator<Uint8Array> {
  let group: Uint8Array[] = [];
  let size = 0;
  for (const piece of pieces) {
    group.push(piece);
    size += piece.length;
    if (size < chunkBytes) continue;
    yield group.length === 1 ? piece : Buffer.concat(group, size);
    group = [];
    size = 0;
  }
  if (group.length > 0) yield Buffer.concat(group, size);
}

export interface InsertOptions {
  readonly params?: QueryParams;
  /** ClickHouse refuses a second statement of the same id while the first one runs. */
  readonly queryId?: string;
}

export class HttpClickHouse implements ClickHouse {
  readonly #source: EndpointSource;
  #client: ClickHouseClient | undefined;
  #url = '';
  #rowsDirectory: string | undefined;

  constructor(source: EndpointSource) {
    this.#source = source;
  }

  async query<Row>(
    sql: string,
    params: QueryParams = {},
    options: { readonly signal?: AbortSignal; readonly timeoutMs?: number } = {},
  ): Promise<Row[]> {
    const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
    return this.#again(async (client) => {
      const deadline = AbortSignal.timeout(timeoutMs + graceMs);
      const result = await client.query({
        query: sql,
        query_params: { ...params },
        format: 'JSONEachRow',
        abort_signal: options.signal === undefined ? deadline : AbortSignal.any([options.signal, deadline]),
        clickhouse_settings: { ...querySettings, max_execution_time: Math.max(1, Math.ceil(timeoutMs / 1000)) },
      });
      return result.json<Row>();
    });
  }

  async queryBytes(
    sql: string,
    params: QueryParams = {},
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Buffer> {
    return this.#again(async (client) => {
      const { stream } = await client.exec({
        ...(options.signal !== undefined && { abort_signal: options.signal }),
        query: `${sql} FORMAT RowBinary`,
        query_params: { ...params },
        clickhouse_settings: { ...everySetting, max_execution_time: defaultTimeoutMs / 1000 },
      });
      const pieces: Buffer[] = [];
      for await (const piece of stream) pieces.push(piece as Buffer);
      return Buffer.concat(pieces);
    });
  }

  async command(sql: string, params: QueryParams = {}): Promise<void> {
    const client = await this.#connected();
    await client.command({ query: sql, query_params: { ...params }, clickhouse_settings: everySetting });
  }

  async insertBytes(sql: string, bytes: readonly Uint8Array[], options: InsertOptions = {}): Promise<void> {
    const client = await this.#connected();
    if (this.#rowsDirectory === undefined) {
      const values = Readable.from(chunks(bytes), { objectMode: false, highWaterMark: chunkBytes });
      return insert(client, sql, values, {}, options);
    }
    await withRowsFile(this.#rowsDirectory, bytes, (name) => insert(client, sql, noRows(), { [rowsFileHeader]: name }, options));
  }

  async close(): Promise<void> {
    await this.#client?.close();
  }

  /** A SELECT changes nothing, so one that was cut off may be asked again, once. */
  async #again<Result>(ask: (client: ClickHouseClient) => Promise<Result>): Promise<Result> {
    try {
      return await ask(await this.#connected());
    } catch (error) {
      if (!isConnectionError(error)) throw error;
      // The parent learns of the engine's end a moment after the socket does.
      await new Promise((resolve) => setTimeout(resolve, 50));
      return ask(await this.#connected());
    }
  }

  /** A client for where ClickHouse is now; a restarted engine has another port. */
  async #connected(): Promise<ClickHouseClient> {
    const endpoint = await this.#source.endpoint();
    if (this.#client === undefined || endpoint.url !== this.#url) {
      this.#client?.close().catch(() => {});
      this.#url = endpoint.url;
      this.#rowsDirectory = endpoint.rowsDirectory;
      this.#client = createClient({
        url: endpoint.url,
        username: endpoint.username,
        password: endpoint.password,
        database: endpoint.database,
        application: 'radiograph',
        request_timeout: insertTimeoutMs,
        max_open_connections: 64,
        keep_alive: { enabled: true, idle_socket_ttl: 2_000 },
        compression: { request: false, response: false },
        log: { level: 127 },
      });
    }
    return this.#client;
  }
}

async function insert(
  client: ClickHouseClient,
  sql: string,
  values: Readable,
  headers: Record<string, string>,
  options: InsertOptions,
): Promise<void> {
  const { stream } = await client.exec({
    query: sql,
    values,
    query_params: { ...options.params },
    ...(options.queryId === undefined ? {} : { query_id: options.queryId }),
    http_headers: headers,
    clickhouse_settings: { ...insertSettings, wait_end_of_query: 1 },
  });
  for await (const _ of stream) {
    // An INSERT answers with nothing; the connection is free again once that has been read.
  }
}

/** A body of nothing keeps the statement in the URL, where it stands for every INSERT. */
function noRows(): Readable {
  return Readable.from([], { objectMode: false });
}

/** Did the answer get lost, rather than ClickHouse refuse? Then nobody knows whether the statement was carried out. */
export function isConnectionError(error: unknown): boolean {
  if (error instanceof ClickHouseError || !(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|UND_ERR_SOCKET)/.test(code) ||
    /socket hang up|other side closed/i.test(error.message)
  );
}

/** `http://user:password@host:8123/database`; the database is made when it is missing. */
export function endpointOf(clickhouseUrl: string, fallbackDatabase: string): Endpoint {
  const url = new URL(clickhouseUrl);
  return {
    url: url.origin,
    username: decodeURIComponent(url.username) || 'default',
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)) || fallbackDatabase,
  };
}
