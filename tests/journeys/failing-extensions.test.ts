/** Extensions that crash, never answer, print without end, or are too many, as real programs in a layer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import { isolated } from '../harness/isolation.ts';
import { createHarness, type Harness, logOf } from './execution-harness.ts';
import { extendedFunctions, reader } from './extended-function.ts';
import { pythonExtension, witness } from './extension-programs.ts';

describe.runIf(isolated)('an extension', () => {
  let harness: Harness;
  beforeAll(() => {
    harness = createHarness({ sandbox: 'bubblewrap' });
  });
  afterAll(() => harness.close());
  const { deploy, invoke, lines } = extendedFunctions(() => harness);

  it('that crashes fails the invocation, and all of them are started anew with the same /tmp', async () => {
    const fragile = pythonExtension(`
register(['INVOKE', 'SHUTDOWN'])
note('lives', os.getpid())
next_event()
if len(open('/tmp/lives').readlines()) == 1:
    sys.exit(7)
while True:
    next_event()
`);
    deploy('fragile', { fragile, witness });
    const { json, functionError, ...rest } = await invoke('fragile', { sleep: 5 });
    expect(functionError).toBe('Unhandled');
    expect(json).toMatchObject({
      errorType: 'Extension.Crash',
      errorMessage: expect.stringMatching(/^RequestId: [0-9a-f-]{36} Error: exit status 7$/),
    });
    expect(logOf(rest)).toContain('Status: error\tError Type: Extension.Crash');
    const { json: events } = (await invoke('fragile')) as { json: { eventType?: string; shutdownReason?: string }[] };
    expect(events.filter(({ eventType }) => eventType === 'SHUTDOWN')).toMatchObject([{ shutdownReason: 'failure' }]);
    expect((await invoke('fragile', { file: 'lives' })).json).toHaveLength(2);
  });

  it('that ends between two invocations fails the second', async () => {
    const restless = pythonExtension(`
register(['INVOKE'])
note('lives', os.getpid())
next_event()
if len(open('/tmp/lives').readlines()) == 1:
    threading.Timer(0.02, lambda: os._exit(4)).start()
while True:
    next_event()
`);
    deploy('restless', { restless });
    expect((await invoke('restless')).functionError).toBeUndefined();
    // Where it was frozen before its end came, that comes now.
    const { json } = await invoke('restless', { sleep: 5 });
    expect(json).toMatchObject({ errorType: 'Extension.Crash', errorMessage: expect.stringContaining('exit status 4') });
    expect((await invoke('restless', { file: 'lives' })).json).toHaveLength(2);
  });

  it('is started anew with a runtime that ended between two invocations', async () => {
    const code = `
import os, threading
exec(open(os.environ['LAMBDA_TASK_ROOT'] + '/reader.py').read())
answered = handler
def handler(event, context):
    if event.get('leave'):
        threading.Timer(0.02, lambda: os._exit(1)).start()
        return 'leaving'
    return answered(event, context)
`;
    const layers = harness.layers({ 'extensions/witness': witness });
    harness.deploy('leaving', { 'app.py': code, 'reader.py': reader }, { layers });
    expect((await invoke('leaving', { leave: true })).json).toBe('leaving');
    const events = await eventually('the runtime to have ended', async () => {
      const { json, functionError } = await invoke('leaving');
      // Frozen before its end came, it ended in this invocation.
      if (functionError !== undefined) return undefined;
      const seen = json as { eventType?: string; registered?: number; shutdownReason?: string }[];
      return seen.some(({ eventType }) => eventType === 'SHUTDOWN') ? seen : undefined;
    });
    expect(events.filter(({ registered }) => registered !== undefined)).toHaveLength(2);
    expect(events.flatMap(({ shutdownReason }) => shutdownReason ?? [])).toEqual(['failure']);
  });

  it('hears why its environment is reset', async () => {
    deploy('reset', { witness }, { timeout: 3 });
    expect((await invoke('reset', { sleep: 6 })).json).toMatchObject({ errorType: 'Sandbox.Timedout' });
    expect((await invoke('reset', { crash: true })).json).toMatchObject({ errorType: 'Runtime.ExitError' });
    const { json } = (await invoke('reset')) as { json: { shutdownReason?: string }[] };
    expect(json.flatMap(({ shutdownReason }) => shutdownReason ?? [])).toEqual(['timeout', 'failure']);
  });

  it('that reports an init error fails the init phase under the name that Lambda gives it', async () => {
    const doomed = pythonExtension(
      `register(['INVOKE'])\nprint('reported', report('init', 'Extension.NoConfig'))\nsys.exit(0)\n`,
    );
    deploy('doomed', { doomed });
    const { json } = await invoke('doomed');
    expect(json).toMatchObject({
      errorType: 'Extension.InitError',
      errorMessage: expect.stringMatching(/Error: exit code 0$/),
    });
    expect(lines('doomed')).toContain(
      'EXTENSION\tName: doomed\tState: InitError\tEvents: [INVOKE]\tError Type: Extension.NoConfig\n',
    );
    expect(lines('doomed').join('')).toMatch(
      /INIT_REPORT Init Duration: [\d.]+ ms\tPhase: init\tStatus: error\tError Type: Extension.InitError\t\n/,
    );
  });

  it('that cannot be executed is a launch error', async () => {
    deploy('broken', { broken: 'no program at all' });
    expect((await invoke('broken')).json).toMatchObject({ errorType: 'Extension.LaunchError' });
    expect(lines('broken')).toContain('EXTENSION\tName: broken\tState: LaunchError\tEvents: []\tError Type: UnknownError\n');
  });

  it('is one of ten at most', async () => {
    const idle = pythonExtension(`register(['SHUTDOWN'])\nnext_event()\n`);
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`idle-${index}`, idle]));
    deploy('ten', many(10), { memorySize: 1_024 });
    expect((await invoke('ten')).functionError).toBeUndefined();
    deploy('eleven', many(11), { memorySize: 1_024 });
    expect((await invoke('eleven')).json).toMatchObject({ errorType: 'Extension.LaunchError' });
  });

  it('that never asks for its next event uses the function up to its timeout, and is killed', async () => {
    const stuck = pythonExtension(`
register(['INVOKE', 'SHUTDOWN'])
next_event()
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
time.sleep(600)
`);
    deploy('stuck', { stuck }, { timeout: 3 });
    const answered = await harness.invoke('stuck');
    expect(answered.functionError).toBeUndefined();
    const { json, ...rest } = await invoke('stuck');
    expect(json).toEqual([]);
    expect(logOf(rest)).toMatch(/Task timed out after 3.00 seconds/);
    expect(logOf(rest)).toMatch(/Status: timeout/);
  });

  it('that never registers uses up the init phase, and then the function up to its timeout', async () => {
    deploy('mute', { mute: pythonExtension('time.sleep(600)\n') }, { timeout: 1 });
    expect((await invoke('mute')).json).toMatchObject({ errorType: 'Sandbox.Timedout' });
    expect(lines('mute').join('')).toMatch(
      /INIT_REPORT Init Duration: (?:9999|1\d{4})[\d.]* ms\tPhase: init\tStatus: timeout\t\n/,
    );
  });

  it('that prints without end harms nothing', async () => {
    const loud = pythonExtension(`
register(['INVOKE', 'SHUTDOWN'])
def shout():
    while True:
        sys.stdout.write('x' * 100000 + '\\n')
threading.Thread(target=shout, daemon=True).start()
while next_event()['eventType'] != 'SHUTDOWN':
    pass
os._exit(0)
`);
    deploy('loud', { loud }, { memorySize: 512 });
    expect((await invoke('loud')).functionError).toBeUndefined();
    expect((await invoke('loud')).functionError).toBeUndefined();
    await harness.execution.retire('arn:aws:lambda:us-east-1:000000000000:function:loud');
  });
});
