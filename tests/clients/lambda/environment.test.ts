/** What a function finds around it, compared with what Lambda's own functions find. A real server and real interpreters. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isolated } from '../../harness/isolation.ts';
import { codeRunner, type RunCode } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;
let run: RunCode;

beforeAll(async () => {
  server = await startTestServer();
  run = await codeRunner(server, 'surroundings');
});

afterAll(() => server?.stop());

it('lengthens the session of a function whose name has one character', async () => {
  const code = "import boto3\ndef handler(event, context): return boto3.client('sts').get_caller_identity()['Arn']";
  expect(await run('f', 'python3.13', 'index.py', code)).toBe(
    'arn:aws:sts::000000000000:assumed-role/surroundings/f@lambda_function',
  );
});

it.runIf(isolated)('names the owner of every directory, and shows nothing of its own in the variables', async () => {
  const code = [
    'import os, pathlib',
    'def handler(event, context):',
    "    owners = [pathlib.Path(path).owner() for path in ('/var/task', '/opt', '/tmp')]",
    "    return [len(owners), sorted(name for name in os.environ if 'RADIOGRAPH' in name)]",
  ].join('\n');
  expect(await run('owners', 'python3.13', 'index.py', code)).toEqual([3, []]);
});

/** Pipes and sockets of its own: no file that the server has open. */
const open = /^(pipe|socket|anon_inode):|^\/dev\/(null|urandom)$|^\/proc\//;

it.runIf(process.platform === 'linux')("finds nothing open that is the server's", async () => {
  const python = [
    'import os',
    'def target(name):',
    '    try: return os.readlink(f"/proc/self/fd/{name}")',
    '    except OSError: return "/proc/"',
    'def handler(event, context): return [target(name) for name in os.listdir("/proc/self/fd")]',
  ].join('\n');
  const node = [
    'const { readdirSync, readlinkSync } = require("node:fs");',
    'const target = (name) => { try { return readlinkSync("/proc/self/fd/" + name); } catch { return "/proc/"; } };',
    'exports.handler = async () => readdirSync("/proc/self/fd").map(target);',
  ].join('\n');
  for (const [runtime, file, code] of [
    ['python3.11', 'index.py', python],
    ['nodejs20.x', 'index.js', node],
  ] as const) {
    const found = (await run(`open-${file.slice(-2)}`, runtime, file, code)) as string[];
    expect(found.length).toBeGreaterThan(3);
    expect(found.filter((target) => !open.test(target))).toEqual([]);
  }
});
