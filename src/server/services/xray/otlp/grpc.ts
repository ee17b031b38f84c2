/**
 * OTLP over gRPC: the unary call TraceService/Export, over HTTP/2 without TLS, plain or gzip. Node speaks HTTP/2; what gRPC adds to it
 * is a five-byte frame and two trailers.
 *
 * Who calls it: the listener of port 4317, and the same door inside a function's environment. Specification: opentelemetry.io/docs/specs/otlp ("OTLP/gRPC"), and gRPC's PROTOCOL-HTTP2.md.
 * Logs and metrics are refused by name, so that nobody believes them kept.
 */
import {
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AwsError } from '../../../wire/aws-error.ts';
import { collectBody } from './collect-body.ts';
import { LARGEST_REQUEST, type OtlpCall } from './http.ts';
import { exportResponse, RpcCode } from './response.ts';
import { MalformedRequest } from './span.ts';

const EXPORT = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';
const FRAME_HEADER = 5;

/** What `OtlpDoor.take` needs of a call that came this way. */
export type TakeSpans = (
  call: Pick<OtlpCall, 'body' | 'encoding'>,
) => Promise<{ readonly rejected: number; readonly message: string }>;

/** A call that failed: its status and what to say. */
class Failed extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export interface GrpcServer {
  /** Not listening yet. */
  readonly server: Http2Server;
  /** Resolves once the calls that run are answered. */
  close(): Promise<void>;
}

export function createGrpc(take: TakeSpans): GrpcServer {
  const server = createServer({ settings: { maxConcurrentStreams: 100 } });
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  server.on('sessionError', () => undefined);
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    answer(take, stream, headers).catch(() => stream.destroy());
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      // A client keeps its connection between calls.
      for (const session of sessions) session.close();
    });
  return { server, close };
}

export interface GrpcListener {
  readonly port: number;
  close(): Promise<void>;
}

/** @param port 0 takes a free one. @throws an error with code EADDRINUSE. */
export function listenGrpc(take: TakeSpans, { host, port }: { host: string; port: number }): Promise<GrpcListener> {
  const { server, close } = createGrpc(take);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve({ port: (server.address() as AddressInfo).port, close }));
  });
}

async function answer(take: TakeSpans, stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<void> {
  if (!/^application\/grpc(\+proto|;|$)/.test(headers['content-type'] ?? '')) {
    stream.respond({ ':status': 415 }, { endStream: true });
    return;
  }
  try {
    const { rejected, message } = await call(take, stream, headers);
    const body = exportResponse('protobuf', rejected, message);
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(framed(body));
  } catch (error) {
    const { code, message } = described(error);
    stream.resume();
    if (stream.destroyed) return;
    const trailers = { 'grpc-status': String(code), 'grpc-message': encodeURIComponent(message).replaceAll('%20', ' ') };
    stream.respond({ ':status': 200, 'content-type': 'application/grpc', ...trailers }, { endStream: true });
  }
}

async function call(take: TakeSpans, stream: ServerHttp2Stream, headers: IncomingHttpHeaders): ReturnType<TakeSpans> {
  const path = headers[':path'] ?? '';
  if (headers['origin'] !== undefined) throw new Failed(RpcCode.permissionDenied, 'Web pages cannot send spans by gRPC.');
  if (path !== EXPORT) throw new Failed(RpcCode.unimplemented, `Radiograph takes traces by OTLP; ${path} is not taken.`);
  return take({ body: await readMessage(stream, headers), encoding: 'protobuf' });
}

/** The one message of a unary call. */
async function readMessage(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<Uint8Array> {
  const frame = await collectBody(stream, LARGEST_REQUEST + FRAME_HEADER);
  if (frame === undefined) throw tooLarge();
  if (frame.length < FRAME_HEADER || frame.readUInt32BE(1) !== frame.length - FRAME_HEADER)
    throw new Failed(RpcCode.invalidArgument, 'The call does not hold exactly one message.');
  const message = frame.subarray(FRAME_HEADER);
  if (frame[0] === 0) return message;
  const encoding = headers['grpc-encoding'];
  if (encoding !== 'gzip')
    throw new Failed(RpcCode.unimplemented, `The message encoding "${String(encoding)}" is not known: gzip or identity.`);
  try {
    return await (promisify(gunzip) as (bytes: Uint8Array, options: object) => Promise<Buffer>)(message, {
      maxOutputLength: LARGEST_REQUEST,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new MalformedRequest('the message is not gzip');
  }
}

function tooLarge(): Failed {
  return new Failed(
    RpcCode.resourceExhausted,
    `A request has at most ${LARGEST_REQUEST} bytes, uncompressed. Send smaller batches.`,
  );
}

function described(error: unknown): { readonly code: number; readonly message: string } {
  if (error instanceof Failed) return error;
  if (error instanceof MalformedRequest)
    return { code: RpcCode.invalidArgument, message: `The message is not an ExportTraceServiceRequest: ${error.message}.` };
  // The store cannot follow: the sender comes again.
  if (error instanceof AwsError && error.statusCode === 429) return { code: RpcCode.unavailable, message: error.message };
  process.stderr.write(`OTLP: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return { code: RpcCode.internal, message: 'Spans could not be stored; the server log says why.' };
}

function framed(body: Buffer): Buffer {
  const header = Buffer.alloc(FRAME_HEADER);
  header.writeUInt32BE(body.length, 1);
  return Buffer.concat([header, body]);
}
