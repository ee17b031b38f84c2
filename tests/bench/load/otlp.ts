/**
 * A load generator in a process of its own: OTLP over HTTP in protobuf, 512 spans a request over keep-alive connections.
 *
 * The request bytes are made once; between requests only the ids are patched in place. A trace has four spans: a server's, work inside
 * it, an HTTP call and a query, with the attributes that instrumentations write. Words: port, requests, connections, first number.
 * Prints one JSON line: accepted and failed spans, seconds.
 */
import { connect } from 'node:net';
import * as write from '../../../src/server/services/xray/otlp/protobuf-writer.fixture.ts';

const [port = '4318', requests = '1000', connections = '4', first = '0'] = process.argv.slice(2);
const TRACES = 128;
const SPANS = 4;

type Value = string | number;

const value = (content: Value): Buffer => (typeof content === 'string' ? write.text(1, content) : write.number(3, content));
const attributes = (field: number, values: Readonly<Record<string, Value>>): Buffer =>
  write.join(...Object.entries(values).map(([key, content]) => write.attribute(field, key, value(content))));

interface SpanKindOfLoad {
  readonly kind: number;
  readonly name: string;
  readonly values: Readonly<Record<string, Value>>;
}

function spansOf(n: number): readonly SpanKindOfLoad[] {
  const server = {
    'http.request.method': 'GET',
    'url.path': `/orders/${n}`,
    'url.scheme': 'https',
    'server.address': 'shop.example.com',
  };
  const call = {
    'http.request.method': 'POST',
    'url.full': `https://billing.example.com/charge?id=${n}`,
    'server.address': 'billing.example.com',
  };
  const query = {
    'db.system.name': 'postgresql',
    'db.namespace': 'orders',
    'db.query.text': 'select id, total from orders where customer = $1',
  };
  const peer = { 'server.port': 443, 'network.protocol.version': '1.1', 'http.response.status_code': n % 25 === 0 ? 500 : 200 };
  return [
    {
      kind: 2,
      name: 'GET /orders/{id}',
      values: {
        ...server,
        ...peer,
        'http.route': '/orders/{id}',
        'user_agent.original': 'curl/8.5.0',
        'enduser.id': `user-${n}`,
      },
    },
    { kind: 1, name: 'compute total', values: { items: 7, tenant: `t-${n % 10}` } },
    { kind: 3, name: 'POST', values: { ...call, ...peer } },
    { kind: 3, name: 'SELECT orders', values: { ...query, 'server.address': 'db.internal', 'server.port': 5432 } },
  ];
}

/** Ids are 8 bytes of a number behind these, so that they can be found and patched. */
const TRACE_MARK = Buffer.from('a11ce0a11ce0a11c', 'hex');

interface Template {
  readonly bytes: Buffer;
  readonly patches: readonly { readonly offset: number; readonly trace: number; readonly add: number }[];
}

function template(): Template {
  const now = BigInt(Date.now() - 30_000) * 1_000_000n;
  const patches: { mark: Buffer; trace: number; add: number }[] = [];
  let marks = 0;
  const patched = (trace: number, add: number): Buffer => {
    const mark = Buffer.alloc(8);
    mark.writeUInt32BE(0xfeedbeef);
    mark.writeUInt32BE(marks++, 4);
    patches.push({ mark, trace, add });
    return mark;
  };
  const scopes = Array.from({ length: TRACES }, (_, trace) =>
    spansOf(trace).map(({ kind, name, values }, at) =>
      write.message(
        2,
        write.message(1, TRACE_MARK, patched(trace, 0)),
        write.message(2, patched(trace, at + 1)),
        ...(at === 0 ? [] : [write.message(4, patched(trace, 1))]),
        write.text(5, name),
        write.number(6, kind),
        write.fixed64(7, now + BigInt(trace) * 1_000_000n + BigInt(at) * 1_000n),
        write.fixed64(8, now + BigInt(trace) * 1_000_000n + 50_000_000n),
        attributes(9, values),
        write.fixed32(16, at === 0 ? 0x301 : 0x101),
      ),
    ),
  ).flat();
  const resource = {
    'service.name': 'otlp-shop',
    'service.version': '1.4.2',
    'telemetry.sdk.language': 'nodejs',
    'telemetry.sdk.name': 'opentelemetry',
    'host.name': 'ip-10-0-0-1',
  };
  const scope = write.message(1, write.text(1, '@opentelemetry/instrumentation-http'), write.text(2, '0.205.0'));
  const body = write.message(1, write.message(1, attributes(1, resource)), write.message(2, scope, ...scopes));
  const head = `POST /v1/traces HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/x-protobuf\r\nContent-Length: ${body.length}\r\n\r\n`;
  const bytes = Buffer.concat([Buffer.from(head), body]);
  let from = 0;
  return {
    bytes,
    patches: patches.map(({ mark, trace, add }) => {
      const offset = bytes.indexOf(mark, from);
      from = offset;
      return { offset, trace, add };
    }),
  };
}

let next = Number(first);
const last = Number(first) + Number(requests);
let accepted = 0;
let failed = 0;

function drive(): Promise<void> {
  const { bytes, patches } = template();
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1').setNoDelay(true);
    const send = (): void => {
      if (next >= last) {
        socket.end();
        resolve();
        return;
      }
      const number = next++;
      for (const { offset, trace, add } of patches) {
        const id = (number * TRACES + trace) * 8 + add;
        bytes.writeUInt32BE(Math.floor(id / 2 ** 32), offset);
        bytes.writeUInt32BE(id >>> 0, offset + 4);
      }
      socket.write(bytes);
    };
    socket.on('data', (chunk: Buffer) => {
      // An answer without rejected spans is empty, hence one packet.
      if (/^HTTP\/1\.1 200/.test(chunk.toString('latin1')) && chunk.toString('latin1').endsWith('\r\n\r\n'))
        accepted += TRACES * SPANS;
      else failed += TRACES * SPANS;
      send();
    });
    socket.on('error', reject);
    send();
  });
}

const started = performance.now();
await Promise.all(Array.from({ length: Number(connections) }, drive));
process.stdout.write(`${JSON.stringify({ accepted, failed, seconds: (performance.now() - started) / 1000 })}\n`);
