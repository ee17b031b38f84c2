/** boto3 with its waiters, paginators and exception classes. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { python } from '../../harness/clients.ts';
import { zipArgument, zipFunction } from '../../harness/function-package.ts';
import { startTestServer, type TestServer, temporaryDirectory } from '../../harness/server.ts';

const files = temporaryDirectory();
let server: TestServer;
let seen: Record<string, unknown>;

beforeAll(async () => {
  server = await startTestServer();
  const zip = zipArgument(files.path, zipFunction('hello')).replace('fileb://', '');
  seen = (await python(server, 'boto3_services.py', [zip])) as Record<string, unknown>;
});

afterAll(async () => {
  await server?.stop();
  files.remove();
});

it('knows who calls', () => {
  expect(seen['account']).toBe('000000000000');
});

it('keeps roles, their trust policy and the policies attached to them', () => {
  expect(seen['policies']).toEqual(['AWSLambdaBasicExecutionRole', 'AWSXRayDaemonWriteAccess']);
  expect(seen['trust']).toMatchObject({ Version: '2012-10-17' });
  expect(seen['no role']).toBe('NoSuchEntity');
});

it('invokes a function with an event in any script, and its environment', () => {
  expect(seen['invoke']).toMatchObject({
    status: 200,
    version: '$LATEST',
    payload: { event: { name: 'Zoë' }, greeting: 'grüezi', version: '$LATEST' },
  });
});

it('hands the function the trace that Lambda made', () => {
  const { payload } = seen['invoke'] as { payload: { trace: string } };
  expect(payload.trace).toMatch(/^Root=1-[\da-f]{8}-[\da-f]{24};Parent=[\da-f]{16};Sampled=[01]/);
});

it('gives a handler error as the payload of an invocation that worked', () => {
  expect(seen['failed']).toMatchObject({ error: 'Unhandled', payload: { errorType: 'ValueError', errorMessage: 'no luck' } });
});

it('raises the exception class of the error', () => {
  expect(seen['no function']).toBe('Function not found: arn:aws:lambda:us-east-1:000000000000:function:nothing');
  expect(seen['bad filter']).toBe('InvalidRequestException');
});

it('takes the good segment of a batch and says what is wrong with the other', () => {
  expect(seen['unprocessed']).toHaveLength(1);
  expect(seen['trace']).toEqual({ duration: expect.closeTo(1, 2), documents: 1 });
  expect(seen['summaries']).toEqual([true]);
});

it('reads the platform lines of each invocation from CloudWatch Logs', () => {
  const log = (seen['log'] as string[]).join('\n');
  expect(log).toMatch(/START RequestId: .*Version: \$LATEST/);
  expect(log).toContain('hello from boto3-function');
  expect(log).toMatch(/REPORT RequestId: /);
});
