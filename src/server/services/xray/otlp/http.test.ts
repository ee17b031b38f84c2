import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, createConnection } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AwsError } from '../../../wire/aws-error.ts';
import type { SentDocument, Tenant } from '../../ports.ts';
import { LARGEST_REQUEST } from './http.ts';
import * as write from './protobuf-writer.fixture.ts';
import { createOtlpReceiver, type Holding, type OutsideDoor } from './receiver.ts';

const tenant: Tenant = { account: '000000000000', region: 'us-east-1' };
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(options: { door?: Partial<OutsideDoor>; holding?: Holding; fail?: Error } = {}) {
  const batches: (readonly SentDocument[])[] = [];
  const sink = {
    accept: (_tenant: Tenant, documents: readonly SentDocument[]) => {
      if (options.fail !== undefined) return Promise.reject(options.fail);
      batches.push(documents);
      return Promise.resolve([]);
    },
  };
  const receiver = createOtlpReceiver(sink, new Set());
  const listener =
    options.holding === undefined ? receiver.http({ tenantOf: () => tenant, ...options.door }) : receiver.held(options.holding);
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = (server.address() as AddressInfo).port;
  const send = (body: string | Uint8Array | undefined, headers: Record<string, string>, path = '/v1/traces', method = 'POST') =>
    fetch(`http://127.0.0.1:${port}${path}`, { method, headers, ...(body !== undefined && { body: Buffer.from(body) }) });
  return { batches, receiver, send, port };
}

const traceId = '5759e988bd862e3fe1be46a994272793';
const jsonSpan = {
  traceId,
  spanId: '53995c3f42cd8ad8',
  name: 'job',
  kind: 2,
  startTimeUnixNano: '1790000000000000000',
  endTimeUnixNano: '1790000001000000000',
};
const jsonRequest = (...spans: object[]) => JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
const protobufSpan = write.join(
  write.message(1, Buffer.from(traceId, 'hex')),
  write.message(2, Buffer.from('53995c3f42cd8ad8', 'hex')),
  write.text(5, 'job'),
  write.fixed64(7, 1_790_000_000_000_000_000n),
  write.fixed64(8, 1_790_000_001_000_000_000n),
);
const json = { 'content-type': 'application/json' };
const protobuf = { 'content-type': 'application/x-protobuf' };

describe('OTLP over HTTP', () => {
  it('takes protobuf and answers in it', async () => {
    const { send, batches } = await serve();
    const response = await send(write.requestWith(protobufSpan), protobuf);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-protobuf');
    expect((await response.arrayBuffer()).byteLength).toBe(0);
    expect(batches).toMatchObject([[{ id: '53995c3f42cd8ad8', name: 'job' }]]);
  });

  it('takes JSON and answers in it', async () => {
    const { send, batches } = await serve();
    const response = await send(jsonRequest(jsonSpan), { 'content-type': 'application/json; charset=utf-8' });
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({});
    expect(batches).toHaveLength(1);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
  ])('takes bodies in %s', async (encoding, compress) => {
    const { send, batches } = await serve();
    const response = await send(new Uint8Array(compress(jsonRequest(jsonSpan))), { ...json, 'content-encoding': encoding });
    expect(response.status).toBe(200);
    expect(batches).toHaveLength(1);
  });

  it('takes an empty request', async () => {
    const { send, batches } = await serve();
    expect((await send(undefined, protobuf)).status).toBe(200);
    expect(batches).toEqual([]);
  });

  it('takes the good spans of a request and says how many others it rejected, and why', async () => {
    const { send, batches } = await serve();
    const bad = [
      { ...jsonSpan, traceId: 'abc' },
      { ...jsonSpan, spanId: '0000000000000000' },
    ];
    expect(await (await send(jsonRequest(...bad, jsonSpan), json)).json()).toEqual({
      partialSuccess: { rejectedSpans: '2', errorMessage: expect.stringContaining('trace id "abc"') },
    });
    expect(batches[0]).toHaveLength(1);
    const answer = Buffer.from(await (await send(write.requestWith(write.text(5, 'no ids')), protobuf)).arrayBuffer());
    expect(answer.subarray(0, 4)).toEqual(Buffer.from([0x0a, answer.length - 2, 0x08, 1]));
    expect(answer.toString()).toContain('The span "no ids" has the trace id ""');
  });

  it.each([
    [{ ...jsonSpan, spanId: 'xyz' }, /span id "xyz"/],
    [{ ...jsonSpan, parentSpanId: '12' }, /parent span id "12"/],
    [{ ...jsonSpan, startTimeUnixNano: '0' }, /no start time/],
    [{ ...jsonSpan, attributes: [{ key: 'a', value: { stringValue: 'x'.repeat(210_000) } }] }, /the limit is 204800/],
  ])('rejects a span by itself', async (span, message) => {
    const { send } = await serve();
    expect(await (await send(jsonRequest(span), json)).json()).toMatchObject({
      partialSuccess: { errorMessage: expect.stringMatching(message) },
    });
  });

  it('takes a parent of zeros for none', async () => {
    const { send, batches } = await serve();
    await send(jsonRequest({ ...jsonSpan, parentSpanId: '0000000000000000' }), json);
    expect(JSON.stringify(batches[0]?.[0])).not.toContain('parent_id');
  });

  it.each([
    ['a body that is no request', 400, 'nonsense', json, '/v1/traces', 'POST', /not an ExportTraceServiceRequest/],
    ['a body that is not gzip', 400, 'nonsense', { ...json, 'content-encoding': 'gzip' }, '/v1/traces', 'POST', /not gzip/],
    ['another content type', 415, 'a', { 'content-type': 'text/plain' }, '/v1/traces', 'POST', /"text\/plain" is neither/],
    ['another content encoding', 415, 'a', { ...json, 'content-encoding': 'br' }, '/v1/traces', 'POST', /"br" is not known/],
    ['logs', 501, '{}', json, '/v1/logs', 'POST', /\/v1\/logs is not taken/],
    ['metrics', 501, '{}', json, '/v1/metrics', 'POST', /\/v1\/metrics is not taken/],
    ['another path', 404, '{}', json, '/', 'POST', /Spans go to \/v1\/traces/],
    ['another method', 405, undefined, json, '/v1/traces', 'GET', /takes POST, not GET/],
  ])('refuses %s with %s and says why', async (_what, status, body, headers, path, method, message) => {
    const { send } = await serve();
    const response = await send(body, headers as Record<string, string>, path, method);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ code: expect.any(Number), message: expect.stringMatching(message) });
  });

  it('says why in protobuf to who speaks it', async () => {
    const { send } = await serve();
    const answer = Buffer.from(await (await send('nonsense', protobuf)).arrayBuffer());
    expect(answer[0]).toBe(0x08);
    expect(answer.toString()).toContain('The body is not an ExportTraceServiceRequest');
  });

  it('refuses more bytes than it would read, also when they are packed small', async () => {
    const { send } = await serve();
    const packed = await send(new Uint8Array(gzipSync(Buffer.alloc(LARGEST_REQUEST + 1))), {
      ...json,
      'content-encoding': 'gzip',
    });
    expect(packed.status).toBe(413);
    const streamed = await new Promise<number | undefined>((resolve, reject) => {
      void serve().then(({ port }) => {
        const client = request({ port, method: 'POST', path: '/v1/traces', headers: json }, (answer) =>
          resolve(answer.resume().statusCode),
        );
        client.on('error', reject);
        for (let sent = 0; sent <= LARGEST_REQUEST; sent += 1024 * 1024) client.write(Buffer.alloc(1024 * 1024));
        client.end();
      });
    });
    expect(streamed).toBe(413);
    const { port } = await serve();
    const announced = await new Promise<string>((resolve) => {
      const socket = createConnection(port, '127.0.0.1', () =>
        socket.write(
          `POST /v1/traces HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${LARGEST_REQUEST + 1}\r\n\r\n`,
        ),
      );
      socket.once('data', (bytes) => {
        resolve(bytes.toString());
        socket.destroy();
      });
    });
    expect(announced).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('asks to come again when the store cannot follow, and hides its own faults', async () => {
    const { StoreOverloaded } = await import('../../../store/ports.ts');
    const full = await serve({ fail: new StoreOverloaded(1) });
    const response = await full.send(jsonRequest(jsonSpan), json);
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('1');
    const logged = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const broken = await serve({ fail: new Error('a secret') });
    const answer = await broken.send(jsonRequest(jsonSpan), json);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret');
    expect(logged.mock.calls.join()).toContain('a secret');
    logged.mockRestore();
  });

  it('answers what the credentials of a signed request are worth', async () => {
    const { send } = await serve({
      door: {
        tenantOf: () => {
          throw new AwsError('SignatureDoesNotMatch', 'The signature does not match.', 403);
        },
      },
    });
    const response = await send(jsonRequest(jsonSpan), json);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ message: 'The signature does not match.' });
  });

  it('gives a batch of thousands to the store in portions', async () => {
    const { send, batches } = await serve();
    const spans = Array.from({ length: 4_500 }, (_, n) => ({ ...jsonSpan, spanId: (n + 1).toString(16).padStart(16, '0') }));
    expect((await send(jsonRequest(...spans), json)).status).toBe(200);
    expect(batches.map((documents) => documents.length)).toEqual([2_000, 2_000, 500]);
  });
});

describe("a browser's page", () => {
  const refusal: OutsideDoor['refusal'] = ({ headers }) =>
    headers.origin === undefined ? undefined : { status: 403, message: 'Requests from web pages of other origins are refused.' };
  const page = { ...json, origin: 'https://shop.example' };

  it('is refused', async () => {
    const { send, batches } = await serve({ door: { refusal } });
    expect((await send(jsonRequest(jsonSpan), page)).status).toBe(403);
    expect((await send(undefined, page, '/v1/traces', 'OPTIONS')).status).toBe(403);
    expect(batches).toEqual([]);
  });

  it('may send spans when its origin is allowed, after asking', async () => {
    const { send, batches } = await serve({ door: { refusal, corsOrigins: new Set(['https://shop.example']) } });
    const asked = await send(
      undefined,
      { ...page, 'access-control-request-headers': 'content-type,x-key' },
      '/v1/traces',
      'OPTIONS',
    );
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(asked.headers.get('access-control-allow-headers')).toBe('content-type,x-key');
    const sent = await send(jsonRequest(jsonSpan), page);
    expect(sent.status).toBe(200);
    expect(sent.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect((await send(jsonRequest(jsonSpan), { ...page, origin: 'https://evil.example' })).status).toBe(403);
    expect(batches).toHaveLength(1);
  });
});

describe("a function's own door", () => {
  it('holds what it is sent, below the Invocation', async () => {
    const held: SentDocument[] = [];
    const holding: Holding = {
      hold: (documents) => {
        held.push(...documents);
        return true;
      },
      isInvocation: (id) => id === '1111111111111111',
    };
    const { send, batches } = await serve({ holding });
    expect((await send(jsonRequest({ ...jsonSpan, parentSpanId: '1111111111111111' }), json)).status).toBe(200);
    expect(held).toMatchObject([{ type: 'subsegment', parent_id: '1111111111111111' }]);
    expect(batches).toEqual([]);
  });

  it('asks to come again when it holds too much', async () => {
    const { send } = await serve({ holding: { hold: () => false, isInvocation: () => false } });
    expect((await send(jsonRequest(jsonSpan), json)).status).toBe(429);
  });
});

describe('OTLP in a datagram', () => {
  it('gives its documents, or nothing when it is none', async () => {
    const { receiver } = await serve();
    expect(receiver.datagram(write.requestWith(protobufSpan))).toMatchObject([{ id: '53995c3f42cd8ad8' }]);
    expect(receiver.datagram(Buffer.from('nonsense'))).toBeUndefined();
    expect(receiver.counts()).toEqual({ requests: 1, spans: 1, rejected: 0 });
  });
});
