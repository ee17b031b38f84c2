/**
 * examples/adot with the real `sam`: a function that AWS's OpenTelemetry layer instruments, without a line of code for it. Its spans
 * stand under Lambda's own Invocation, and the calls that it makes are nodes of the map. Then the same with the classic layer.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TimedSegment } from '../../src/cli/demo/read-trace.ts';
import { awsCli } from '../harness/clients.ts';
import { invokeTraced, segmentNamed, type TracedSegment } from '../harness/deployed-function.ts';
import { eventually } from '../harness/eventually.ts';
import { isolated } from '../harness/isolation.ts';
import { SamApplication } from '../harness/sam-application.ts';
import { newTraceId } from '../harness/segments.ts';
import { cacheDir, startTestServer, type TestServer } from '../harness/server.ts';

/** The first time, the layers are built. */
const patience = 400_000;
const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';

describe.runIf(isolated)("AWS's layers for OpenTelemetry", () => {
  let server: TestServer;
  let application: SamApplication;
  let functionName: string;

  beforeAll(async () => {
    server = await startTestServer({ flags: ['--lambda-sampling', 'all'] });
    application = await SamApplication.copy(server, 'adot');
    expect(await application.sam(['deploy'])).toContain('Successfully created/updated stack - orders');
    functionName = await application.output('orders', 'OrdersFunction');
  }, patience);
  afterAll(async () => {
    await server?.stop();
    application?.remove();
  });

  /** Calls the API until a request is sampled; its trace's documents, once Lambda's are among them. */
  async function call(): Promise<TracedSegment[]> {
    const url = await application.output('orders', 'OrdersApi');
    const trace = await eventually('a sampled request', async () => {
      const answer = await fetch(url);
      expect(await answer.json()).toEqual({ id: '1', items: 3 });
      return /Root=([^;]+).*Sampled=1/.exec(answer.headers.get('x-amzn-trace-id') ?? '')?.[1];
    });
    return eventually(`the trace ${trace}`, async () => {
      const { Traces } = (await awsCli(server, 'xray', 'batch-get-traces', '--trace-ids', trace)) as {
        Traces: { Segments: { Document: string }[] }[];
      };
      const documents = (Traces[0]?.Segments ?? []).map(({ Document }) => JSON.parse(Document) as TracedSegment);
      return documents.some(({ origin }) => origin === 'AWS::Lambda::Function') ? documents : undefined;
    });
  }

  /** `name > name` of everything below a segment. */
  const paths = (segment: TimedSegment, above = ''): string[] =>
    (segment.subsegments ?? []).flatMap((one) => {
      const path = above === '' ? one.name : `${above} > ${one.name}`;
      return [path, ...paths(one, path)];
    });

  function expectInstrumented(segments: readonly TracedSegment[]): void {
    const own = segments.find(({ origin }) => origin === 'AWS::Lambda::Function');
    if (own === undefined) throw new Error('There is no segment of the function.');
    const server = `Invocation > ${functionName}`;
    expect(paths(own)).toEqual(expect.arrayContaining(['Invocation', server, `${server} > S3`]));
    expect(paths(own).filter((path) => path === `${server} > S3`)).toHaveLength(2);
    const [span] = segmentNamed([own], 'Invocation').subsegments as readonly TracedSegment[];
    const calls = (span?.subsegments ?? []) as readonly TracedSegment[];
    expect(calls.map(({ namespace, aws }) => [namespace, (aws as { operation: string }).operation])).toEqual([
      ['aws', 'PutObject'],
      ['aws', 'GetObject'],
    ]);
    // Nothing of it is a segment of its own.
    const names = segments.map(({ name, origin }) => `${name} ${origin}`);
    expect(names.filter((name) => name.startsWith(functionName))).toEqual([
      `${functionName} AWS::Lambda`,
      `${functionName} AWS::Lambda::Function`,
    ]);
  }

  it('the distro: spans reach the trace by UDP', { timeout: patience }, async () => {
    expectInstrumented(await call());
  });

  it('the map has the function and the bucket that it calls', { timeout: patience }, async () => {
    const range = [
      '--start-time',
      String(Math.floor(Date.now() / 1000) - 600),
      '--end-time',
      String(Math.floor(Date.now() / 1000) + 10),
    ];
    const types = await eventually('the map to have the bucket', async () => {
      const { Services } = (await awsCli(server, 'xray', 'get-service-graph', ...range)) as {
        Services: { Type: string; Edges: { ReferenceId: number }[]; ReferenceId: number }[];
      };
      const own = Services.find(({ Type }) => Type === 'AWS::Lambda::Function');
      const called = own?.Edges.map((edge) => Services.find(({ ReferenceId }) => ReferenceId === edge.ReferenceId)?.Type);
      return called?.length ? called : undefined;
    });
    expect(types).toEqual(['AWS::S3::Bucket']);
  });

  it('what the handler raises is the cause of its span', { timeout: patience }, async () => {
    const { payload, segments } = await invokeTraced(server, functionName, { pathParameters: {} });
    expect(payload).toMatchObject({ errorType: 'KeyError' });
    const [span] = segmentNamed(segments, 'Invocation').subsegments as readonly TracedSegment[];
    expect(span).toMatchObject({ name: functionName, fault: true, cause: { exceptions: [{ type: 'KeyError' }] } });
  });

  it('a request that is not sampled leaves nothing', { timeout: patience }, async () => {
    const traceId = newTraceId();
    const url = await application.output('orders', 'OrdersApi');
    const answer = await fetch(url, { headers: { 'x-amzn-trace-id': `Root=${traceId};Sampled=0` } });
    expect(await answer.json()).toEqual({ id: '1', items: 3 });
    await call();
    const words = ['xray', 'batch-get-traces', '--trace-ids', traceId];
    expect(await awsCli(server, ...words)).toMatchObject({ Traces: [] });
  });

  it('the light SDK that the distro has for short cold starts records the same', { timeout: patience }, async () => {
    await configure('615299751070:layer:AWSOpenTelemetryDistroPython:16', { OTEL_AWS_LAMBDA_FAST_START: 'true' });
    expectInstrumented(await call());
  });

  // Without the collector that a developer may have built into the cache; tests/clients/adot-collector has that one.
  it.runIf(!existsSync(join(cacheDir, 'adot-collector')))(
    'the classic layer: spans reach the trace by OTLP',
    { timeout: patience },
    async () => {
      await configure(`901920570463:layer:aws-otel-python-${architecture}-ver-1-32-0:2`);
      expectInstrumented(await call());
    },
  );

  async function configure(layer: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
    const own = ['--function-name', functionName];
    const { Environment } = (await awsCli(server, 'lambda', 'get-function-configuration', ...own)) as {
      Environment: { Variables: Record<string, string> };
    };
    const variables = JSON.stringify({ Variables: { ...Environment.Variables, ...more } });
    const words = ['--cli-read-timeout', '300', '--layers', `arn:aws:lambda:us-east-1:${layer}`, '--environment', variables];
    await awsCli(server, 'lambda', 'update-function-configuration', ...own, ...words);
    await awsCli(server, 'lambda', 'wait', 'function-updated-v2', ...own);
  }
});
