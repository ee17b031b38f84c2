/**
 * An invocation's way through the data plane, in both kinds of sandbox: real runtimes, with the ports on the other side in memory
 * (execution-harness.ts).
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeBubblewrap } from '../../src/server/services/lambda/sandbox/bubblewrap.ts';
import { createHarness, type Harness, logOf } from './execution-harness.ts';

interface Segment {
  id: string;
  name: string;
  parent_id?: string;
  trace_id: string;
  origin?: string;
  type?: string;
  start_time: number;
  end_time: number;
  error?: boolean;
  fault?: boolean;
  cause?: { exceptions: { type: string; message: string }[] };
  http?: { response: { status: number } };
  aws?: { request_id?: string };
  subsegments?: Segment[];
}

const kinds = probeBubblewrap(undefined).kind === 'bubblewrap' ? (['bubblewrap', 'none'] as const) : (['none'] as const);

describe.each(kinds)('an invocation with sandbox %s', (sandbox) => {
  let harness: Harness;
  beforeAll(() => {
    harness = createHarness({ sandbox });
  });
  afterAll(() => harness.close());

  const deploy = (name: string, body: string, changes: Parameters<Harness['deploy']>[2] = {}): void =>
    harness.deploy(name, { 'app.py': body }, changes);
  const lastBatch = (): Segment[] => (harness.batches.at(-1) ?? []).map((text) => JSON.parse(text) as Segment);

  const traced = `
import json, os, socket
at_import = os.environ.get('_X_AMZN_TRACE_ID')
def handler(event, context):
    header = os.environ['_X_AMZN_TRACE_ID']
    parts = dict(part.split('=') for part in header.split(';'))
    host, port = os.environ['AWS_XRAY_DAEMON_ADDRESS'].split(':')
    document = {'id': '1234567812345678', 'name': '## handler', 'trace_id': parts['Root'], 'parent_id': parts['Parent'], 'type': 'subsegment'}
    packet = '{"format":"json","version":1}\\n' + json.dumps(document)
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(packet.encode(), (host, int(port)))
    if event.get('raise'):
        raise ValueError('no')
    return {'header': header, 'at_import': at_import, 'arn': context.invoked_function_arn, 'left': context.get_remaining_time_in_millis()}
`;

  it("leaves Lambda's two segments and the SDK's document as one batch", async () => {
    deploy('traced', traced);
    const before = harness.batches.length;
    const first = await harness.invoke('traced');
    const { header, at_import, left } = first.json as { header: string; at_import: null; left: number };
    expect(at_import).toBeNull();
    expect(first.traceHeader).toBe(header);
    expect(left).toBeGreaterThan(5_000);
    expect(harness.batches.length).toBe(before + 1);
    const [service, own, sent] = lastBatch();
    expect(service).toMatchObject({ origin: 'AWS::Lambda', http: { response: { status: 200 } } });
    expect(own).toMatchObject({ origin: 'AWS::Lambda::Function', parent_id: service?.id, trace_id: service?.trace_id });
    const [initialization, invocation, overhead] = own?.subsegments ?? [];
    expect([initialization?.name, invocation?.name, overhead?.name]).toEqual(['Initialization', 'Invocation', 'Overhead']);
    expect(initialization?.end_time).toBeLessThanOrEqual(own?.start_time ?? 0);
    expect(service?.start_time).toBeLessThanOrEqual(initialization?.start_time ?? 0);
    expect(sent).toMatchObject({ name: '## handler', parent_id: invocation?.id, trace_id: service?.trace_id });

    await harness.invoke('traced');
    expect(lastBatch()[1]?.subsegments?.map(({ name }) => name)).toEqual(['Invocation', 'Overhead']);
  });

  it("drops the SDK's documents when the role may not send them", async () => {
    harness.permissions.traces = false;
    await harness.invoke('traced');
    harness.permissions.traces = true;
    expect(lastBatch().map(({ origin }) => origin)).toEqual(['AWS::Lambda', 'AWS::Lambda::Function']);
  });

  it("answers a handler's error in its own words, and records its cause", async () => {
    const result = await harness.invoke('traced', { raise: true });
    expect(result).toMatchObject({
      statusCode: 200,
      functionError: 'Unhandled',
      json: { errorType: 'ValueError', errorMessage: 'no' },
    });
    const [service, own] = lastBatch();
    expect(service).not.toHaveProperty('error');
    expect(own).toMatchObject({ error: true, cause: { exceptions: [{ type: 'ValueError', message: 'no' }] } });
  });

  it('honours an upstream decision and its parent', async () => {
    const root = '1-5759e988-bd862e3fe1be46a994272793';
    await harness.invoke('traced', {}, { traceHeader: `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1` });
    expect(lastBatch()[0]).toMatchObject({ trace_id: root, parent_id: '53995c3f42cd8ad8' });
    const before = harness.batches.length;
    const result = await harness.invoke('traced', {}, { traceHeader: `Root=${root};Parent=53995c3f42cd8ad8;Sampled=0` });
    expect((result.json as { header: string }).header).toContain('Sampled=0');
    expect(harness.batches.slice(before).flat().join()).not.toContain('AWS::Lambda');
  });

  it('writes INIT_START, what was printed, START, END and REPORT in this order', async () => {
    deploy(
      'printer',
      `import sys\nprint('importing')\ndef handler(event, context):\n    print('one')\n    print('two', file=sys.stderr)\n`,
    );
    const result = await harness.invoke('printer', {}, { logType: 'Tail' });
    const expected = [
      /^START RequestId/,
      /^one/,
      /^two/,
      /^END RequestId/,
      /^REPORT RequestId.*\tInit Duration: /,
      /^XRAY TraceId: 1-/,
    ];
    const lines = logOf(result).trim().split('\n');
    expect(lines).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(lines[index]).toMatch(pattern);
    await expect.poll(() => harness.logs.at(-1)?.message ?? '').toMatch(/^REPORT/);
    const stream = harness.logs.at(-1)?.stream;
    const whole = harness.logs.filter((line) => line.stream === stream).map(({ message }) => message);
    expect(stream).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
    expect(whole.slice(0, 3)).toEqual([
      expect.stringMatching(/^INIT_START Runtime Version: python:3/),
      'importing\n',
      expect.stringMatching(/^START/),
    ]);
  });

  it('runs concurrent invocations in environments of their own, and reuses them after', async () => {
    deploy(
      'slow',
      `import os, time\nidentity = os.urandom(4).hex()\ndef handler(event, context):\n    time.sleep(0.3)\n    return identity\n`,
    );
    const answers = await Promise.all([1, 2, 3].map(() => harness.invoke('slow')));
    const identities = new Set(answers.map(({ json }) => json));
    expect(identities.size).toBe(3);
    expect(identities).toContain((await harness.invoke('slow')).json);
  });

  it('is throttled beyond its reserved concurrency', async () => {
    harness.reserved.set('slow', 1);
    const results = await Promise.allSettled([harness.invoke('slow'), harness.invoke('slow')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((results[1] as PromiseRejectedResult).reason).toMatchObject({
      code: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      statusCode: 429,
      members: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', Type: 'User' },
    });
    harness.reserved.delete('slow');
  });

  it('uses new code after the function was retired', async () => {
    deploy('versioned', `def handler(event, context):\n    return 1\n`);
    expect((await harness.invoke('versioned')).json).toBe(1);
    deploy('versioned', `def handler(event, context):\n    return 2\n`);
    await harness.execution.retire('arn:aws:lambda:us-east-1:000000000000:function:versioned');
    expect((await harness.invoke('versioned')).json).toBe(2);
    expect(harness.execution.environments().filter(({ functionArn }) => functionArn.endsWith(':versioned'))).toHaveLength(1);
  });

  it.each([
    ['import', 'import nothing_of_that_name', { errorType: 'Runtime.ImportModuleError', requestId: '' }],
    ['syntax', 'def handler(event, context) return 1', { errorType: 'Runtime.UserCodeSyntaxError' }],
    ['missing', 'x = 1', { errorType: 'Runtime.HandlerNotFound', errorMessage: "Handler 'handler' missing on module 'app'" }],
    [
      'exit',
      'import sys\nsys.exit(3)',
      { errorType: 'Runtime.ExitError', errorMessage: expect.stringMatching(/Error: Runtime exited with error: exit status 3$/) },
    ],
  ])('answers a failed init (%s) as Lambda does, each time', async (name, body, expected) => {
    deploy(`init-${name}`, body);
    for (let count = 0; count < 2; count++)
      expect(await harness.invoke(`init-${name}`)).toMatchObject({ functionError: 'Unhandled', json: expected });
    expect(lastBatch()[1]).toMatchObject({ fault: true, subsegments: [{ name: 'Initialization', fault: true }] });
    expect(lastBatch()[1]).not.toHaveProperty('error');
  });

  it('refuses a response that is too large', async () => {
    deploy('large', `def handler(event, context):\n    return 'x' * 7_000_000\n`);
    expect((await harness.invoke('large')).json).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
  });

  it('refuses an event that is not JSON', async () => {
    await expect(harness.invoke('large', {}, { payload: Buffer.from('{no') })).rejects.toMatchObject({
      code: 'InvalidRequestContentException',
      message: expect.stringMatching(/^Could not parse request body into json: /),
    });
  });

  it('runs Node functions in all their forms', async () => {
    const node = { runtime: 'nodejs20.x', handler: 'index.handler' };
    harness.deploy('module', { 'index.mjs': `export const handler = async (event) => ({ got: event.a });` }, node);
    harness.deploy(
      'callback',
      { 'index.js': `exports.handler = (event, context, done) => setTimeout(() => done(null, context.functionName), 5);` },
      node,
    );
    harness.deploy(
      'thrower',
      { 'index.js': `exports.handler = async () => { console.log('before'); throw new TypeError('no'); };` },
      node,
    );
    expect((await harness.invoke('module', { a: 1 })).json).toEqual({ got: 1 });
    expect((await harness.invoke('callback')).json).toBe('callback');
    const failed = await harness.invoke('thrower', {}, { logType: 'Tail' });
    expect(failed.json).toMatchObject({ errorType: 'TypeError', errorMessage: 'no' });
    expect(logOf(failed)).toMatch(/\t[0-9a-f-]{36}\tINFO\tbefore\n/);
    expect(logOf(failed)).toMatch(/\tERROR\tInvoke Error \t\{"errorType":"TypeError","errorMessage":"no","stack":/);
    expect(lastBatch()[1]?.cause?.exceptions).toMatchObject([{ type: 'TypeError', message: 'no' }]);
  });

  it("runs Python without AWS's interface client, with the same answers", async () => {
    // What is not found on PYTHONPATH was not installed.
    const offline = { environment: { PYTHONPATH: '/nowhere' } };
    deploy(
      'offline',
      `import logging\nlogging.getLogger().setLevel('INFO')\n${traced.replace('    if event', "    logging.info('said')\n    if event")}`,
      offline,
    );
    expect((await harness.invoke('offline')).json).toMatchObject({ at_import: null });
    const failed = await harness.invoke('offline', { raise: true }, { logType: 'Tail' });
    expect(failed.json).toMatchObject({
      errorType: 'ValueError',
      errorMessage: 'no',
      stackTrace: [expect.stringContaining('in handler')],
    });
    expect(logOf(failed)).toMatch(/\[INFO\]\t[\dT:.-]+Z\t[0-9a-f-]{36}\tsaid\n/);
    expect(logOf(failed)).toMatch(/\[ERROR\] ValueError: no\nTraceback \(most recent call last\):\n/);
    expect(lastBatch()[1]?.cause?.exceptions).toMatchObject([{ type: 'ValueError', message: 'no' }]);
    deploy('offline-import', 'import nothing_of_that_name', offline);
    expect((await harness.invoke('offline-import')).json).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
      errorMessage: "Unable to import module 'app': No module named 'nothing_of_that_name'",
    });
  });

  it('merges layers, later ones over earlier ones', async () => {
    const layers = harness.layers(
      { 'python/lib_a.py': 'name = "a1"', 'python/lib_b.py': 'name = "b1"' },
      { 'python/lib_b.py': 'name = "b2"' },
    );
    deploy('layered', `import lib_a, lib_b\ndef handler(event, context):\n    return [lib_a.name, lib_b.name]\n`, { layers });
    expect((await harness.invoke('layered')).json).toEqual(['a1', 'b2']);
  });

  // Where nothing is isolated a wrapper is refused, in the function's log.
  if (sandbox === 'bubblewrap')
    it("runs a wrapper with the runtime's own command line", async () => {
      const wrapper = '#!/bin/sh\nexport WRAPPED="$*"\nexec "$@"\n';
      const layers = harness.layers({ wrap: wrapper });
      deploy('wrapped', `import os\ndef handler(event, context):\n    return os.environ['WRAPPED']\n`, {
        layers,
        environment: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/wrap' },
      });
      expect((await harness.invoke('wrapped')).json).toMatch(/^\/var\/lang\/bin\/python3\.\d+ \/run\/radiograph\/bootstrap\.py$/);
    });

  it("runs a function's own bootstrap", async () => {
    const bootstrap = `#!/bin/sh
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
python3 -c '
import sys, urllib.request
api = sys.argv[1]
while True:
    with urllib.request.urlopen(api + "/next") as event:
        request = event.headers["Lambda-Runtime-Aws-Request-Id"]
        body = event.read()
    urllib.request.urlopen(urllib.request.Request(api + "/" + request + "/response", data=body, method="POST")).read()
' "$api"
`;
    harness.deploy('own', { bootstrap }, { runtime: 'provided.al2023', handler: 'unused' });
    expect((await harness.invoke('own', { echo: true })).json).toEqual({ echo: true });
  });

  it('answers an event at once and records its wait and its attempt', async () => {
    const before = harness.batches.length;
    const result = await harness.invoke('traced', {}, { invocationType: 'Event' });
    expect(result).toMatchObject({ statusCode: 202, payload: new Uint8Array() });
    await expect.poll(() => harness.batches.length).toBe(before + 1);
    const [service, own] = lastBatch();
    expect(service).toMatchObject({
      http: { response: { status: 202 } },
      subsegments: [{ name: 'Dwell Time' }, { name: 'Attempt #1' }],
    });
    expect(own?.parent_id).toBe(service?.subsegments?.[1]?.id);
    await expect.poll(() => readdirSync(join(harness.directory, 'lambda-events'))).toEqual([]);
  });
});

it('an accepted event survives the server', async () => {
  const first = createHarness({ sandbox: 'none' });
  first.deploy('later', { 'app.py': `import time\n\ndef handler(event, context):\n    time.sleep(5 if event else 0)\n` });
  // The function is busy, so the event has to wait.
  first.reserved.set('later', 1);
  const busy = first.invoke('later', { busy: true }).catch(() => undefined);
  expect((await first.invoke('later', {}, { invocationType: 'Event' })).statusCode).toBe(202);
  await first.execution.close();
  await busy;
  expect(readdirSync(join(first.directory, 'lambda-events'))).toHaveLength(1);
  const second = createHarness({ sandbox: 'none', dataDir: first.directory });
  second.deploy('later', { 'app.py': `def handler(event, context):\n    pass\n` });
  await expect.poll(() => second.batches.length, { timeout: 10_000 }).toBe(1);
  await expect.poll(() => readdirSync(join(first.directory, 'lambda-events'))).toEqual([]);
  await second.close();
  await first.close();
});
