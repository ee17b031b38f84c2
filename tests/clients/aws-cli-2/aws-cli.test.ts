/** Version 2 of the AWS CLI, where it differs from version 1: `logs tail`, payloads in base64, exit codes. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { awsCli2 } from '../../../scripts/test-clients.mjs';
import { clientEnvironment, runProgram } from '../../harness/clients.ts';
import { deployFunction } from '../../harness/deployed-function.ts';
import { eventually } from '../../harness/eventually.ts';
import { zipFunction } from '../../harness/function-package.ts';
import { newSegment } from '../../harness/segments.ts';
import { startTestServer, type TestServer, temporaryDirectory } from '../../harness/server.ts';

const files = temporaryDirectory();
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await deployFunction(server, 'second', zipFunction('hello'));
});

afterAll(async () => {
  await server?.stop();
  files.remove();
});

/** Before 2.13 it does not read AWS_ENDPOINT_URL. */
function aws(...words: string[]) {
  return runProgram(awsCli2, ['--endpoint-url', server.apiUrl, ...words], { env: clientEnvironment(server) });
}

it('invokes with a payload in base64', async () => {
  const output = `${files.path}/answer.json`;
  const payload = Buffer.from(JSON.stringify({ greet: 'Zoë' })).toString('base64');
  const { code, stderr } = await aws('lambda', 'invoke', '--function-name', 'second', '--payload', payload, output);
  expect(code, stderr).toBe(0);
  expect(JSON.parse(readFileSync(output, 'utf8'))).toMatchObject({ event: { greet: 'Zoë' } });
});

it('tails the log of a function', async () => {
  const lines = await eventually('the REPORT line', async () => {
    const { stdout } = await aws('logs', 'tail', '/aws/lambda/second', '--since', '5m', '--format', 'short');
    return stdout.includes('REPORT') ? stdout : undefined;
  });
  expect(lines).toContain('hello from second');
});

it('sends a segment and reads its trace', async () => {
  const segment = newSegment({ name: 'cli-2' });
  await aws('xray', 'put-trace-segments', '--trace-segment-documents', JSON.stringify(segment));
  const { stdout } = await aws('xray', 'batch-get-traces', '--trace-ids', segment.trace_id);
  expect(JSON.parse(stdout)).toMatchObject({ Traces: [{ Id: segment.trace_id }] });
});

it('ends with 254 for an error that the service answers', async () => {
  const { code, stderr } = await aws('lambda', 'get-function', '--function-name', 'nothing');
  expect(code).toBe(254);
  expect(stderr).toContain('ResourceNotFoundException');
});
