/**
 * OTLP over HTTP: `POST /v1/traces`, protobuf or JSON, plain or gzip.
 *
 * Who calls it: the listener of port 4318, the API port for the same path, and the same doors inside a function's environment.
 * Specification: opentelemetry.io/docs/specs/otlp. AWS page: "OpenTelemetry Protocol endpoints" (xray.REGION.amazonaws.com/v1/traces).
 * Logs and metrics are refused by name, so that nobody believes them kept.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, inflate as inflateDeflate } from 'node:zlib';
import { AwsError } from '../../../wire/aws-error.ts';
import { collectBody } from './collect-body.ts';
import type { Encoding } from './pipeline.ts';
import { contentTypes, exportResponse, RpcCode, statusResponse } from './response.ts';
import { MalformedRequest } from './span.ts';

/** Uncompressed. The OpenTelemetry collector's figure; AWS takes 5 MB. */
export const LARGEST_REQUEST = 20 * 1024 * 1024;

const inflaters: Readonly<Record<string, typeof gunzip>> = { gzip: gunzip, deflate: inflateDeflate };

export interface OtlpCall {
  readonly request: IncomingMessage;
  /** As it was sent, which is what a signature covers. */
  readonly sent: Uint8Array;
  /** Uncompressed. */
  readonly body: Uint8Array;
  readonly encoding: Encoding;
}

export interface OtlpDoor {
  /** Takes the spans of one request; resolves once they are safe. @throws MalformedRequest, AwsError */
  readonly take: (call: OtlpCall) => Promise<{ readonly rejected: number; readonly message: string }>;
  /** Why a request is not let in: a Host that is not ours, a page of another origin. */
  readonly refusal?:
    | ((request: IncomingMessage) => { readonly status: number; readonly message: string } | undefined)
    | undefined;
  /** Origins whose pages may send spans; `*` for all. */
  readonly corsOrigins?: ReadonlySet<string> | undefined;
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A failure that has its HTTP status; everything else is a bug of ours. */
class Refused extends Error {
  readonly status: number;
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export function otlpHttp(door: OtlpDoor): RequestListener {
  return (request, response) => {
    // Until the content type is known to be good, JSON is what a person can read.
    const encoding = encodingOf(request) ?? 'json';
    answer(door, request)
      .catch((error: unknown) => failure(error, encoding))
      .then((answered) => send(request, response, door, encoding, answered))
      .catch(() => response.destroy());
  };
}

async function answer(door: OtlpDoor, request: IncomingMessage): Promise<Answer> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const allowed = corsHeaders(door, request);
  const refusal = door.refusal?.(request);
  if (refusal !== undefined && !(refusal.status === 403 && allowed !== undefined))
    throw new Refused(refusal.status, RpcCode.permissionDenied, refusal.message);
  if (path === '/v1/logs' || path === '/v1/metrics' || path === '/v1development/profiles')
    throw new Refused(
      501,
      RpcCode.unimplemented,
      `Radiograph takes traces by OTLP; ${path} is not taken. Set the exporter to none.`,
    );
  if (path !== '/v1/traces')
    throw new Refused(404, RpcCode.unimplemented, `There is nothing at ${path}. Spans go to /v1/traces.`);
  if (request.method === 'OPTIONS' && allowed !== undefined) return { status: 204, body: Buffer.alloc(0) };
  if (request.method !== 'POST')
    throw new Refused(405, RpcCode.unimplemented, `${path} takes POST, not ${request.method}.`, { allow: 'POST' });
  const encoding = encodingOf(request);
  if (encoding === undefined)
    throw new Refused(
      415,
      RpcCode.invalidArgument,
      `The content type "${request.headers['content-type'] ?? ''}" is neither application/x-protobuf nor application/json.`,
      { accept: 'application/x-protobuf, application/json' },
    );
  const { sent, body } = await readBody(request);
  const { rejected, message } = await door.take({ request, sent, body, encoding });
  return { status: 200, body: exportResponse(encoding, rejected, message) };
}

function encodingOf(request: IncomingMessage): Encoding | undefined {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/json') return 'json';
  return type === 'application/x-protobuf' || type === 'application/protobuf' ? 'protobuf' : undefined;
}

async function readBody(request: IncomingMessage): Promise<Pick<OtlpCall, 'sent' | 'body'>> {
  const compression = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const plain = compression === 'identity' || compression === 'none' || compression === '';
  const inflater = inflaters[compression];
  if (!plain && inflater === undefined)
    throw new Refused(
      415,
      RpcCode.invalidArgument,
      `The content encoding "${compression}" is not known here: gzip, deflate or none.`,
      {
        'accept-encoding': 'gzip, deflate',
      },
    );
  const sent = await collect(request);
  if (inflater === undefined) return { sent, body: sent };
  try {
    const inflate = promisify(inflater) as (bytes: Uint8Array, options: object) => Promise<Buffer>;
    return { sent, body: await inflate(sent, { maxOutputLength: LARGEST_REQUEST }) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new MalformedRequest(`the body is not ${compression}`);
  }
}

async function collect(request: IncomingMessage): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  const body = announced > LARGEST_REQUEST ? undefined : await collectBody(request, LARGEST_REQUEST);
  if (body === undefined) throw tooLarge();
  return body;
}

function tooLarge(): Refused {
  return new Refused(
    413,
    RpcCode.resourceExhausted,
    `A request has at most ${LARGEST_REQUEST} bytes, uncompressed. Send smaller batches.`,
    {
      connection: 'close',
    },
  );
}

function failure(error: unknown, encoding: Encoding): Answer {
  const { status, code, message, headers } = described(error);
  return { status, body: statusResponse(encoding, code, message), headers };
}

function described(error: unknown): Pick<Refused, 'status' | 'code' | 'message' | 'headers'> {
  if (error instanceof Refused) return error;
  if (error instanceof MalformedRequest)
    return new Refused(400, RpcCode.invalidArgument, `The body is not an ExportTraceServiceRequest: ${error.message}.`);
  // The store cannot follow: the sender comes again.
  if (error instanceof AwsError && error.statusCode === 429)
    return new Refused(429, RpcCode.resourceExhausted, error.message, { 'retry-after': '1' });
  if (error instanceof AwsError) return new Refused(error.statusCode, RpcCode.permissionDenied, error.message);
  process.stderr.write(`OTLP: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return new Refused(500, RpcCode.internal, 'Spans could not be stored; the server log says why.');
}

function corsHeaders({ corsOrigins }: OtlpDoor, request: IncomingMessage): Readonly<Record<string, string>> | undefined {
  const { origin } = request.headers;
  if (origin === undefined || corsOrigins === undefined || !(corsOrigins.has('*') || corsOrigins.has(origin))) return undefined;
  return {
    'access-control-allow-origin': origin,
    vary: 'Origin',
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': request.headers['access-control-request-headers'] ?? 'content-type',
    'access-control-max-age': '7200',
  };
}

function send(request: IncomingMessage, response: ServerResponse, door: OtlpDoor, encoding: Encoding, answered: Answer): void {
  const headers = { ...answered.headers, ...corsHeaders(door, request) };
  // What was not read must not be taken for the next request.
  if (!request.complete) request.resume();
  if (answered.status === 204) response.writeHead(204, headers).end();
  else
    response
      .writeHead(answered.status, { 'content-type': contentTypes[encoding], 'content-length': answered.body.length, ...headers })
      .end(answered.body);
}
