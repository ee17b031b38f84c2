/**
 * The Telemetry and Logs APIs as extensions use them: what they get of a function's life by HTTP and TCP, and what they are refused.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FunctionVersion } from '../../src/server/services/lambda/function.ts';
import { isolated } from '../harness/isolation.ts';
import { createHarness, type Harness } from './execution-harness.ts';
import { pythonExtension, subscriber } from './extension-programs.ts';

interface TelemetryEvent {
  readonly time: string;
  readonly type: string;
  readonly record: string | Readonly<Record<string, unknown>>;
}

/** Answers the lines of a file of /tmp, once one of them holds `until`. */
const reader = `
import json, os, time
def handler(event, context):
    print('hello from the function')
    path = '/tmp/' + event.get('file', 'telemetry')
    while 'until' in event and not (os.path.exists(path) and event['until'] in open(path).read()):
        time.sleep(0.02)
    if event.get('raise'):
        raise ValueError('no')
    if event.get('crash'):
        os._exit(1)
    return [json.loads(line) for line in open(path)] if os.path.exists(path) else []
`;

const http = (port: number, path = '', more = '') =>
  `{'protocol': 'HTTP', 'URI': 'http://sandbox.localdomain:${port}${path}'${more}}`;

describe.runIf(isolated)('telemetry', () => {
  let harness: Harness;
  beforeAll(() => {
    harness = createHarness({ sandbox: 'bubblewrap' });
  });
  afterAll(() => harness.close());

  function deploy(name: string, extension: string, changes: Partial<FunctionVersion> = {}, code = reader): void {
    const layers = harness.layers({ 'extensions/telemetry': extension });
    harness.deploy(name, { 'app.py': code }, { layers, ...changes });
  }
  const events = async (name: string, event: object = {}) => {
    const { json, ...rest } = await harness.invoke(name, event, { logType: 'Tail' });
    return { ...rest, events: json as TelemetryEvent[] };
  };
  const ofType = (all: readonly TelemetryEvent[], type: string) => all.filter((event) => event.type === type);

  it('tells an extension of its whole life by HTTP, in order', async () => {
    deploy('told', subscriber(http(8_080), 'listen(8080, take)'));
    await events('told', { file: 'subscribed', until: '200' });
    const { events: all, traceHeader } = await events('told', { until: 'platform.report' });
    const types = all.map(({ type }) => type).filter((type) => type !== 'extension');
    expect(types.slice(0, 10)).toEqual([
      'platform.initStart',
      'platform.telemetrySubscription',
      'platform.initRuntimeDone',
      'platform.extension',
      'platform.initReport',
      'platform.start',
      'function',
      'platform.runtimeDone',
      'platform.report',
      'platform.start',
    ]);
    for (const { time } of all) expect(new Date(time).toISOString()).toBe(time);
    const record = (type: string, index = 0) => ofType(all, type)[index]?.record;
    expect(record('platform.initStart')).toMatchObject({
      initializationType: 'on-demand',
      phase: 'init',
      functionName: 'told',
      functionVersion: '$LATEST',
      instanceMaxMemory: 128 * 1024 * 1024,
    });
    expect(record('platform.telemetrySubscription')).toEqual({
      name: 'telemetry',
      state: 'Subscribed',
      types: ['platform', 'function', 'extension'],
    });
    expect(record('platform.initRuntimeDone')).toEqual({ initializationType: 'on-demand', phase: 'init', status: 'success' });
    expect(record('platform.extension')).toEqual({ name: 'telemetry', state: 'Ready', events: ['INVOKE', 'SHUTDOWN'] });
    expect(record('platform.initReport')).toMatchObject({ status: 'success', metrics: { durationMs: expect.any(Number) } });
    expect(record('function')).toBe('hello from the function');
    expect(record('platform.start', 1)).toMatchObject({
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      version: '$LATEST',
      tracing: { spanId: expect.stringMatching(/^[0-9a-f]{16}$/), type: 'X-Amzn-Trace-Id', value: traceHeader },
    });
    expect(record('platform.runtimeDone')).toMatchObject({
      status: 'success',
      metrics: { durationMs: expect.any(Number), producedBytes: expect.any(Number) },
      spans: [{ name: 'responseLatency' }, { name: 'responseDuration' }, { name: 'runtimeOverhead' }],
    });
    expect(record('platform.report')).toMatchObject({
      status: 'success',
      metrics: { memorySizeMB: 128, maxMemoryUsedMB: expect.any(Number), initDurationMs: expect.any(Number) },
      spans: [{ name: 'extensionOverhead' }],
    });
  });

  it('goes by TCP as lines', async () => {
    const tcp = `
import socket
server = socket.create_server(('0.0.0.0', 7777))
def run():
    connection = server.accept()[0]
    for line in connection.makefile():
        take([json.loads(line)])
threading.Thread(target=run, daemon=True).start()
`;
    deploy('tcp', subscriber(`{'protocol': 'TCP', 'port': 7777}`, tcp));
    const { events: all } = await events('tcp', { until: 'hello from' });
    expect(all[0]?.type).toBe('platform.initStart');
  });

  it('is delivered once somebody listens', async () => {
    const late = subscriber(http(8_081, '/late?x=1'), `threading.Timer(0.7, lambda: listen(8081, take)).start()`);
    deploy('late', late);
    const { events: all } = await events('late', { until: 'hello from' });
    expect(all[0]?.type).toBe('platform.initStart');
  });

  it('holds JSON logs as objects since schema 2022-12-13, and as text before', async () => {
    const code = reader.replace(`print('hello from the function')`, `print(json.dumps({'message': 'hello from'}))`);
    const changes = { loggingConfig: { LogFormat: 'JSON', LogGroup: '/aws/lambda/json' } } as const;
    deploy('json', subscriber(http(8_080), 'listen(8080, take)'), changes, code);
    const recent = await events('json', { until: 'hello from' });
    expect(ofType(recent.events, 'function')[0]?.record).toEqual({ message: 'hello from' });
    const old = subscriber(`${http(8_080)}, schema='2022-07-01'`, 'listen(8080, take)');
    deploy('json-old', old, changes, code);
    const earlier = await events('json-old', { until: 'hello from' });
    expect(ofType(earlier.events, 'function')[0]?.record).toBe('{"message": "hello from"}');
  });

  it('has the older form for the Logs API', async () => {
    const logs = subscriber(
      `${http(8_080, '/logs', `, 'method': 'PUT'`)}, path='/2020-08-15/logs', schema='2021-03-18'`,
      'listen(8080, take)',
    );
    deploy('logs', logs);
    await events('logs');
    const { events: all } = await events('logs', { until: 'platform.report' });
    expect(all.map(({ type }) => type).filter((type) => type !== 'extension')).toEqual([
      'platform.logsSubscription',
      'platform.extension',
      'platform.start',
      'function',
      'platform.runtimeDone',
      'platform.end',
      'platform.report',
      'platform.start',
      'function',
    ]);
    expect(ofType(all, 'platform.start')[0]?.record).toEqual({ requestId: expect.any(String), version: '$LATEST' });
    expect(ofType(all, 'platform.end')[0]?.record).toEqual({ requestId: expect.any(String) });
    expect(ofType(all, 'platform.report')[0]?.record).toMatchObject({ metrics: { initDurationMs: expect.any(Number) } });
  });

  it('tells the Logs API of a fault in words', async () => {
    deploy('faulty', subscriber(`${http(8_080)}, path='/2020-08-15/logs', schema='2020-08-15'`, 'listen(8080, take)'));
    await events('faulty', { crash: true });
    const { events: all } = await events('faulty', { until: 'platform.report' });
    expect(ofType(all, 'platform.fault')[0]?.record).toMatch(
      /^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status 1/,
    );
    expect(ofType(all, 'platform.runtimeDone')).toEqual([]);
  });

  it('of a failed invocation reaches the extension when it is started again', async () => {
    deploy('failing', subscriber(http(8_080), 'listen(8080, take)'));
    await events('failing', { crash: true });
    const { events: all } = await events('failing', { until: 'platform.report' });
    expect(ofType(all, 'platform.report')[0]?.record).toMatchObject({ status: 'failure', errorType: 'Runtime.ExitError' });
    expect(ofType(all, 'platform.runtimeDone')[0]?.record).toMatchObject({ status: 'error', errorType: 'Runtime.ExitError' });
  });

  it('refuses a subscription with everything that is wrong in it', async () => {
    deploy(
      'wrong',
      pythonExtension(`
def ask(body, path='/2022-07-01/telemetry', headers=IDENTIFIER):
    status, _, answer = call('PUT', path, body, headers)
    note('refused', [status, json.loads(answer)])
register(['INVOKE'])
good = {'protocol': 'HTTP', 'URI': 'http://sandbox.localdomain:8080'}
ask({'schemaVersion': '2022-07-01', 'types': [], 'destination': {'protocol': 'HTTP', 'URI': 'http://sandbox.localdomain'}})
ask({'schemaVersion': '1999-01-01', 'types': ['platform'], 'destination': good})
ask({'schemaVersion': '2022-07-01', 'types': ['weather'], 'destination': {'protocol': 'HTTP', 'URI': 'https://example.com:9001/'}})
ask({'schemaVersion': '2022-07-01', 'types': ['platform'], 'destination': good, 'buffering': {'maxBytes': 1, 'maxItems': 1, 'timeoutMs': 1}})
ask({'types': ['platform'], 'destination': {'protocol': 'UDP'}}, '/2020-08-15/logs')
ask({'schemaVersion': '2022-07-01', 'types': ['platform'], 'destination': good}, headers={})
ask({'schemaVersion': '2022-07-01', 'types': ['platform'], 'destination': good})
ask({'types': ['platform'], 'destination': good}, '/2020-08-15/logs')
next_event()
ask({'schemaVersion': '2022-07-01', 'types': ['platform'], 'destination': good})
while True:
    next_event()
`),
    );
    const { events: refused } = await events('wrong', { file: 'refused', until: 'SubscriptionClosed' });
    const validation = (errorMessage: string) => [400, { errorMessage, errorType: 'ValidationError' }];
    expect(refused).toEqual([
      validation('URI port is not provided; types should not be empty'),
      validation('schemaVersion should be one of 2022-07-01, 2022-12-13, 2025-01-29'),
      validation(
        'URI scheme should be http; URI host should be sandbox.localdomain; port 9001 is reserved; types should be among platform, function, extension',
      ),
      validation(
        'maxItems should be between 1000 and 10000; maxBytes should be between 262144 and 1048576; timeoutMs should be between 25 and 30000',
      ),
      [400, { errorMessage: 'destination protocol should be HTTP or TCP', errorType: 'Logs.ValidationError' }],
      [403, { errorMessage: 'Missing Lambda-Extension-Identifier header', errorType: 'Extension.MissingExtensionIdentifier' }],
      [200, 'OK'],
      [400, { errorMessage: 'The extension has subscribed with the other API already', errorType: 'Logs.ValidationError' }],
      [403, { errorMessage: 'Telemetry API subscription is closed already', errorType: 'Telemetry.SubscriptionClosed' }],
    ]);
  });

  it('drops what an extension does not take, and tells how much', async () => {
    const choosy = `
open_for = threading.Event()
def taken(batch):
    open_for.wait()
    take(event if event['type'] == 'platform.logsDropped' else {'type': event['type']} for event in batch)
listen(8080, taken)
threading.Thread(target=lambda: [time.sleep(0.1) or os.path.exists('/tmp/printed') and open_for.set() for _ in iter(int, 1)], daemon=True).start()
`;
    const code = `
import json, os, time
def handler(event, context):
    for _ in range(40):
        print('x' * 100000)
    time.sleep(0.5)
    open('/tmp/printed', 'w').close()
    while not (os.path.exists('/tmp/telemetry') and 'logsDropped' in open('/tmp/telemetry').read()):
        time.sleep(0.02)
    return [json.loads(line) for line in open('/tmp/telemetry')]
`;
    deploy('choosy', subscriber(http(8_080), choosy), { memorySize: 512 }, code);
    const { events: all } = await events('choosy');
    expect(ofType(all, 'platform.logsDropped')[0]?.record).toMatchObject({
      reason: 'Consumer seems to have fallen behind as it has not acknowledged receipt of logs.',
      droppedRecords: expect.any(Number),
      droppedBytes: expect.any(Number),
    });
  });
});
