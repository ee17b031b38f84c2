/**
 * Functions that try to get out, to take the machine down, or never to end. Real sandboxes; the ports on the other side are in memory
 * (execution-harness.ts). Without bubblewrap there is nothing to test: the server says so itself, and functions are plain processes.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isolated } from '../harness/isolation.ts';
import { createHarness, type Harness } from './execution-harness.ts';

describe.runIf(isolated)('a hostile function', () => {
  let harness: Harness;
  let secretService: Server;

  beforeAll(async () => {
    harness = createHarness();
    secretService = createServer((_request, response) => response.end('secret'));
    await new Promise<void>((resolve) => secretService.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    await harness.close();
    secretService.close();
  });

  const python = (name: string, body: string, changes: Parameters<Harness['deploy']>[2] = {}): void =>
    harness.deploy(name, { 'app.py': body }, changes);

  it('sees nothing of the host but its programs', async () => {
    python(
      'reader',
      `
import os
def handler(event, context):
    found = {}
    for path in event['paths']:
        try:
            found[path] = os.listdir(path) if os.path.isdir(path) else open(path).read(100)
        except OSError as error:
            found[path] = None
    writable = []
    for path in ['/', '/usr', '/etc', '/var/task', '/var/runtime', '/opt', '/dev', '/dev/shm', '/run/radiograph', '/var']:
        try:
            open(path + '/probe', 'w').close()
            writable.append(path)
        except OSError:
            pass
    return {'found': found, 'writable': writable, 'root': sorted(os.listdir('/')), 'uid': os.getuid(), 'caps': open('/proc/self/status').read()}
`,
    );
    const paths = ['/root', '/home', harness.directory, process.cwd(), '/etc/shadow', '/var/lib', '/mnt', '/tmp/..'];
    const { json } = await harness.invoke('reader', { paths });
    const { found, writable, root, uid, caps } = json as {
      found: Record<string, unknown>;
      writable: string[];
      root: string[];
      uid: number;
      caps: string;
    };
    for (const path of paths.slice(0, -1)) expect(found[path], path).toBeNull();
    expect(writable).toEqual([]);
    expect(root).not.toContain('work');
    expect(uid).toBe(993);
    expect(caps).toMatch(/CapEff:\s*0000000000000000/);
    expect(caps).toMatch(/CapBnd:\s*0000000000000000/);
    expect(caps).toMatch(/NoNewPrivs:\s*1/);
  });

  it('reaches its own doors, and no loopback service of the host', async () => {
    python(
      'prober',
      `
import urllib.request
def handler(event, context):
    answers = {}
    for url in event['urls']:
        try:
            answers[url] = urllib.request.urlopen(url, timeout=1).read().decode()
        except OSError:
            answers[url] = None
    return answers
`,
    );
    const { port } = secretService.address() as AddressInfo;
    const urls = ['http://127.0.0.1:4566/', `http://127.0.0.1:${port}/`, `http://10.0.2.2:${port}/`, `http://localhost:${port}/`];
    const { json } = await harness.invoke('prober', { urls });
    expect(json).toEqual({ [urls[0] ?? '']: 'api', [urls[1] ?? '']: null, [urls[2] ?? '']: null, [urls[3] ?? '']: null });
  });

  it('cannot ask for the credentials of the machine it runs on', async () => {
    python(
      'metadata',
      `
import socket
def handler(event, context):
    answers = {}
    for address in event['addresses']:
        try:
            socket.create_connection((address, 80), timeout=3)
            answers[address] = None
        except OSError as error:
            answers[address] = error.strerror
    return answers
`,
    );
    const addresses = ['169.254.169.254', '169.254.170.2', '169.254.100.1'];
    const { json } = await harness.invoke('metadata', { addresses });
    expect(json).toEqual(Object.fromEntries(addresses.map((address) => [address, 'No route to host'])));
  });

  it('cannot see, signal or take over the process that holds its environment', async () => {
    python(
      'intruder',
      `
import os, ctypes
def attempt(work):
    try:
        return repr(work())
    except OSError as error:
        return error.strerror
def handler(event, context):
    libc = ctypes.CDLL(None, use_errno=True)
    return {
        'descriptors': attempt(lambda: os.listdir('/proc/2/fd')),
        'memory': attempt(lambda: open('/proc/2/mem', 'rb')),
        'environment': attempt(lambda: open('/proc/2/environ', 'rb').read()),
        'trace': libc.ptrace(16, 2, 0, 0),
        'namespace': libc.unshare(0x10000000),
        'mount': libc.mount(b'none', b'/tmp', b'tmpfs', 0, None),
        'processes': sorted(int(name) for name in os.listdir('/proc') if name.isdigit())[:3],
    }
`,
    );
    const { json } = await harness.invoke('intruder');
    expect(json).toMatchObject({
      descriptors: 'Permission denied',
      memory: 'Permission denied',
      environment: 'Permission denied',
      trace: -1,
      namespace: -1,
      mount: -1,
    });
  });

  it('takes only its own environment with it when it kills everything it can', async () => {
    python('killer', `import os, time\ndef handler(event, context):\n    os.kill(-1, 9)\n    time.sleep(5)\n`);
    python('bystander', `def handler(event, context):\n    return 'fine'\n`);
    await harness.invoke('bystander');
    const { json, functionError } = await harness.invoke('killer');
    expect(functionError).toBe('Unhandled');
    expect(json).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect((await harness.invoke('bystander')).json).toBe('fine');
    expect((await harness.invoke('killer')).functionError).toBe('Unhandled');
  });

  it('is ended at its deadline with everything it has started, fork bomb and all', async () => {
    const bomb = `bomb-${Date.now()}`;
    python(
      bomb,
      `
import os, time
def handler(event, context):
    while True:
        try:
            if os.fork() == 0:
                while True:
                    try:
                        os.fork()
                    except OSError:
                        time.sleep(0.2)
        except OSError:
            time.sleep(0.2)
`,
      { timeout: 2, memorySize: 3_008 },
    );
    const { json } = await harness.invoke(bomb);
    expect(json).toMatchObject({ errorType: 'Sandbox.Timedout' });
    expect(processesOf(bomb)).toBe(0);
  }, 60_000);

  it('gets "No space left" from a full /tmp, and keeps it over a crash', async () => {
    python(
      'filler',
      `
import os
def handler(event, context):
    if event.get('crash'):
        os._exit(1)
    if event.get('look'):
        return os.path.getsize('/tmp/big')
    try:
        with open('/tmp/big', 'wb') as file:
            for _ in range(700):
                file.write(bytes(1024 * 1024))
    except OSError as error:
        return error.strerror
`,
      { ephemeralStorage: 64 },
    );
    expect((await harness.invoke('filler')).json).toBe('No space left on device');
    expect((await harness.invoke('filler', { crash: true })).json).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect((await harness.invoke('filler', { look: true })).json).toBeGreaterThan(60 * 1024 * 1024);
  });

  it('is ended when it takes more memory than it was given', async () => {
    python('eater', `def handler(event, context):\n    return len(b'x' * (event['mb'] * 1024 * 1024))\n`, { memorySize: 256 });
    expect((await harness.invoke('eater', { mb: 100 })).json).toBe(100 * 1024 * 1024);
    python(
      'glutton',
      `def handler(event, context):\n    hoard = []\n    while True:\n        hoard.append(bytearray(1024 * 1024))\n`,
    );
    const { json } = await harness.invoke('glutton', {}, { logType: 'Tail' });
    expect(json).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('Runtime exited with error: signal: killed'),
    });
  });

  it('is stopped, and not its holder, where it allocates faster than the holder looks', async () => {
    python(
      'burst',
      `
import ctypes, os
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
def handler(event, context):
    if event.get('eat'):
        size = 4096 * 1024 * 1024
        libc.memset(ctypes.c_void_p(libc.malloc(ctypes.c_size_t(size))), 1, ctypes.c_size_t(size))
    return [open('/proc/self/oom_score_adj').read().strip(), open('/proc/2/oom_score_adj').read().strip()]
`,
      { memorySize: 128, ephemeralStorage: 64 },
    );
    expect((await harness.invoke('burst')).json).toEqual(['1000', '0']);
    expect((await harness.invoke('burst', { eat: true })).json).toMatchObject({
      errorMessage: expect.stringContaining('Runtime exited with error: signal: killed'),
    });
    expect((await harness.invoke('burst')).functionError).toBeUndefined();
  });

  it('times out when it never returns, and the next invocation starts afresh', async () => {
    python(
      'sleeper',
      `import time\ncount = 0\ndef handler(event, context):\n    global count\n    count += 1\n    time.sleep(event.get('sleep', 0))\n    return count\n`,
      {
        timeout: 1,
      },
    );
    expect((await harness.invoke('sleeper')).json).toBe(1);
    expect((await harness.invoke('sleeper', { sleep: 60 })).json).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/),
    });
    expect((await harness.invoke('sleeper')).json).toBe(1);
  });

  it('may print 100 MB without the server keeping them', async () => {
    python(
      'printer',
      `def handler(event, context):\n    line = 'x' * 1023\n    for _ in range(100 * 1024):\n        print(line)\n    return 'done'\n`,
      {
        timeout: 60,
      },
    );
    const before = harness.logs.length;
    expect((await harness.invoke('printer')).json).toBe('done');
    await expect.poll(() => harness.logs.at(-1)?.message ?? '').toMatch(/^REPORT/);
    const printed = harness.logs.slice(before);
    expect(printed.length).toBeLessThan(40_000);
    expect(printed.some(({ message }) => message.startsWith('LOGS_DROPPED'))).toBe(true);
  }, 90_000);

  it('cannot hold up the server by printing whole pipes and stopping', async () => {
    // A pipe's capacity, in one write: a reader that fills its buffer looks once more.
    python(
      'brim',
      `import os, time\ndef handler(event, context):\n    for _ in range(50):\n        os.write(1, b'x' * 65535 + b'\\n')\n        time.sleep(0.01)\n    return 'done'\n`,
    );
    expect((await harness.invoke('brim')).json).toBe('done');
  });

  it('stands still between invocations', async () => {
    python(
      'background',
      `
import threading, time
ticks = 0
def tick():
    global ticks
    while True:
        ticks += 1
        time.sleep(0.01)
threading.Thread(target=tick, daemon=True).start()
def handler(event, context):
    return ticks
`,
    );
    const first = (await harness.invoke('background')).json as number;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const second = (await harness.invoke('background')).json as number;
    expect(second - first).toBeLessThan(100);
  });
});

/** How many processes of this machine run the function. */
function processesOf(functionName: string): number {
  let count = 0;
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      if (readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`AWS_LAMBDA_FUNCTION_NAME=${functionName}`)) count += 1;
    } catch {
      // It ended, or is not ours to read.
    }
  }
  return count;
}
