/**
 * How fast the service graph of an hour is: `node --import tsx tests/bench/service-graph.ts [segments] [data directory]`.
 *
 * Traces of three segments over one hour: a front, which calls a back and a table, the back with a queue, and a Lambda function of
 * which one subsegment comes by itself. A data directory that is given is kept, and filled only when it is empty.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveConfig } from '../../src/server/config.ts';
import type { CallContext } from '../../src/server/services/service.ts';
import { createXray, type Xray } from '../../src/server/services/xray/service.ts';
import { openStore, type Store } from '../../src/server/store/store.ts';

const segments = Number(process.argv[2] ?? 1_000_000);
const dataDir = process.argv[3] ?? mkdtempSync(join(tmpdir(), 'radiograph-graph-bench-'));
const TENANT = { account: '000000000000', region: 'us-east-1' };
const FIRST = Math.floor(Date.UTC(2026, 10, 25, 1) / 1000);
const HOUR = 3600;
const SEGMENTS_PER_TRACE = 3;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** A deterministic number from 0 to 1. */
function noise(n: number): number {
  const x = Math.imul(n ^ (n >>> 15), 0x2c1b3c6d);
  return ((Math.imul(x ^ (x >>> 12), 0x297a2d39) ^ (x >>> 15)) >>> 0) / 2 ** 32;
}

function traceDocuments(n: number, at: number): string[] {
  const trace_id = `1-${hex(Math.floor(at), 8)}-${hex(n, 24)}`;
  const id = (part: number): string => hex(n * 16 + part, 16);
  const took = 0.02 + noise(n) * 0.2;
  const call = (part: number, name: string, more: object): object => ({
    id: id(part),
    name,
    start_time: at + 0.001,
    end_time: at + took * 0.5,
    http: { response: { status: 200 } },
    ...more,
  });
  const http = { request: { method: 'GET', url: 'https://api.example.com/orders/17?expand=lines' }, response: { status: 200 } };
  const metadata = { default: { request: { items: [1, 2, 3], note: 'nothing special about this request' } } };
  const own = { trace_id, start_time: at, end_time: at + took, http, metadata };
  const table = { namespace: 'aws', aws: { operation: 'GetItem', table_name: `table-${n % 7}` } };
  const queue = { namespace: 'aws', aws: { operation: 'SendMessage', queue_url: `https://sqs/${n % 3}` } };
  return [
    {
      ...own,
      id: id(1),
      name: `front-${n % 5}`,
      annotations: { tenant: `t-${n % 10}` },
      subsegments: [call(2, `back-${n % 11}`, { namespace: 'remote' }), call(3, 'DynamoDB', table)],
    },
    {
      ...own,
      id: id(4),
      parent_id: id(2),
      name: `back-${n % 11}`,
      fault: n % 25 === 0,
      subsegments: [call(5, 'SQS', queue), call(6, 'function', { namespace: 'remote' })],
    },
    { ...own, id: id(7), parent_id: id(6), name: 'function', origin: 'AWS::Lambda::Function' },
    { ...call(8, '## handler', { trace_id, type: 'subsegment', parent_id: id(7) }), subsegments: [call(9, 'DynamoDB', table)] },
  ].map((document) => JSON.stringify(document));
}

async function fill(xray: Xray): Promise<void> {
  const traces = Math.ceil(segments / SEGMENTS_PER_TRACE);
  let next = 0;
  const write = async (): Promise<void> => {
    for (let n = next++; n < traces; n = next++) {
      const documents = traceDocuments(n, FIRST + (n / traces) * HOUR);
      for (let more = 1; more < 12 && next < traces; more++) {
        const other = next++;
        documents.push(...traceDocuments(other, FIRST + (other / traces) * HOUR));
      }
      const refused = await xray.segmentSink.accept(TENANT, documents);
      if (refused.length > 0) throw new Error(JSON.stringify(refused[0]));
    }
  };
  await Promise.all(Array.from({ length: 16 }, write));
}

async function open(): Promise<{ store: Store; xray: Xray }> {
  const store = await openStore({ dataDir });
  const { clickhouse, ingestLog, controlPlane } = store;
  const xray = createXray({ clickhouse, ingestLog, controlPlane, config: resolveConfig({}, {}) });
  await store.start();
  await xray.start();
  return { store, xray };
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await work();
  process.stdout.write(`${what.padEnd(50)} ${Math.round(performance.now() - started)} ms\n`);
}

async function main(): Promise<void> {
  const empty = !existsSync(join(dataDir, 'clickhouse'));
  let { store, xray } = await open();
  const graph = (): Promise<unknown> => {
    const operation = xray.service.operations['GetServiceGraph'] as unknown as (
      input: object,
      call: Partial<CallContext>,
    ) => Promise<unknown>;
    return operation({ StartTime: new Date(FIRST * 1000), EndTime: new Date((FIRST + HOUR) * 1000) }, TENANT);
  };
  const close = async (): Promise<void> => {
    await xray.close();
    await store.close();
  };
  if (empty) await timed(`${segments} segments, written`, () => fill(xray));
  await timed('the first question', graph);
  await timed('again', graph);
  await timed('again', graph);
  let late = 0;
  for (const _ of [1, 2, 3]) {
    const n = 2 ** 31 + late++;
    await xray.segmentSink.accept(TENANT, traceDocuments(n + (Date.now() % 1e9), FIRST + HOUR - 10));
    await timed('right after another trace', graph);
  }
  await timed('closed', close);
  ({ store, xray } = await open());
  await timed('the first after a restart', graph);
  await timed('again', graph);
  await close();
  if (process.argv[3] === undefined) rmSync(dataDir, { recursive: true });
}

await main();
