/** boto3 reads many traces back: pages, filters that look into services and edges, and graphs, before and after a restart. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { python } from '../../harness/clients.ts';
import { startTestServer, type TestServer, temporaryDirectory } from '../../harness/server.ts';

interface Seen {
  readonly base: number;
  readonly everything: readonly unknown[];
  readonly filters: Readonly<Record<string, readonly number[]>>;
  readonly 'by end': number;
  readonly graph: Readonly<Record<string, number>>;
}

const data = temporaryDirectory();
let server: TestServer;
let seen: Seen;

beforeAll(async () => {
  server = await startTestServer({ dataDir: data.path });
  seen = (await python(server, 'xray_reads.py')) as Seen;
});

afterAll(async () => {
  await server?.stop();
  data.remove();
});

const every = (step: number, first: number): number[] =>
  Array.from({ length: Math.ceil((600 - first) / step) }, (_, n) => first + n * step);

it('pages through all traces once, newest first', () => {
  expect(seen.everything).toEqual([600, 600, true]);
});

it.each([
  ['service("stock") { fault }', every(100, 3)],
  ['service("orders-1") { error }', every(150, 5).filter((n) => n % 2 === 1)],
  ['edge("shop", "stock") { fault }', []],
  ['edge("stock", "orders-1") { error }', every(150, 5).filter((n) => n % 2 === 1)],
  ['service(id(name: "stock", type: "client"))', []],
  ['annotation.customer > 48 AND http.url ENDSWITH "/49"', [49]],
  ['annotation.plan = "gold \\"plus\\""', [7]],
  ['annotation.plan CONTAINS "\\"pl"', [7]],
  ['duration > 30', [11]],
  ['service("shop") { responsetime > 0.4 } AND duration > 30', [11]],
  ['!(service("stock") { ok }) OR annotation.plan BEGINSWITH "gold"', [...every(100, 3), 7].sort((a, b) => a - b)],
  ['user OR http.method = "POST"', []],
])('finds with %s just the traces that match', (expression, expected) => {
  expect(seen.filters[expression]).toEqual(expected);
});

it('finds by the end of a segment, too', () => {
  expect(seen['by end']).toBe(6);
});

it('counts every segment in the service graph', () => {
  expect(seen.graph).toEqual({ shop: 600, stock: 600, 'orders-0': 300, 'orders-1': 300 });
});

it('answers the same after a restart', async () => {
  await server.stop();
  server = await startTestServer({ dataDir: data.path });
  expect(await python(server, 'xray_reads.py', [String(seen.base)])).toEqual(seen);
});
