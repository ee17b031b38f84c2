/** Segments accepted and then found, through PutTraceSegments, OTLP and UDP; moto's server on the same puts beside it. */
import { startTestServer, type TestServer } from '../harness/server.ts';
import { cpuSeconds, heading, line, residentMegabytes, restCall, runLoad } from './measure.ts';
import { startMoto } from './moto.ts';
import { enginePid } from './ready-bench.ts';

/** Counts what can be read back: every document is its own trace, so the graph's totals are the segments. */
export async function countQueryable(apiUrl: string): Promise<number> {
  const now = Math.floor(Date.now() / 1000);
  const graph = (await restCall(apiUrl, 'xray', '/ServiceGraph', { StartTime: now - 3600, EndTime: now + 60 })) as {
    Services: { Type?: string; Name: string; SummaryStatistics?: { TotalCount: number } }[];
  };
  return graph.Services.filter((service) => /^(service|udp)-/.test(service.Name) && service.Type !== 'client').reduce(
    (sum, service) => sum + (service.SummaryStatistics?.TotalCount ?? 0),
    0,
  );
}

export async function benchIngest(segments: number): Promise<TestServer> {
  heading(`PutTraceSegments, 50 documents a request, ${segments.toLocaleString('en')} segments`);
  const server = await startTestServer();
  const { pid } = server.process;
  const engine = await enginePid(server.apiUrl);
  const { port } = new URL(server.apiUrl);
  await runLoad('put-trace-segments', [port, 200, 4, 2 ** 34]);
  const before = [cpuSeconds(pid), cpuSeconds(engine)];
  const started = performance.now();
  const put = await runLoad('put-trace-segments', [port, segments / 50, 16, 0]);
  const queryable = await countQueryable(server.apiUrl);
  const seconds = (performance.now() - started) / 1000;
  const [serverCpu, engineCpu] = [cpuSeconds(pid) - (before[0] ?? 0), cpuSeconds(engine) - (before[1] ?? 0)];
  const rate = (put['accepted'] ?? 0) / (put['seconds'] ?? 1);
  line('accepted', `${Math.round(rate).toLocaleString('en')} segments/s (aim: 60,000)`);
  line(
    'accepted and queryable',
    `${Math.round((put['accepted'] ?? 0) / seconds).toLocaleString('en')} segments/s, start of the generator included`,
  );
  line(
    'lost',
    `${(put['accepted'] ?? 0) + 10_000 - queryable} of ${put['accepted']} accepted; rejected ${put['rejected']}, failed ${put['failed']}`,
  );
  line(
    'CPU a segment',
    `server ${((serverCpu / segments) * 1e6).toFixed(1)} µs, engine ${((engineCpu / segments) * 1e6).toFixed(1)} µs`,
  );
  line('memory under load', `server ${residentMegabytes(pid).toFixed(0)} MB + engine ${residentMegabytes(engine).toFixed(0)} MB`);

  const moto = await startMoto();
  if (moto) {
    const puts = Math.min(10_000, segments);
    const there = await runLoad('put-trace-segments', [moto.port, puts / 50, 4, 0]);
    const theirs = (there['accepted'] ?? 0) / (there['seconds'] ?? 1);
    line(
      'moto, the same puts',
      `${Math.round(theirs).toLocaleString('en')} segments/s in memory, nothing durable; ratio ${(rate / theirs).toFixed(1)}`,
    );
    moto.stop();
  }
  return server;
}

/** Four spans a trace; traces are counted at the service that begins them, since calls are seen at the called ones too. */
export async function benchOtlp(spans: number): Promise<void> {
  heading(`OTLP over HTTP in protobuf, 512 spans a request, ${spans.toLocaleString('en')} spans`);
  const server = await startTestServer();
  const { pid } = server.process;
  const engine = await enginePid(server.apiUrl);
  const port = server.ports.otlpHttp ?? 0;
  const warmUp = 40;
  await runLoad('otlp', [port, warmUp, 4, 2 ** 24]);
  const before = [cpuSeconds(pid), cpuSeconds(engine)];
  const sent = await runLoad('otlp', [port, Math.ceil(spans / 512), 8, 0]);
  const queryable = await countTraces(server.apiUrl, 'otlp-shop');
  const [serverCpu, engineCpu] = [cpuSeconds(pid) - (before[0] ?? 0), cpuSeconds(engine) - (before[1] ?? 0)];
  const accepted = sent['accepted'] ?? 0;
  line('accepted', `${Math.round(accepted / (sent['seconds'] ?? 1)).toLocaleString('en')} spans/s`);
  line('lost', `${accepted / 4 + warmUp * 128 - queryable} of ${accepted / 4} traces; failed ${sent['failed']}`);
  line(
    'CPU a span',
    `server ${((serverCpu / accepted) * 1e6).toFixed(1)} µs, engine ${((engineCpu / accepted) * 1e6).toFixed(1)} µs`,
  );
  line('memory under load', `server ${residentMegabytes(pid).toFixed(0)} MB + engine ${residentMegabytes(engine).toFixed(0)} MB`);
  await server.stop();
}

async function countTraces(apiUrl: string, service: string): Promise<number> {
  const now = Math.floor(Date.now() / 1000);
  const { Services } = (await restCall(apiUrl, 'xray', '/ServiceGraph', { StartTime: now - 3600, EndTime: now + 60 })) as {
    Services: { Type?: string; Name: string; SummaryStatistics?: { TotalCount: number } }[];
  };
  return Services.find(({ Name, Type }) => Name === service && Type !== 'client')?.SummaryStatistics?.TotalCount ?? 0;
}

export async function benchUdp(server: TestServer): Promise<void> {
  heading('UDP 2000, one segment a datagram');
  const port = server.ports.xrayUdp ?? 0;
  for (const rate of [5_000, 20_000, 40_000]) {
    const before = await countQueryable(server.apiUrl);
    const { sent = 0, seconds = 1 } = await runLoad('udp', [port, rate * 3, rate]);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const found = (await countQueryable(server.apiUrl)) - before;
    line(
      `offered ${rate.toLocaleString('en')}/s`,
      `sent ${Math.round(sent / seconds).toLocaleString('en')}/s, found ${found} of ${sent}, lost ${(100 - (found / sent) * 100).toFixed(2)} %`,
    );
  }
}
