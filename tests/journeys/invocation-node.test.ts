/**
 * Node functions with what Lambda's Node runtimes have: the version that was asked for, and AWS's SDK, for `require` and for `import`.
 * A real server; npm installs both once into the cache directory.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeRunner, type RunCode } from '../harness/sdk.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

let server: TestServer;
let run: RunCode;

beforeAll(async () => {
  server = await startTestServer();
  run = await codeRunner(server, 'node');
});

afterAll(() => server?.stop());

it('finds the SDK by import and by require, and calls Radiograph with it', async () => {
  const call = 'const { Arn } = await new STSClient().send(new GetCallerIdentityCommand()); return Arn;';
  const imported = `import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';\nexport const handler = async () => { ${call} };`;
  const required = `const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');\nexports.handler = async () => { ${call} };`;
  const arn = 'arn:aws:sts::000000000000:assumed-role/node/';
  expect(await run('imports', 'nodejs20.x', 'index.mjs', imported)).toBe(`${arn}imports`);
  expect(await run('requires', 'nodejs20.x', 'index.js', required)).toBe(`${arn}requires`);
});

it('runs on Node 16, which knows neither hooks of modules nor all that later ones do', async () => {
  const code = 'exports.handler = async () => process.versions.node.split(".")[0];';
  expect(await run('oldest', 'nodejs16.x', 'index.js', code)).toBe('16');
});

it('runs the version of Node that its runtime names', async () => {
  const code = 'export const handler = async () => [process.versions.node.split(".")[0], process.env.AWS_EXECUTION_ENV];';
  expect(await run('newer', 'nodejs22.x', 'index.mjs', code)).toEqual(['22', 'AWS_Lambda_nodejs22.x']);
});
