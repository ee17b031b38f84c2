/**
 * ClickHouse's HTTP interface in front of the embedded engine: as much of it as `@clickhouse/client` uses.
 *
 * Who calls it: main.ts of this folder starts it on loopback; clickhouse.ts is its only client.
 * Interface: https://clickhouse.com/docs/interfaces/http (query, settings and `param_…` in the query string, data in the body,
 * errors as text with `X-ClickHouse-Exception-Code`).
 */
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { rowsFileHeader, rowsFilePath } from '../rows-file.ts';
import { type ConnectionPool, EngineRefusal } from './connection-pool.ts';
import { insertFromFile } from './insert-statement.ts';

export interface HttpProtocolOptions {
  readonly password: string;
  /** INSERT and DDL: one connection. */
  readonly writer: ConnectionPool;
  /** SELECT and the like. */
  readonly reader: ConnectionPool;
  /** Directory for request bodies on their way in. */
  readonly spoolDir: string;
}

/** What stands in the query string beside settings. */
const notSettings = new Set(
  [
    'query',
    'database',
    'default_format',
    'query_id',
    'session_id',
    'session_timeout',
    'session_check',
    'role',
    'user',
    'password',
  ]
    .concat(['wait_end_of_query', 'buffer_size', 'compress', 'decompress', 'enable_http_compression', 'replace_running_query'])
    .concat(['send_progress_in_http_headers', 'http_headers_progress_interval_ms', 'insert_deduplication_token']),
);
const defaultTimeoutSeconds = 30;
const writeQueueTimeoutMs = 600_000;

export function createHttpProtocol(options: HttpProtocolOptions): Server {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://engine');
    if (url.pathname === '/ping') {
      response.end('Ok.\n');
      return;
    }
    answer(options, url.searchParams, request, response).catch((error: unknown) => fail(response, error));
  });
  // Clients keep connections open between queries; closing them first would race with their next request.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  return server;
}

async function answer(
  options: HttpProtocolOptions,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!authentic(request, options.password)) {
    request.resume();
    throw new EngineRefusal(516, 'AUTHENTICATION_FAILED', 'default: Authentication failed: password is incorrect.');
  }
  const gone = new AbortController();
  response.on('close', () => gone.abort());

  const parameters = new Map<string, string>();
  const settings = new Map<string, string>();
  for (const [name, value] of query) {
    if (name.startsWith('param_')) parameters.set(identifier(name.slice('param_'.length)), value);
    else if (!notSettings.has(name)) settings.set(identifier(name), value);
  }
  const format = request.headers['x-clickhouse-format'] ?? query.get('default_format') ?? 'TabSeparated';
  const seconds = Number(settings.get('max_execution_time')) || defaultTimeoutSeconds;
  const common = { format: String(format), parameters, settings, signal: gone.signal };

  const urlSql = query.get('query') ?? '';
  let bytes: Uint8Array;
  if (/^\s*INSERT\s/i.test(urlSql)) {
    bytes = await insert(options, urlSql, request, (sql) =>
      options.writer.run({ ...common, sql, queueTimeoutMs: writeQueueTimeoutMs }),
    );
  } else {
    const body = await text(request);
    const sql = urlSql === '' ? body : `${urlSql}\n${body}`;
    if (reads(sql)) {
      if (!settings.has('max_execution_time')) settings.set('max_execution_time', String(seconds));
      bytes = await options.reader.run({ ...common, sql, queueTimeoutMs: seconds * 1000 });
    } else {
      bytes = await options.writer.run({ ...common, sql, queueTimeoutMs: writeQueueTimeoutMs });
    }
  }
  response.writeHead(200, {
    'content-type': 'text/plain; charset=UTF-8',
    'content-length': bytes.length,
    'x-clickhouse-query-id': query.get('query_id') ?? randomUUID(),
    'x-clickhouse-timezone': 'UTC',
  });
  response.end(bytes);
}

/** Rows that were not left in a file are written to one first. It is not synced: the write-ahead log still has them. */
async function insert(
  options: HttpProtocolOptions,
  sql: string,
  body: IncomingMessage,
  run: (sql: string) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const left = rowsFilePath(options.spoolDir, String(body.headers[rowsFileHeader] ?? ''));
  if (left !== undefined) {
    body.resume();
    return run(insertFromFile(sql, left) ?? sql);
  }
  const file = join(options.spoolDir, `${randomUUID()}.rows`);
  const fromFile = insertFromFile(sql, file);
  if (fromFile === undefined) return run(`${sql}\n${await text(body)}`);
  try {
    await pipeline(body, createWriteStream(file));
    return await run(fromFile);
  } finally {
    await rm(file, { force: true });
  }
}

function reads(sql: string): boolean {
  const start = sql.replace(/^(?:\s+|--[^\n]*\n|\/\*[\s\S]*?\*\/)+/, '');
  return /^(?:\(|SELECT|WITH|SHOW|DESC|DESCRIBE|EXPLAIN|EXISTS)\b/i.test(start) || start.startsWith('(');
}

function identifier(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new EngineRefusal(62, 'SYNTAX_ERROR', `"${name}" is not a name.`);
  return name;
}

/** Basic authorization or `X-ClickHouse-Key`; compared in constant time. */
function authentic(request: IncomingMessage, password: string): boolean {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const given =
    basic === undefined
      ? String(request.headers['x-clickhouse-key'] ?? '')
      : Buffer.from(basic, 'base64')
          .toString('utf8')
          .replace(/^[^:]*:/, '');
  const hash = (value: string): Buffer => createHash('sha256').update(value).digest();
  return timingSafeEqual(hash(given), hash(password));
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString('utf8');
}

function fail(response: ServerResponse, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const code = /^Code: (\d+)/.exec(message)?.[1];
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  response.writeHead(statusOf(code), {
    'content-type': 'text/plain; charset=UTF-8',
    'x-clickhouse-exception-code': code ?? '1000',
  });
  response.end(code === undefined ? `Code: 1000. DB::Exception: ${message} (POCO_EXCEPTION)` : message);
}

/** https://github.com/ClickHouse/ClickHouse/blob/master/src/Server/HTTP/exceptionCodeToHTTPStatus.cpp, the ones that matter here. */
function statusOf(code: string | undefined): number {
  switch (code) {
    case '516':
      return 403;
    case '60':
    case '81':
      return 404;
    case '62':
    case '47':
    case '456':
    case '115':
      return 400;
    case '202':
      return 503;
    default:
      return 500;
  }
}
