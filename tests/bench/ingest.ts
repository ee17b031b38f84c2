/**
 * CPU of JOURNEY 1 by stage, in microseconds a segment, without disk and network: `node --import tsx tests/bench/ingest.ts`.
 * The segment is a realistic one: about 900 bytes, an HTTP request, two calls, annotations and metadata.
 */
import { batchClock } from '../../src/server/services/xray/ingest/batch.ts';
import { encode } from '../../src/server/services/xray/ingest/encode.ts';
import { normalise } from '../../src/server/services/xray/ingest/normalise.ts';
import { validate } from '../../src/server/services/xray/ingest/validate.ts';

const DOCUMENTS = 50;
const CALLS = 6000;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

export function realisticSegment(n: number): string {
  const start = 1_790_000_000 + n / 1000;
  return JSON.stringify({
    id: hex(n, 16),
    name: `service-${n % 20}`,
    trace_id: `1-${hex(1_790_000_000, 8)}-${hex(n, 24)}`,
    start_time: start,
    end_time: start + 0.25,
    user: `user-${n % 1000}`,
    http: {
      request: {
        method: 'GET',
        url: 'https://api.example.com/orders/17?expand=lines',
        user_agent: 'curl/8.5.0',
        client_ip: '203.0.113.7',
      },
      response: { status: 200, content_length: 1234 },
    },
    aws: { xray: { sdk: 'X-Ray for Python', sdk_version: '2.14.0' } },
    annotations: { tenant: `t-${n % 50}`, cold: false },
    metadata: { default: { request: { items: [1, 2, 3], note: 'nothing special about this request' } } },
    subsegments: [
      {
        id: hex(n + 2 ** 40, 16),
        name: 'DynamoDB',
        namespace: 'aws',
        start_time: start + 0.01,
        end_time: start + 0.06,
        aws: { operation: 'GetItem', region: 'us-east-1', table_name: 'orders', request_id: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' },
        http: { response: { status: 200 } },
      },
      {
        id: hex(n + 2 ** 41, 16),
        name: 'billing.example.com',
        namespace: 'remote',
        start_time: start + 0.1,
        end_time: start + 0.2,
        http: { request: { method: 'POST', url: 'https://billing.example.com/charge', traced: true }, response: { status: 201 } },
      },
    ],
  });
}

const openBatch = batchClock(Date.now);
const tenant = { account: '000000000000', region: 'us-east-1' };
const bodies = Array.from({ length: 40 }, (_, call) =>
  Buffer.from(
    JSON.stringify({
      TraceSegmentDocuments: Array.from({ length: DOCUMENTS }, (_, i) => realisticSegment(call * DOCUMENTS + i)),
    }),
  ),
);
const decoder = new TextDecoder('utf-8', { fatal: true });
const spent: Record<string, number> = {};

function stage<Result>(name: string, work: () => Result): Result {
  const begun = process.hrtime.bigint();
  const result = work();
  spent[name] = (spent[name] ?? 0) + Number(process.hrtime.bigint() - begun);
  return result;
}

let bytes = 0;
for (let call = 0; call < CALLS; call++) {
  if (call === CALLS / 4) for (const name of Object.keys(spent)) spent[name] = 0;
  const body = bodies[call % bodies.length] ?? Buffer.alloc(0);
  const text = stage('decode UTF-8', () => decoder.decode(body));
  const { TraceSegmentDocuments } = stage('parse body', () => JSON.parse(text) as { TraceSegmentDocuments: string[] });
  const { valid } = stage('parse and check documents', () => validate(TraceSegmentDocuments));
  const accepted = stage('normalise', () => normalise(valid));
  const record = stage('observe and encode rows', () => encode(openBatch(tenant), accepted));
  bytes += Object.values(record.rows).reduce((sum, rows) => sum + rows.length, 0);
}

const segments = (CALLS * 3 * DOCUMENTS) / 4;
let total = 0;
for (const [name, ns] of Object.entries(spent)) {
  total += ns;
  process.stdout.write(`${name.padEnd(28)} ${(ns / 1000 / segments).toFixed(2)} µs/segment\n`);
}
process.stdout.write(`${'total'.padEnd(28)} ${(total / 1000 / segments).toFixed(2)} µs/segment\n`);
process.stdout.write(
  `${realisticSegment(1).length} bytes a document, ${Math.round(bytes / (CALLS * DOCUMENTS))} bytes of rows\n`,
);
