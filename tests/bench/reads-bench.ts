/** Reads over a full store: one trace, a page of summaries, filters, and the graph of an hour. */
import type { TestServer } from '../harness/server.ts';
import { heading, line, milliseconds, restCall, timeCalls } from './measure.ts';
import { startMoto } from './moto.ts';

interface Summaries {
  readonly TraceSummaries: readonly { readonly Id: string }[];
}

export async function benchReads(server: TestServer, segments: number): Promise<void> {
  heading(`Reads over ${segments.toLocaleString('en')} segments`);
  const { apiUrl } = server;
  const now = Math.floor(Date.now() / 1000);
  const window = { StartTime: now - 3600, EndTime: now + 60 };
  const first = (await restCall(apiUrl, 'xray', '/TraceSummaries', window)) as unknown as Summaries;
  const ids = first.TraceSummaries.map((summary) => summary.Id);
  const one = (run: number): string => ids[run % ids.length] ?? '';

  line(
    'BatchGetTraces, one trace',
    `${milliseconds(await timeCalls(50, (run) => restCall(apiUrl, 'xray', '/Traces', { TraceIds: [one(run)] })))} (aim: 10 ms)`,
  );
  line(
    'BatchGetTraces, five traces',
    milliseconds(
      await timeCalls(30, (run) =>
        restCall(apiUrl, 'xray', '/Traces', { TraceIds: [...new Set([0, 1, 2, 3, 4].map((more) => one(run * 5 + more)))] }),
      ),
    ),
  );
  line(
    'GetTraceSummaries, first page of an hour',
    milliseconds(await timeCalls(10, () => restCall(apiUrl, 'xray', '/TraceSummaries', window))),
  );
  for (const FilterExpression of [
    'fault',
    'service("service-3") { fault }',
    'annotation.tenant = "t-7"',
    'http.url CONTAINS "nowhere"',
  ]) {
    line(
      `  filter ${FilterExpression}`,
      milliseconds(await timeCalls(3, () => restCall(apiUrl, 'xray', '/TraceSummaries', { ...window, FilterExpression }))),
    );
  }
  const cold = await timeCalls(1, () => restCall(apiUrl, 'xray', '/ServiceGraph', window));
  line('GetServiceGraph of an hour, first time', milliseconds(cold));
  line(
    'GetServiceGraph of an hour',
    `${milliseconds(await timeCalls(10, () => restCall(apiUrl, 'xray', '/ServiceGraph', window)))} (aim: 300 ms)`,
  );

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
