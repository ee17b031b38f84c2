/** Functions that are traced by OpenTelemetry's SDK, which sends by OTLP to 127.0.0.1:4318 inside their environment. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { awsCli } from '../../harness/clients.ts';
import { deployFunction, invokeTraced, segmentNamed } from '../../harness/deployed-function.ts';
import { zipNodeFunction } from '../../harness/npm-packages.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ flags: ['--lambda-sampling', 'all'] });
  const packages = ['api', 'exporter-trace-otlp-http', 'propagator-aws-xray', 'sdk-trace-node'].map(
    (name) => `@opentelemetry/${name}`,
  );
  const zip = zipNodeFunction('otel-node', packages);
  await deployFunction(server, 'otel-node', zip, {
    handler: 'index.handler',
    runtime: 'nodejs20.x',
    more: ['--memory-size', '256'],
  });
});

afterAll(async () => {
  await server?.stop();
});

it("hang their spans below Lambda's Invocation, in the revision of the invocation", async () => {
  for (const _ of ['cold', 'warm']) {
    const { payload, segments, traceId } = await invokeTraced(server, 'otel-node', {});
    expect(payload).toEqual({ sent: true });
    const lambda = segments.filter(({ inferred }) => inferred !== true);
    expect(lambda.map(({ origin }) => origin)).toEqual(['AWS::Lambda', 'AWS::Lambda::Function']);
    expect(segmentNamed(segments, 'Invocation').subsegments).toMatchObject([
      {
        name: 'index.handler',
        metadata: { default: { 'faas.coldstart': true }, otel: { kind: 'SERVER' } },
        subsegments: [
          { name: 'stock.example', namespace: 'remote', http: { request: { url: 'http://stock.example/7' } } },
          { name: 'GET /', metadata: { otel: { kind: 'SERVER' } } },
        ],
      },
    ]);
    const now = Math.floor(Date.now() / 1000);
    const range = ['--start-time', `${now - 300}`, '--end-time', `${now + 5}`];
    const { TraceSummaries } = (await awsCli(server, 'xray', 'get-trace-summaries', ...range)) as {
      TraceSummaries: { Id: string; Revision: number }[];
    };
    expect(TraceSummaries.find(({ Id }) => Id === traceId)?.Revision).toBe(1);
  }
});
