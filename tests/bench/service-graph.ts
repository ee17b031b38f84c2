/**
 * How fast the service graph of an hour is: `node --import tsx tests/bench/service-graph.ts [segments] [data directory]`.
 *
 * The hour ends as the bench begins. A data directory that is given is kept, and filled only when it is empty. Beside the time of each
 * question stands the CPU time of both processes, which other work on the machine does not change.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveConfig } from '../../src/server/config.ts';
import type { CallContext } from '../../src/server/services/service.ts';
import { createXray, type Xray } from '../../src/server/services/xray/service.ts';
import { openStore, type Store } from '../../src/server/store/store.ts';
import { fillHour, HOUR, traceDocuments } from './hour-of-traces.ts';
import { cpuSeconds } from './measure.ts';

const segments = Number(process.argv[2] ?? 1_000_000);
const dataDir = process.argv[3] ?? mkdtempSync(join(tmpdir(), 'radiograph-graph-bench-'));
const TENANT = { account: '000000000000', region: 'us-east-1' };

async function fill({ segmentSink }: Xray, first: number): Promise<void> {
  await fillHour(segments, first, async (documents) => {
    const refused = await segmentSink.accept(TENANT, documents);
    if (refused.length > 0) throw new Error(JSON.stringify(refused[0]));
  });
}

async function open(): Promise<{ store: Store; xray: Xray }> {
  const store = await openStore({ dataDir });
  const { clickhouse, ingestLog, controlPlane } = store;
  const xray = createXray({ clickhouse, ingestLog, controlPlane, config: resolveConfig({}, {}) });
  await store.start();
  await xray.start();
  return { store, xray };
}

async function timed(store: Store, what: string, work: () => Promise<unknown>): Promise<void> {
  const cpu = (): number => cpuSeconds(process.pid) + cpuSeconds(store.stats().engine?.pid);
  const [started, before] = [performance.now(), cpu()];
  await work();
  const [time, used] = [Math.round(performance.now() - started), Math.round((cpu() - before) * 1000)];
  process.stdout.write(`${what.padEnd(50)} ${String(time).padStart(6)} ms, CPU ${String(used).padStart(6)} ms\n`);
}

async function main(): Promise<void> {
  const empty = !existsSync(join(dataDir, 'clickhouse'));
  let { store, xray } = await open();
  if (empty) await timed(store, `${segments} segments, written`, () => fill(xray, Math.floor(Date.now() / 60_000) * 60 - HOUR));
  await store.ingestLog.settled();
  const [oldest] = await store.clickhouse.query<{ first: number }>(
    'SELECT toUnixTimestamp(min(minute)) AS first FROM observation',
  );
  const first = oldest?.first ?? 0;
  const graph = (): Promise<unknown> => {
    const operation = xray.service.operations['GetServiceGraph'] as unknown as (
      input: object,
      call: Partial<CallContext>,
    ) => Promise<unknown>;
    return operation({ StartTime: new Date(first * 1000), EndTime: new Date((first + HOUR) * 1000) }, TENANT);
  };
  const close = async (): Promise<void> => {
    await xray.close();
    await store.close();
  };
  await timed(store, 'the first question', graph);
  await timed(store, 'again', graph);
  await timed(store, 'again', graph);
  for (const _ of [1, 2, 3, 4]) {
    await xray.segmentSink.accept(TENANT, traceDocuments(2 ** 31 + (Date.now() % 1e9), first + HOUR - 12));
    await timed(store, 'right after another trace', graph);
  }
  await xray.segmentSink.accept(TENANT, traceDocuments(2 ** 31 + (Date.now() % 1e9), first + 1212));
  await timed(store, 'right after one in a minute of its own', graph);
  await close();
  ({ store, xray } = await open());
  await timed(store, 'the first after a restart', graph);
  await timed(store, 'again', graph);
  await close();
  if (process.argv[3] === undefined) rmSync(dataDir, { recursive: true });
}

await main();
