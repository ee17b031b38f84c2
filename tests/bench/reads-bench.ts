/**
 * Reads over an hour of traces that ends now: one trace, pages of summaries, whole answers of filters, and the graph, also after a
 * restart. Through HTTP, as a client asks.
 */
import { startTestServer, type TestServer, temporaryDirectory } from '../harness/server.ts';
import { fillHour, HOUR, traceDocuments } from './hour-of-traces.ts';
import { cpuSeconds, heading, line, milliseconds, restCall, timeCalls } from './measure.ts';
import { startMoto } from './moto.ts';
import { enginePid } from './ready-bench.ts';

interface Summaries {
  readonly TraceSummaries: readonly { readonly Id: string }[];
  readonly NextToken?: string;
}

const FILTERS = [
  'ok',
  'fault',
  'service("back-3") { fault }',
  'service("table-3") { error }',
  'edge("front-1", "back-3") { fault }',
  'annotation.tenant = "t-7"',
  'annotation.tenant BEGINSWITH "x"',
  'http.url CONTAINS "nowhere"',
  'responsetime > 1 OR user = "nobody"',
  'duration > 1',
  'rootcause.fault.service { name = "nowhere" }',
];

export async function benchReads(segments: number): Promise<void> {
  heading(`Reads over ${segments.toLocaleString('en')} segments of the last hour`);
  const directory = temporaryDirectory();
  let server = await startTestServer({ dataDir: directory.path });
  const first = Math.floor(Date.now() / 1000) - HOUR;
  await fillHour(segments, first, (documents) => put(server, documents));
  const window = { StartTime: first, EndTime: first + HOUR + 60 };
  const summaries = async (more: object): Promise<Summaries> =>
    (await restCall(server.apiUrl, 'xray', '/TraceSummaries', { ...window, ...more })) as unknown as Summaries;
  const page = await summaries({});
  const ids = page.TraceSummaries.map((summary) => summary.Id);
  const one = (run: number): string => ids[(run * 37) % ids.length] ?? '';
  const traces = (wanted: readonly string[]): Promise<unknown> =>
    restCall(server.apiUrl, 'xray', '/Traces', { TraceIds: wanted });

  await timed(server, 'BatchGetTraces, one trace (aim: 10 ms)', 100, (run) => traces([one(run)]));
  await timed(server, 'BatchGetTraces, five traces', 50, (run) =>
    traces([...new Set([0, 1, 2, 3, 4].map((more) => one(run * 5 + more)))]),
  );
  await timed(server, 'GetTraceSummaries, first page of an hour', 20, () => summaries({}));
  await timed(server, 'GetTraceSummaries, second page', 20, () => summaries({ NextToken: page.NextToken }));
  for (const FilterExpression of FILTERS) await timed(server, `  ${FilterExpression}`, 7, () => summaries({ FilterExpression }));

  const graph = (): Promise<unknown> => restCall(server.apiUrl, 'xray', '/ServiceGraph', window);
  await timed(server, 'GetServiceGraph of an hour, first time', 1, graph);
  await timed(server, 'GetServiceGraph of an hour (aim: 300 ms)', 10, graph);
  await timed(server, 'GetServiceGraph, each after another trace', 10, async (run) => {
    await put(server, traceDocuments(2 ** 31 + run, first + HOUR - 12));
    await graph();
  });
  await server.stop();
  server = await startTestServer({ dataDir: directory.path });
  await timed(server, 'GetServiceGraph, first after a restart', 1, graph);
  await server.stop();
  directory.remove();
  await besideMoto();
}

async function put(server: TestServer, documents: readonly string[]): Promise<void> {
  const answer = await restCall(server.apiUrl, 'xray', '/TraceSegments', { TraceSegmentDocuments: documents });
  const refused = answer['UnprocessedTraceSegments'] as readonly unknown[];
  if (refused.length > 0) throw new Error(JSON.stringify(refused[0]));
}

/** Times, and CPU of server and engine a call, which other work on the machine does not change. */
async function timed(server: TestServer, name: string, runs: number, call: (run: number) => Promise<unknown>): Promise<void> {
  const engine = await enginePid(server.apiUrl);
  const cpu = (): number => cpuSeconds(server.process.pid) + cpuSeconds(engine);
  const before = cpu();
  const times = await timeCalls(runs, call);
  line(name, `${milliseconds(times)}, CPU ${(((cpu() - before) / runs) * 1000).toFixed(0)} ms`);
}

async function besideMoto(): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  const moto = await startMoto();
  if (!moto) return;
  const documents = Array.from({ length: 50 }, (_, n) =>
    JSON.stringify({
      id: String(n).padStart(16, '0'),
      name: 'm',
      trace_id: `1-${now.toString(16)}-${String(n).padStart(24, '0')}`,
      start_time: now,
      end_time: now + 1,
    }),
  );
  await restCall(moto.apiUrl, 'xray', '/TraceSegments', { TraceSegmentDocuments: documents });
  line(
    'moto: BatchGetTraces, one of 50 traces',
    milliseconds(
      await timeCalls(30, (run) =>
        restCall(moto.apiUrl, 'xray', '/Traces', { TraceIds: [`1-${now.toString(16)}-${String(run).padStart(24, '0')}`] }),
      ),
    ),
  );
  moto.stop();
}
