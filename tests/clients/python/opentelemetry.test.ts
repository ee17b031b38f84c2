/** OpenTelemetry's SDK for Python and ADOT's distribution of it: exporters over HTTP, signed and by UDP; both propagators. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsCli, python } from '../../harness/clients.ts';
import { everySegment, segmentNamed, type TracedSegment } from '../../harness/deployed-function.ts';
import { eventually } from '../../harness/eventually.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(async () => {
  await server?.stop();
});

async function runServices(how: string, target: string, propagator: string, more: Record<string, string> = {}): Promise<string> {
  const { trace } = (await python(server, 'otel_services.py', [how, target, propagator], more)) as { trace: string };
  return trace;
}

async function segmentsOf(traceId: string, count: number, more: readonly string[] = []): Promise<TracedSegment[]> {
  return eventually(`the trace ${traceId}`, async () => {
    const answer = (await awsCli(server, 'xray', 'batch-get-traces', '--trace-ids', traceId, ...more)) as {
      Traces: { Segments: { Document: string }[] }[];
    };
    const documents = (answer.Traces[0]?.Segments ?? []).map(({ Document }) => JSON.parse(Document) as TracedSegment);
    return everySegment(documents).length >= count ? documents : undefined;
  });
}

/** shop with load, SELECT, S3 and POST; billing; what is inferred of the database and S3. */
const WHOLE = 8;

describe('two services', () => {
  it.each([
    ['http', 'xray'],
    ['gzip', 'tracecontext'],
    ['grpc', 'tracecontext'],
    ['udp', 'xray'],
  ])('are two nodes with an edge, by %s and %s', async (how, propagator) => {
    const { otlpHttp, otlpGrpc, xrayUdp } = server.ports;
    const targets: Record<string, string> = { udp: `127.0.0.1:${xrayUdp}`, grpc: `127.0.0.1:${otlpGrpc}` };
    const target = targets[how] ?? `http://127.0.0.1:${otlpHttp}`;
    const traceId = await runServices(how, target, propagator);
    const segments = await segmentsOf(traceId, WHOLE);

    const shop = segmentNamed(segments, 'shop');
    expect(shop).toMatchObject({
      http: { request: { method: 'GET', url: 'http://shop.example/orders/7' }, response: { status: 200 } },
      annotations: { tenant: 't-1', rank: 3 },
      user: 'user-1',
      service: { version: '1.2' },
      aws: { xray: { sdk: 'opentelemetry for python', auto_instrumentation: false } },
      metadata: { default: { 'otel.resource.service.name': 'shop' }, otel: { name: 'GET /orders/{id}', scope: 'shop@0.1' } },
    });
    const [load, s3, post] = shop.subsegments as TracedSegment[];
    expect(load).toMatchObject({ name: 'load', metadata: { default: { cart: 2 } } });
    expect(load?.subsegments).toMatchObject([
      {
        name: 'orders@db.example',
        namespace: 'remote',
        sql: { url: 'SELECT', database_type: 'postgresql', sanitized_query: 'select ?' },
      },
    ]);
    expect(s3).toMatchObject({
      name: 'S3',
      namespace: 'aws',
      aws: { operation: 'ListBuckets', region: 'us-east-1', retries: 0 },
    });
    expect(post).toMatchObject({
      name: 'billing.example',
      namespace: 'remote',
      fault: true,
      http: { response: { status: 500 } },
    });

    const billing = segmentNamed(segments, 'billing');
    expect(billing).toMatchObject({
      parent_id: post?.id,
      fault: true,
      cause: {
        exceptions: [{ type: 'ValueError', message: 'no money', remote: false, stack: [{ label: 'charge' }] }],
      },
    });

    const { Services } = (await awsCli(server, 'xray', 'get-trace-graph', '--trace-ids', traceId)) as {
      Services: { ReferenceId: number; Name: string; Type?: string; Edges: { ReferenceId: number }[] }[];
    };
    const edges = Services.flatMap(({ Name, Type, Edges }) =>
      Edges.map(({ ReferenceId }) => `${Name}${Type === 'client' ? ' client' : ''} -> ${Services[ReferenceId]?.Name}`),
    );
    expect(edges.sort()).toEqual(['shop -> S3', 'shop -> billing', 'shop -> orders@db.example', 'shop client -> shop']);
    expect(Services.find(({ Name }) => Name === 'S3')?.Type).toBe('AWS::S3');
  });

  it('are found by their annotations, users and faults', async () => {
    const traceId = await runServices('http', `http://127.0.0.1:${server.ports.otlpHttp}`, 'tracecontext');
    await segmentsOf(traceId, WHOLE);
    const now = Math.floor(Date.now() / 1000);
    const filter = 'annotation.tenant = "t-1" AND annotation.rank > 2 AND user = "user-1" AND service("billing") { fault }';
    const { TraceSummaries } = (await awsCli(
      server,
      ...[
        'xray',
        'get-trace-summaries',
        '--start-time',
        `${now - 60}`,
        '--end-time',
        `${now + 5}`,
        '--filter-expression',
        filter,
      ],
    )) as { TraceSummaries: { Id: string; HasFault: boolean; EntryPoint: object; FaultRootCauses: object[] }[] };
    const summary = TraceSummaries.find(({ Id }) => Id === traceId);
    expect(summary).toMatchObject({ HasFault: false, EntryPoint: { Name: 'shop' } });
    expect(summary?.FaultRootCauses).toHaveLength(1);
  });
});

it('keeps spans that were not sampled out of traces', async () => {
  const traceId = await runServices('unsampled', `127.0.0.1:${server.ports.xrayUdp}`, 'xray');
  const health = await eventually('the datagrams', async () => {
    const { xray } = (await (await fetch(`${server.apiUrl}/_radiograph/health`)).json()) as {
      xray: { datagrams: { unsampled: number } };
    };
    return xray.datagrams.unsampled > 0 ? xray : undefined;
  });
  expect(health.datagrams.unsampled).toBeGreaterThan(0);
  const { Traces } = (await awsCli(server, 'xray', 'batch-get-traces', '--trace-ids', traceId)) as { Traces: object[] };
  expect(Traces).toEqual([]);
});

it("takes signed spans at X-Ray's endpoint for whoever signed them", async () => {
  const caller = { AWS_ACCESS_KEY_ID: '111111111111', AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1' };
  const traceId = await runServices('signed', server.apiUrl, 'xray', caller);
  const { Traces } = (await awsCli(server, 'xray', 'batch-get-traces', '--trace-ids', traceId)) as { Traces: object[] };
  expect(Traces).toEqual([]);
  const run = await python(server, 'otel_read.py', [traceId], caller);
  expect(run).toEqual(['billing', 'shop']);
});

describe('with --auth sigv4', () => {
  it('takes spans that are signed with a key it knows, and refuses others', async () => {
    const strict = await startTestServer({ flags: ['--auth', 'sigv4'] });
    try {
      const [, id = '', secret = ''] = /AWS_ACCESS_KEY_ID=(\S+) AWS_SECRET_ACCESS_KEY=(\S+)/.exec(strict.output()) ?? [];
      const key = { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret };
      const send = async (how: Record<string, string>): Promise<string> => {
        const { trace } = (await python(strict, 'otel_services.py', ['signed', strict.apiUrl, 'xray'], { ...key, ...how })) as {
          trace: string;
        };
        return trace;
      };
      const read = async (trace: string) => python(strict, 'otel_read.py', [trace], key);
      expect(await read(await send({}))).toEqual(['billing', 'shop']);
      await expect(send({ AWS_SECRET_ACCESS_KEY: 'wrong' })).rejects.toThrow('Failed to export span batch code: 403');
    } finally {
      await strict.stop();
    }
  });
});
