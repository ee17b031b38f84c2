/**
 * The console's HTTP server: the page, its files, and the calls it makes. Called by main.ts.
 *
 * It has its own port, hence its own origin: a function's HTML or a stored object, which the API port serves, can never run in it.
 * Order of every request: host name → own files and pages → calls, each with its own checks (guard.ts).
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../config.ts';
import { AwsError } from '../wire/aws-error.ts';
import { switchActiveTracing } from './active-tracing.ts';
import { type Asset, type Assets, openAssets } from './assets.ts';
import { createEventStream, type EventStream } from './events.ts';
import { isLoopback, type Refusal, refuseCall, refuseHost, refuseRead } from './guard.ts';
import { createLogin, type Login } from './login.ts';
import { decodeInput, encodeOutput, findReadOperation } from './operations.ts';
import { securityHeaders } from './security-headers.ts';

export interface ConsoleDependencies {
  readonly config: Config;
  /** Runs a public operation as the default account; throws `AwsError`. */
  call(service: string, operation: string, input: unknown): Promise<unknown>;
  /** Calls back with the ids of traces that arrived or changed; returns the way to stop. */
  onTraces(listener: (traceIds: readonly string[]) => void): () => void;
  /** What `/_radiograph/health` answers. */
  summary(): unknown;
  /** What Vite built. */
  readonly assetsDir: string;
}

export interface ListeningConsole {
  readonly port: number;
  /** To be printed: on an address wider than loopback it holds the login token. */
  readonly url: string;
  close(): Promise<void>;
}

export interface Console {
  /** Rejects with Node's error (`EADDRINUSE`) when the port is taken. */
  listen(host: string, port: number): Promise<ListeningConsole>;
}

const maxBodyBytes = 256 * 1024;

export function createConsole(dependencies: ConsoleDependencies): Console {
  return {
    async listen(host, port) {
      const assets = await openAssets(dependencies.assetsDir);
      const events = createEventStream(dependencies.onTraces);
      const site: Site = { ...dependencies, host, assets, events, token: newToken(), login: createLogin(!isLoopback(host)) };
      const server = createServer((request, response) => {
        answer(site, request, response).catch((error: unknown) => fail(response, error));
      });
      server.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n'));
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, resolve);
      });
      const bound = server.address() as AddressInfo;
      const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
      return {
        port: bound.port,
        url: `http://${shown}:${bound.port}${site.login.path}`,
        close() {
          events.close();
          const closed = new Promise<void>((resolve) => server.close(() => resolve()));
          server.closeAllConnections();
          return closed;
        },
      };
    },
  };
}

interface Site extends ConsoleDependencies {
  readonly host: string;
  readonly assets: Assets;
  readonly events: EventStream;
  /** Of this start; known to the pages that this server gave out. */
  readonly token: string;
  readonly login: Login;
}

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  response.setHeader('cache-control', 'no-store');
  const misdirected = refuseHost(request.headers, site.host);
  if (misdirected !== undefined) return refuse(response, misdirected);
  const target = request.url ?? '/';
  const pathname = target.split('?', 1)[0] ?? '/';
  return pathname.startsWith('/_console/')
    ? answerCall(site, pathname, request, response)
    : answerRead(site, pathname, request, response);
}

async function answerRead(site: Site, pathname: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(response, { status: 405, code: 'MethodNotAllowedException', message: 'Pages are read with GET.' });
  const refusal = refuseRead(request.headers);
  if (refusal !== undefined) return refuse(response, refusal);
  if (site.login.answer(pathname, request, response)) return;
  const asset = await site.assets.find(pathname);
  if (asset !== undefined) return sendAsset(asset, request, response);
  if (!(request.headers.accept ?? '').includes('text/html'))
    return refuse(response, { status: 404, code: 'ResourceNotFoundException', message: `There is no file ${pathname}.` });
  const page = site.assets.page(site.token);
  send(response, page === undefined ? 503 : 200, 'text/html; charset=utf-8', page ?? notBuilt);
}

async function answerCall(site: Site, pathname: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refusal = refuseCall(request.method, request.headers, site.token);
  if (refusal !== undefined) return refuse(response, refusal);
  const body = await readBody(request);
  if (pathname === '/_console/v1/summary') return sendJson(response, 200, JSON.stringify(site.summary() ?? null));
  if (pathname === '/_console/v1/events') return openEvents(site, response);
  if (pathname === '/_console/v1/active-tracing')
    return sendJson(response, 200, encodeOutput(await switchActiveTracing(site.call, parseBody(body))));
  const [, service, operation] = /^\/_console\/aws\/([a-z]+)\/([A-Za-z]+)$/.exec(pathname) ?? [];
  const found = service === undefined || operation === undefined ? undefined : findReadOperation(service, operation);
  if (found === undefined || service === undefined || operation === undefined)
    throw new AwsError('UnknownOperationException', `The console does not call ${pathname}.`, 404);
  const output = await site.call(service, operation, decodeInput(parseBody(body), found));
  sendJson(response, 200, encodeOutput(output));
}

function openEvents(site: Site, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  if (!site.events.add(response)) response.end('event: full\ndata: {}\n\n');
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes)
      throw new AwsError('RequestEntityTooLargeException', `A call holds at most ${maxBodyBytes} bytes.`, 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text === '' ? '{}' : text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  } catch {
    // Falls through to the one error for everything that is not a JSON object.
  }
  throw new AwsError('SerializationException', 'The body of a call is one JSON object.', 400);
}

/** Anything but an `AwsError` is a bug of ours: it is printed here and told to the page without its text. */
function fail(response: ServerResponse, error: unknown): void {
  if (error instanceof AwsError) {
    refuse(response, { status: error.statusCode, code: error.code, message: error.message });
    return;
  }
  console.error('The console failed to answer:', error);
  refuse(response, { status: 500, code: 'InternalFailure', message: 'The server failed to answer. Its output says why.' });
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  if (response.headersSent) response.destroy();
  else sendJson(response, refusal.status, JSON.stringify({ code: refusal.code, message: refusal.message }));
}

function sendJson(response: ServerResponse, status: number, body: string): void {
  send(response, status, 'application/json', body);
}

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function sendAsset(asset: Asset, request: IncomingMessage, response: ServerResponse): void {
  const zipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')) ? asset.gzipped : undefined;
  const body = zipped ?? asset.body;
  response.writeHead(200, {
    'content-type': asset.contentType,
    'content-length': body.length,
    'cache-control': asset.cacheControl,
    vary: 'accept-encoding',
    ...(zipped === undefined ? {} : { 'content-encoding': 'gzip' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

const notBuilt = `<!doctype html><html lang="en"><head><title>Radiograph</title></head><body>
<h1>The console has not been built</h1><p>Run <code>npm run build</code>, then start the server again. The AWS API works without it.</p>
</body></html>`;
