import { type ClientHttp2Session, connect, type IncomingHttpHeaders } from 'node:http2';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { StoreOverloaded } from '../../../store/ports.ts';
import type { SentDocument } from '../../ports.ts';
import type { GrpcListener } from './grpc.ts';
import { LARGEST_REQUEST } from './http.ts';
import * as write from './protobuf-writer.fixture.ts';
import { createOtlpReceiver } from './receiver.ts';

const EXPORT = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';
const open: { server: GrpcListener; session: ClientHttp2Session }[] = [];
afterEach(async () => {
  for (const { server, session } of open.splice(0)) {
    await server.close();
    expect(session.closed).toBe(true);
  }
});

async function serve(fail?: Error) {
  const batches: (readonly SentDocument[])[] = [];
  const receiver = createOtlpReceiver(
    {
      accept: (_tenant, documents) => {
        batches.push(documents);
        return fail === undefined ? Promise.resolve([]) : Promise.reject(fail);
      },
    },
    new Set(),
  );
  const tenant = { account: '000000000000', region: 'us-east-1' };
  const server = await receiver.listenGrpc({ host: '127.0.0.1', port: 0, tenant });
  const session = connect(`http://127.0.0.1:${server.port}`);
  open.push({ server, session });
  const send = (body: Buffer, headers: Record<string, string> = {}) =>
    new Promise<{ status: unknown; grpc: string | undefined; message: string; body: Buffer }>((resolve, reject) => {
      const stream = session.request({
        ':method': 'POST',
        ':path': EXPORT,
        'content-type': 'application/grpc',
        te: 'trailers',
        ...headers,
      });
      const chunks: Buffer[] = [];
      let seen: IncomingHttpHeaders = {};
      stream.on('response', (answered) => {
        seen = { ...seen, ...answered };
      });
      stream.on('trailers', (trailers) => {
        seen = { ...seen, ...trailers };
      });
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('close', () => {
        const { ':status': status, 'grpc-status': grpc, 'grpc-message': message } = seen;
        resolve({
          status,
          grpc: grpc as string | undefined,
          message: decodeURIComponent(String(message)),
          body: Buffer.concat(chunks),
        });
      });
      stream.end(body);
    });
  return { send, batches };
}

const framed = (message: Buffer, compressed = 0): Buffer => {
  const header = Buffer.alloc(5);
  header[0] = compressed;
  header.writeUInt32BE(message.length, 1);
  return Buffer.concat([header, message]);
};
const request = write.requestWith(
  write.message(1, Buffer.from('5759e988bd862e3fe1be46a994272793', 'hex')),
  write.message(2, Buffer.from('53995c3f42cd8ad8', 'hex')),
  write.text(5, 'job'),
  write.fixed64(7, 1_790_000_000_000_000_000n),
);

describe('OTLP over gRPC', () => {
  it('takes spans, plain and in gzip', async () => {
    const { send, batches } = await serve();
    expect(await send(framed(request))).toMatchObject({ status: 200, grpc: '0', body: framed(Buffer.alloc(0)) });
    expect(await send(framed(gzipSync(request), 1), { 'grpc-encoding': 'gzip' })).toMatchObject({ grpc: '0' });
    expect(batches).toMatchObject([[{ id: '53995c3f42cd8ad8' }], [{ id: '53995c3f42cd8ad8' }]]);
  });

  it('says which spans it rejected', async () => {
    const { send } = await serve();
    const { grpc, body } = await send(framed(write.requestWith(write.text(5, 'no ids'))));
    expect(grpc).toBe('0');
    expect(body.toString()).toContain('The span "no ids" has the trace id ""');
  });

  it.each([
    ['3', 'a message that is no request', framed(Buffer.from('nonsense')), {}, /not an ExportTraceServiceRequest/],
    ['3', 'a broken frame', Buffer.from([0, 0, 0]), {}, /exactly one message/],
    ['3', 'two messages', Buffer.concat([framed(request), framed(request)]), {}, /exactly one message/],
    ['3', 'what is not gzip', framed(request, 1), { 'grpc-encoding': 'gzip' }, /not gzip/],
    ['12', 'another encoding', framed(request, 1), { 'grpc-encoding': 'snappy' }, /"snappy" is not known/],
    [
      '12',
      'metrics',
      framed(request),
      { ':path': '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export' },
      /MetricsService\/Export is not taken/,
    ],
    ['7', "a page's call", framed(request), { origin: 'https://evil.example' }, /Web pages/],
    ['8', 'too much', framed(Buffer.alloc(LARGEST_REQUEST + 1)), {}, /at most/],
  ])('answers %s to %s', async (code, _what, body, headers, message) => {
    const { send, batches } = await serve();
    const answer = await send(body, headers as unknown as Record<string, string>);
    expect(answer.grpc).toBe(code);
    expect(answer.message).toMatch(message);
    expect(batches).toEqual([]);
  });

  it('asks to come again when the store cannot follow', async () => {
    const { send } = await serve(new StoreOverloaded(1));
    expect((await send(framed(request))).grpc).toBe('14');
  });

  it('speaks nothing else', async () => {
    const { send } = await serve();
    expect((await send(Buffer.from('{}'), { 'content-type': 'application/json' })).status).toBe(415);
  });
});
