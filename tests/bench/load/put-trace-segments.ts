/**
 * A load generator in a process of its own: PutTraceSegments with 50 documents a request over keep-alive connections.
 *
 * The request bytes are made once; between requests only the ids are patched in place, so that the generator costs little of the
 * two cores that it shares with the server. Words: port, requests, connections, trace ids per request, first number.
 * Prints one JSON line: accepted and rejected documents, seconds.
 */
import { connect, type Socket } from 'node:net';

const [port = '4566', requests = '1000', connections = '4', first = '0'] = process.argv.slice(2);
const DOCUMENTS = 50;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
const ID = '@@@@@@@@@@@@@@@@';
const TRACE = '%%%%%%%%%%%%%%%%%%%%%%%%';
const CALL = '&&&&&&&&&&&&&&&&';

/** About 900 bytes: an HTTP request, two calls, annotations and metadata. Five services; a new trace every document. */
function documentText(n: number, now: number): string {
  return JSON.stringify({
    id: ID,
    name: `service-${n % 5}`,
    trace_id: `1-${hex(Math.floor(now), 8)}-${TRACE}`,
    start_time: now + n / 1000,
    end_time: now + n / 1000 + 0.25,
    user: `user-${n % 20}`,
    http: {
      request: {
        method: 'GET',
        url: 'https://api.example.com/orders/17?expand=lines',
        user_agent: 'curl/8.5.0',
        client_ip: '203.0.113.7',
      },
      response: { status: n % 25 === 0 ? 500 : 200, content_length: 1234 },
    },
    ...(n % 25 === 0 ? { fault: true } : {}),
    aws: { xray: { sdk: 'X-Ray for Python', sdk_version: '2.15.0' } },
    annotations: { tenant: `t-${n % 10}`, cold: false },
    metadata: { default: { request: { items: [1, 2, 3], note: 'nothing special about this request' } } },
    subsegments: [
      {
        id: CALL,
        name: 'DynamoDB',
        namespace: 'aws',
        start_time: now + n / 1000,
        end_time: now + n / 1000 + 0.1,
        aws: { operation: 'GetItem', table_name: `table-${n % 3}`, region: 'us-east-1' },
        http: { response: { status: 200 } },
      },
      { id: CALL.replaceAll('&', '#'), name: 'work', start_time: now + n / 1000 + 0.1, end_time: now + n / 1000 + 0.2 },
    ],
  });
}

interface Template {
  readonly bytes: Buffer;
  /** Offsets of what is patched: width 16 (segment and calls) and 24 (trace). */
  readonly ids: readonly { readonly offset: number; readonly width: number; readonly salt: number; readonly document: number }[];
}

function template(): Template {
  const now = Date.now() / 1000 - 30;
  const body = JSON.stringify({ TraceSegmentDocuments: Array.from({ length: DOCUMENTS }, (_, n) => documentText(n, now)) });
  const head = `POST /TraceSegments HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/xray/aws4_request, SignedHeaders=host, Signature=0\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  const bytes = Buffer.from(head + body, 'latin1');
  const ids: { offset: number; width: number; salt: number; document: number }[] = [];
  for (const [mark, width, salt] of [
    [ID, 16, 0],
    [TRACE, 24, 0],
    [CALL, 16, 2 ** 44],
    [CALL.replaceAll('&', '#'), 16, 2 ** 45],
  ] as const) {
    let from = 0;
    for (let document = 0; document < DOCUMENTS; document++) {
      const offset = bytes.indexOf(mark, from, 'latin1');
      ids.push({ offset, width, salt, document });
      from = offset + width;
    }
  }
  return { bytes, ids };
}

let next = Number(first);
const last = Number(first) + Number(requests);
let accepted = 0;
let rejected = 0;
let failed = 0;

function drive(open: () => Socket): Promise<void> {
  const { bytes, ids } = template();
  return new Promise((resolve, reject) => {
    let socket = listen(open());
    let pending = '';
    function send(): void {
      if (next >= last) {
        socket.end();
        resolve();
        return;
      }
      const number = next++;
      for (const id of ids) bytes.write(hex(number * DOCUMENTS + id.document + id.salt, id.width), id.offset, 'latin1');
      socket.write(bytes);
    }
    function listen(opened: Socket): Socket {
      opened.on('data', (chunk: Buffer) => {
        pending += chunk.toString('latin1');
        const end = pending.indexOf('\r\n\r\n');
        if (end < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(pending)?.[1] ?? 0);
        if (pending.length < end + 4 + length) return;
        const body = pending.slice(end + 4);
        if (!/^HTTP\/1\.[01] 200/.test(pending)) failed += DOCUMENTS;
        else {
          const unprocessed =
            (JSON.parse(body) as { UnprocessedTraceSegments?: unknown[] }).UnprocessedTraceSegments?.length ?? 0;
          accepted += DOCUMENTS - unprocessed;
          rejected += unprocessed;
        }
        // Peers that keep no connections (moto) get a new one each time.
        const closes = pending.startsWith('HTTP/1.0') || /\r\nconnection: close/i.test(pending.slice(0, end));
        pending = '';
        if (closes) {
          opened.destroy();
          socket = listen(open());
        }
        send();
      });
      opened.on('error', reject);
      return opened;
    }
    send();
  });
}

const started = performance.now();
await Promise.all(
  Array.from({ length: Number(connections) }, () => drive(() => connect(Number(port), '127.0.0.1').setNoDelay(true))),
);
process.stdout.write(`${JSON.stringify({ accepted, rejected, failed, seconds: (performance.now() - started) / 1000 })}\n`);
