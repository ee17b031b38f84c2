/**
 * Node functions with what Lambda's Node runtimes have: the version that was asked for, and AWS's SDK, for `require` and for `import`.
 * A real server; npm installs both once into the cache directory.
 */
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, InvokeCommand, LambdaClient, waitUntilFunctionActiveV2 } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { zipFiles } from '../harness/function-package.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

let server: TestServer;
let lambda: LambdaClient;
let role: string;

beforeAll(async () => {
  server = await startTestServer();
  const settings = {
    endpoint: server.apiUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  lambda = new LambdaClient(settings);
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const created = await new IAMClient(settings).send(
    new CreateRoleCommand({ RoleName: 'node', AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  role = created.Role?.Arn ?? '';
});

afterAll(() => server?.stop());

async function run(name: string, runtime: 'nodejs20.x' | 'nodejs22.x', file: string, code: string): Promise<unknown> {
  const deployed = { FunctionName: name, Runtime: runtime, Role: role, Handler: 'index.handler', Timeout: 20 };
  await lambda.send(new CreateFunctionCommand({ ...deployed, Code: { ZipFile: zipFiles({ [file]: code }) } }));
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 30 }, { FunctionName: name });
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: name }));
  return JSON.parse(Buffer.from(Payload ?? []).toString());
}

it('finds the SDK by import and by require, and calls Radiograph with it', async () => {
  const call = 'const { Arn } = await new STSClient().send(new GetCallerIdentityCommand()); return Arn;';
  const imported = `import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';\nexport const handler = async () => { ${call} };`;
  const required = `const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');\nexports.handler = async () => { ${call} };`;
  const arn = 'arn:aws:sts::000000000000:assumed-role/node/';
  expect(await run('imports', 'nodejs20.x', 'index.mjs', imported)).toBe(`${arn}imports`);
  expect(await run('requires', 'nodejs20.x', 'index.js', required)).toBe(`${arn}requires`);
});

it('runs the version of Node that its runtime names', async () => {
  const code = 'export const handler = async () => [process.versions.node.split(".")[0], process.env.AWS_EXECUTION_ENV];';
  expect(await run('newer', 'nodejs22.x', 'index.mjs', code)).toEqual(['22', 'AWS_Lambda_nodejs22.x']);
});
