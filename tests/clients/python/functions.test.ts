/** Functions instrumented with Powertools and with the X-Ray SDK, as they are today. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientsVenv } from '../../../scripts/test-clients.mjs';
import { awsCliRun } from '../../harness/clients.ts';
import { deployFunction, invokeTraced, segmentNamed } from '../../harness/deployed-function.ts';
import { eventually } from '../../harness/eventually.ts';
import { zipFunction } from '../../harness/function-package.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

const library = join(clientsVenv, 'lib');
const packages = join(library, readdirSync(library)[0] ?? '', 'site-packages');
/** Only what the functions import; the SDK comes with the runtime. */
const unused =
  /^(boto3|botocore|awscli|s3transfer|pip|setuptools|docutils|rsa|pyasn1|colorama|yaml|_yaml|_distutils.*)([-_.].*)?$/i;

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ flags: ['--lambda-sampling', 'all'] });
});

afterAll(async () => {
  await server?.stop();
});

function apiEvent(path: string): object {
  return {
    ...{ resource: path, path, httpMethod: 'GET', headers: {}, multiValueHeaders: {}, queryStringParameters: null },
    ...{ multiValueQueryStringParameters: null, pathParameters: null, stageVariables: null, body: null, isBase64Encoded: false },
    requestContext: { requestId: 'a-request', stage: 'test', resourcePath: path, httpMethod: 'GET', identity: {} },
  };
}

describe('a function with Powertools', () => {
  beforeAll(async () => {
    await deployFunction(server, 'powertools', zipFunction('powertools', [packages], unused));
  });

  it('records the handler and the method under Invocation, with annotations and the cold start', async () => {
    const { payload, segments } = await invokeTraced(server, 'powertools', apiEvent('/hello'));
    expect(payload).toMatchObject({ statusCode: 200, body: '{"message":"hello world"}' });
    const handler = segmentNamed(segments, '## lambda_handler');
    expect(handler['annotations']).toEqual({ ColdStart: true, Service: 'greeter' });
    const method = segmentNamed(segments, '## app.hello');
    expect(method['annotations']).toEqual({ language: 'en' });
    const [service, execution] = ['AWS::Lambda', 'AWS::Lambda::Function'].map((origin) =>
      segments.find((segment) => segment.origin === origin),
    );
    expect(execution?.parent_id).toBe(service?.id);
    expect(execution?.subsegments?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Initialization', 'Invocation', 'Overhead']),
    );
  });

  it('has no Initialization and no cold start the second time', async () => {
    const { segments } = await invokeTraced(server, 'powertools', apiEvent('/hello'));
    expect(segmentNamed(segments, '## lambda_handler')['annotations']).toMatchObject({ ColdStart: false });
    expect(() => segmentNamed(segments, 'Initialization')).toThrow();
  });

  it('records the exception of a method, and marks every segment up to the function', async () => {
    const { segments, error } = await invokeTraced(server, 'powertools', apiEvent('/broken'));
    expect(error).toBe('Unhandled');
    const method = segmentNamed(segments, '## app.broken');
    expect(method['cause']).toMatchObject({ exceptions: [{ type: 'RuntimeError', message: 'nobody is at home' }] });
    // AWS does not say whether a handler's exception is the function's error or its fault.
    for (const segment of [
      segmentNamed(segments, 'Invocation'),
      segments.find(({ origin }) => origin === 'AWS::Lambda::Function'),
    ])
      expect([segment?.error, segment?.fault]).toContain(true);
  });

  it('logs its trace id as JSON', async () => {
    const { stdout } = await eventually('the log line', async () => {
      const words = ['logs', 'filter-log-events', '--log-group-name', '/aws/lambda/powertools', '--filter-pattern', 'greeting'];
      const finished = await awsCliRun(server, words);
      return finished.stdout.includes('greeting someone') ? finished : undefined;
    });
    const { events } = JSON.parse(stdout) as { events: { message: string }[] };
    expect(JSON.parse(events[0]?.message ?? '')).toMatchObject({
      level: 'INFO',
      service: 'greeter',
      xray_trace_id: expect.stringMatching(/^1-/),
    });
  });
});

describe('a function with patch_all', () => {
  it('records the call to Lambda, the HTTP call, the query and its own subsegment', async () => {
    await deployFunction(server, 'patched', zipFunction('patch-all', [packages], unused));
    const { payload, segments } = await invokeTraced(server, 'patched', {});
    expect(payload).toEqual({ limit: 1000 });
    const settings = segmentNamed(segments, '## settings');
    expect(settings['annotations']).toEqual({ limit: 1000 });
    const call = segmentNamed(settings.subsegments as never, 'lambda');
    expect(call).toMatchObject({
      namespace: 'aws',
      aws: { operation: 'GetAccountSettings', region: 'us-east-1' },
      http: { response: { status: 200 } },
    });
    expect(settings['metadata']).toEqual({ account: { usage: expect.objectContaining({ FunctionCount: expect.any(Number) }) } });
    const remote = segmentNamed(segments, '127.0.0.1');
    expect(remote).toMatchObject({ namespace: 'remote', http: { request: { method: 'get' }, response: { status: 200 } } });
    const query = segmentNamed(segments, ':memory:');
    expect(query).toMatchObject({ namespace: 'remote', sql: { database_type: 'sqlite3' } });
    // What nobody answered for with a segment of its own has an inferred one.
    const inferred = segments.filter((segment) => segment['inferred']).map(({ name }) => name);
    expect(inferred).toEqual(expect.arrayContaining(['lambda', '127.0.0.1', ':memory:']));
  });
});
