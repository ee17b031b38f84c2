/** Refusals of Lambda as AWS's SDK sees them: most say whose fault they are, some do not. A real server. */
import { LambdaClient, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { zipFiles } from '../../harness/function-package.ts';
import { createFunction, createFunctionRole, sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server?.stop());

it('have a Type where AWS gives one, and none where it does not', async () => {
  const lambda = new LambdaClient(sdkSettings(server));
  const Role = await createFunctionRole(server, 'refused');
  const Code = { ZipFile: zipFiles({ 'index.py': 'def handler(event, context): return 1' }) };
  await createFunction(lambda, { FunctionName: 'f', Runtime: 'python3.13', Role, Handler: 'index.handler', Code });
  const refusal = (FunctionName: string, ReservedConcurrentExecutions: number) =>
    lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions })).then(
      () => undefined,
      (error: { name: string; Type?: string }) => [error.name, error.Type],
    );
  expect(await refusal('gone', 1)).toEqual(['ResourceNotFoundException', 'User']);
  expect(await refusal('f', 1000)).toEqual(['InvalidParameterValueException', undefined]);
});
