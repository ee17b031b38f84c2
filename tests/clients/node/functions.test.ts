/** Node functions instrumented with Powertools for TypeScript and with the X-Ray SDK, as they are today. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsCli } from '../../harness/clients.ts';
import { deployFunction, invokeTraced, segmentNamed } from '../../harness/deployed-function.ts';
import { eventually } from '../../harness/eventually.ts';
import { zipNodeFunction } from '../../harness/npm-packages.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ flags: ['--lambda-sampling', 'all'] });
});
afterAll(async () => {
  await server?.stop();
});

describe('a function with Powertools for TypeScript', () => {
  beforeAll(async () => {
    const packages = ['tracer', 'logger', 'metrics'].map((name) => `@aws-lambda-powertools/${name}`);
    await deployFunction(server, 'powertools-node', zipNodeFunction('powertools-node', packages), {
      runtime: 'nodejs20.x',
      handler: 'index.handler',
    });
  });

  it('records its subsegments under Invocation, with annotations and metadata', async () => {
    const { payload, segments, traceId } = await invokeTraced(server, 'powertools-node', { name: 'you' });
    expect(payload).toEqual({ message: 'hello world', traceId });
    const handler = segmentNamed(segmentNamed(segments, 'Invocation').subsegments as never, '## index.handler');
    expect(handler['annotations']).toEqual({ ColdStart: true, Service: 'greeter' });
    const greet = segmentNamed(handler.subsegments as never, '### greet');
    expect(greet).toMatchObject({ annotations: { language: 'en' }, metadata: { greeter: { event: { name: 'you' } } } });
    expect(segmentNamed(segments, 'Initialization')).toBeDefined();
  });

  it('records what its handler throws', async () => {
    const { payload, error, segments } = await invokeTraced(server, 'powertools-node', { fail: true });
    expect([error, payload]).toEqual([
      'Unhandled',
      expect.objectContaining({ errorType: 'TypeError', errorMessage: 'no greeting today' }),
    ]);
    expect(segmentNamed(segments, '## index.handler')['cause']).toMatchObject({
      exceptions: [{ type: 'TypeError', message: 'no greeting today' }],
    });
    expect(() => segmentNamed(segments, 'Initialization')).toThrow();
  });

  it('logs JSON with its trace id, and its metrics', async () => {
    const messages = await eventually('the log lines', async () => {
      const { events } = (await awsCli(
        server,
        'logs',
        'filter-log-events',
        '--log-group-name',
        '/aws/lambda/powertools-node',
      )) as { events: { message: string }[] };
      const found = events.map(({ message }) => message);
      return found.some((message) => message.includes('greeted')) &&
        found.some((message) => message.includes('CloudWatchMetrics'))
        ? found
        : undefined;
    });
    const greeted = JSON.parse(messages.find((message) => message.includes('greeted')) ?? '');
    expect(greeted).toMatchObject({
      level: 'INFO',
      service: 'greeter',
      message: 'greeted',
      xray_trace_id: expect.stringMatching(/^1-/),
    });
    const metrics = JSON.parse(messages.find((message) => message.includes('CloudWatchMetrics')) ?? '');
    expect(metrics).toMatchObject({ greetings: 1, service: 'greeter' });
  });
});

describe('a function with the X-Ray SDK for Node', () => {
  it('records its own subsegment and the HTTP call, with the trace header sent on', async () => {
    await deployFunction(server, 'xray-node', zipNodeFunction('xray-node', ['aws-xray-sdk-core']), {
      runtime: 'nodejs20.x',
      handler: 'index.handler',
    });
    const { payload, segments } = await invokeTraced(server, 'xray-node', {});
    expect(payload).toEqual({ status: 200 });
    const invocation = segmentNamed(segments, 'Invocation');
    expect(segmentNamed(invocation.subsegments as never, 'work')).toMatchObject({
      annotations: { kind: 'test' },
      metadata: { default: { detail: { a: 1 } } },
    });
    const call = segmentNamed(invocation.subsegments as never, '127.0.0.1');
    expect(call).toMatchObject({ namespace: 'remote', http: { request: { method: 'GET' }, response: { status: 200 } } });
    // A remote call that nobody answered for with a segment of its own has an inferred one.
    expect(segments.find(({ parent_id }) => parent_id === call.id)).toMatchObject({ inferred: true, name: '127.0.0.1' });
  });
});
