/** The first function of a runtime on a machine: the runtime is installed before the function is `Active`, not by its first call. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CreateFunctionCommand, GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../../harness/eventually.ts';
import { zipFiles } from '../../harness/function-package.ts';
import { createFunctionRole, sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer, temporaryDirectory } from '../../harness/server.ts';

const cache = temporaryDirectory();
const FunctionName = 'first';
let server: TestServer;
let lambda: LambdaClient;

beforeAll(async () => {
  server = await startTestServer({ flags: ['--cache-dir', cache.path] });
  lambda = new LambdaClient(sdkSettings(server));
});
afterAll(async () => {
  await server.stop();
  cache.remove();
});

it('is Pending until its runtime is installed, and can be called meanwhile', { timeout: 180_000 }, async () => {
  const installed = () => {
    const folder = join(cache.path, 'runtimes');
    return existsSync(folder) ? readdirSync(folder).filter((name) => /^python.*-[0-9a-f]{16}$/.test(name)) : [];
  };
  const Code = { ZipFile: zipFiles({ 'app.py': 'import boto3\ndef handler(event, context):\n    return boto3.__name__\n' }) };
  const Role = await createFunctionRole(server, 'r');
  const { State } = await lambda.send(
    new CreateFunctionCommand({ FunctionName, Runtime: 'python3.11', Handler: 'app.handler', Role, Code }),
  );
  expect(State).toBe('Pending');
  const called = lambda.send(new InvokeCommand({ FunctionName }));
  const stateWhenInstalled = await eventually(
    'the function to be active',
    async () => {
      const configuration = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      return configuration.State === 'Active' ? installed() : undefined;
    },
    120_000,
  );
  expect(stateWhenInstalled).toHaveLength(1);
  expect(Buffer.from((await called).Payload ?? []).toString()).toBe('"boto3"');
});
