/**
 * Extensions beside a function, from their registration to their shutdown, as real programs in a layer. Those that fail have a file
 * of their own.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isolated } from '../harness/isolation.ts';
import { createHarness, type Harness, logOf } from './execution-harness.ts';
import { extendedFunctions, reader } from './extended-function.ts';
import { nodeWitness, pythonExtension, witness } from './extension-programs.ts';

interface Timed {
  readonly name: string;
  readonly end_time: number;
  readonly subsegments?: readonly Timed[];
}

describe.runIf(isolated)('an extension', () => {
  let harness: Harness;
  beforeAll(() => {
    harness = createHarness({ sandbox: 'bubblewrap' });
  });
  afterAll(() => harness.close());
  const { deploy, invoke, lines } = extendedFunctions(() => harness);

  it('registers before the runtime starts, gets every invocation, and shuts down with the environment', async () => {
    deploy('witnessed', { witness });
    const first = await invoke('witnessed', { lines: 2 });
    const [registered, event] = first.json as [Record<string, unknown>, Record<string, unknown>];
    expect(registered).toMatchObject({
      registered: 200,
      functionName: 'witnessed',
      functionVersion: '$LATEST',
      handler: 'app.handler',
      accountId: '000000000000',
    });
    const variables = registered['variables'] as string[];
    expect(variables).toEqual(
      expect.arrayContaining(['AWS_LAMBDA_RUNTIME_API', 'AWS_LAMBDA_FUNCTION_NAME', 'AWS_ACCESS_KEY_ID']),
    );
    for (const hidden of [
      'AWS_XRAY_DAEMON_ADDRESS',
      '_HANDLER',
      'LAMBDA_TASK_ROOT',
      'AWS_EXECUTION_ENV',
      '_LAMBDA_TELEMETRY_LOG_FD',
    ])
      expect(variables).not.toContain(hidden);
    expect(event).toEqual({
      eventType: 'INVOKE',
      deadlineMs: expect.any(Number),
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:witnessed',
      tracing: { type: 'X-Amzn-Trace-Id', value: first.traceHeader },
    });
    const log = lines('witnessed');
    expect(log).toContain('EXTENSION\tName: witness\tState: Ready\tEvents: [INVOKE, SHUTDOWN]\n');
    expect(log.indexOf('imported\n')).toBeLessThan(log.findIndex((line) => line.startsWith('EXTENSION')));
    expect(log).toContain('witnessed INVOKE\n');
    expect((await invoke('witnessed', { lines: 3 })).json).toHaveLength(3);
    const stream = harness.execution.environments().find(({ functionArn }) => functionArn.endsWith(':witnessed'))?.logStream;
    await harness.execution.retire('arn:aws:lambda:us-east-1:000000000000:function:witnessed');
    expect(harness.logs.filter((line) => line.stream === stream).at(-1)?.message).toBe('witnessed SHUTDOWN\n');
  });

  it('in Node works the same', async () => {
    const layers = harness.layers({ 'extensions/watch.js': nodeWitness });
    const handler = `
const { existsSync, readFileSync } = require('node:fs');
exports.handler = async ({ lines }) => {
  for (;;) {
    const found = existsSync('/tmp/events') ? readFileSync('/tmp/events', 'utf8').trim().split('\\n') : [];
    if (found.length >= lines) return found.map((line) => JSON.parse(line).eventType);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
`;
    harness.deploy('node-witnessed', { 'app.js': handler }, { runtime: 'nodejs20.x', layers });
    await invoke('node-witnessed', { lines: 1 });
    expect((await invoke('node-witnessed', { lines: 2 })).json).toEqual(['INVOKE', 'INVOKE']);
  });

  it('may be a script that starts another program', async () => {
    const layers = harness.layers({
      'extensions/start.sh': '#!/bin/sh\nexec python3 /opt/program/start.sh\n',
      'program/start.sh': witness,
    });
    harness.deploy('scripted', { 'app.py': reader }, { layers });
    expect((await invoke('scripted', { lines: 2 })).json).toMatchObject([{ registered: 200 }, { eventType: 'INVOKE' }]);
  });

  it('keeps the environment busy after the caller has its answer, and counts in the duration', async () => {
    const slow = pythonExtension(`
register(['INVOKE'])
while True:
    event = next_event()
    time.sleep(1)
`);
    deploy('slow', { slow });
    await harness.invoke('slow');
    const [first, second] = await Promise.all([harness.invoke('slow'), harness.invoke('slow')]);
    expect([first.functionError, second.functionError]).toEqual([undefined, undefined]);
    // Each found the environment of the one before it busy still.
    expect(harness.execution.environments().filter(({ functionArn }) => functionArn.endsWith(':slow')).length).toBeGreaterThan(1);
    const duration = /Duration: ([\d.]+) ms\tBilled/.exec(logOf(await invoke('slow')))?.[1];
    expect(Number(duration)).toBeGreaterThan(1_000);
    // The service has answered when the runtime has; the function is at work until its extensions are done, without a subsegment.
    const [service, own] = (harness.batches.at(-1) ?? []).map((document) => JSON.parse(document) as Timed);
    expect(Number(own?.end_time) - Number(service?.end_time)).toBeGreaterThan(0.9);
    const overhead = own?.subsegments?.find(({ name }) => name === 'Overhead');
    expect(Number(own?.end_time) - Number(overhead?.end_time)).toBeGreaterThan(0.9);
  });

  it('that is not registered for INVOKE does not hold an invocation up', async () => {
    deploy('idle', { idle: pythonExtension(`register(['SHUTDOWN'])\nnext_event()\n`) });
    expect((await invoke('idle')).functionError).toBeUndefined();
    expect((await invoke('idle')).functionError).toBeUndefined();
  });

  it('inside the runtime registers under any name, without SHUTDOWN', async () => {
    const code = `
import json, os, threading
exec(open(os.environ['LAMBDA_TASK_ROOT'] + '/client.py').read())
refused = register(['SHUTDOWN'], 'inside')
taken = register(['INVOKE'], 'inside')
seen = []
def run():
    while True:
        seen.append(next_event()['requestId'])
threading.Thread(target=run, daemon=True).start()
again = call('POST', '/2020-01-01/extension/register', {'events': []}, {'Lambda-Extension-Name': 'inside'})
def handler(event, context):
    late = call('POST', '/2020-01-01/extension/register', {'events': []}, {'Lambda-Extension-Name': 'late'})
    return {'refused': refused, 'taken': taken[0], 'again': [again[0], json.loads(again[2])], 'late': [late[0], json.loads(late[2])], 'seen': seen, 'id': context.aws_request_id}
`;
    harness.deploy('internal', { 'app.py': code, 'client.py': pythonExtension('') });
    const { json, ...rest } = await invoke('internal');
    expect(json).toMatchObject({
      refused: [
        403,
        `${JSON.stringify({
          errorMessage: 'SHUTDOWN: ShutdownEventNotSupportedForInternalExtension',
          errorType: 'Extension.InvalidEventType',
        })}\n`,
      ],
      taken: 200,
      again: [403, { errorType: 'Extension.InvalidExtensionState', errorMessage: 'Extension with this name already registered' }],
      late: [403, { errorType: 'Extension.RegistrationClosed', errorMessage: 'Extension registration closed already' }],
    });
    expect(logOf(rest)).toContain('REPORT');
    const { json: second } = (await invoke('internal')) as { json: { seen: string[]; id: string } };
    expect(second.seen).toContain(second.id);
  });

  it('is refused with the words of Lambda', async () => {
    const picky = pythonExtension(`
identifier = 'Lambda-Extension-Identifier'
def named(name, body):
    return call('POST', '/2020-01-01/extension/register', body, {'Lambda-Extension-Name': name} if name else {})
def reply(answer):
    return [answer[0], json.loads(answer[2])]
note('replies', [
    reply(named('', {'events': []})),
    reply(named(NAME, {'events': ['DANCE']})),
    reply(named(NAME, {'configurationKeys': ['x']})),
    reply(named(NAME, 7)),
    reply(call('GET', '/2020-01-01/extension/event/next')),
    reply(call('GET', '/2020-01-01/extension/event/next', None, {identifier: 'nobody'})),
    reply(call('GET', '/2020-01-01/extension/event/next', None, {identifier: '00000000-0000-4000-8000-000000000000'})),
    [register(['INVOKE'])[0]],
    [register(['INVOKE'])[0]],
    reply(call('POST', '/2020-01-01/extension/init/error', {}, IDENTIFIER)),
])
while True:
    next_event()
`).replace(
      `IDENTIFIER['Lambda-Extension-Identifier'] = answer.get('Lambda-Extension-Identifier', '')`,
      `IDENTIFIER['Lambda-Extension-Identifier'] = answer.get('Lambda-Extension-Identifier') or IDENTIFIER['Lambda-Extension-Identifier']`,
    );
    deploy('picky', { picky });
    const { json } = (await invoke('picky', { file: 'replies' })) as { json: [number, { errorType?: string }][][] };
    const types = (json[0] ?? []).map(([status, body]) => [status, body?.errorType]);
    expect(types).toEqual([
      [403, 'Extension.InvalidExtensionName'],
      [403, 'Extension.InvalidEventType'],
      [403, 'InvalidRequestFormat'],
      [403, 'InvalidRequestFormat'],
      [403, 'Extension.MissingExtensionIdentifier'],
      [403, 'Extension.InvalidExtensionIdentifier'],
      [403, 'Extension.UnknownExtensionIdentifier'],
      [200, undefined],
      [403, undefined],
      [403, 'Extension.MissingHeader'],
    ]);
  });
});

describe('where functions are not isolated', () => {
  let harness: Harness;
  beforeAll(() => {
    harness = createHarness({ sandbox: 'none' });
  });
  afterAll(() => harness.close());

  it('an external extension is not started, and the log of the function says so', async () => {
    const layers = harness.layers({ 'extensions/witness': witness });
    harness.deploy('refused', { 'app.py': reader }, { layers });
    expect((await harness.invoke('refused', { file: 'no-such-file' })).json).toEqual([]);
    expect(harness.logs.map(({ message }) => message)).toContain(
      'RADIOGRAPH The extensions witness are not started: functions are not isolated on this machine, and an extension expects /opt.\n',
    );
  });

  it('an internal extension takes part, and gets telemetry', async () => {
    const code = `
import json, os, socket, threading
exec(open(os.environ['LAMBDA_TASK_ROOT'] + '/client.py').read())
server = socket.create_server(('127.0.0.1', 0))
seen = []
def run():
    for line in server.accept()[0].makefile():
        seen.append(json.loads(line)['type'])
threading.Thread(target=run, daemon=True).start()
register(['INVOKE'], 'inside')
subscribed = subscribe({'protocol': 'TCP', 'port': server.getsockname()[1]})
def live():
    while True:
        next_event()
threading.Thread(target=live, daemon=True).start()
def handler(event, context):
    while 'platform.start' not in seen:
        time.sleep(0.02)
    return subscribed[0]
`;
    harness.deploy('inside', { 'app.py': code, 'client.py': pythonExtension('') });
    expect((await harness.invoke('inside')).json).toBe(200);
  });
});
