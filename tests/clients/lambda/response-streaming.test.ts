/** Functions that stream their response, by AWS's clients, and functions that call the URL of another by the name that it has in AWS. */
import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipFiles } from '../../harness/function-package.ts';
import { isolated } from '../../harness/isolation.ts';
import { createFunction, createFunctionRole, sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

const streaming = `
export const handler = awslambda.streamifyResponse(async (event, stream, context) => {
  if (event.fail === 'early') throw new Error('early');
  stream.setContentType('text/plain');
  if (event.rawPath === '/described')
    stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { 'x-own': context.functionName } });
  stream.write('one,');
  await new Promise((done) => setTimeout(done, 20));
  if (event.fail === 'late') throw new Error('late');
  stream.end('two');
});
`;
const calling = `
import urllib.request

def handler(event, context):
    return urllib.request.urlopen(event["url"]).read().decode()
`;

let server: TestServer;
let lambda: LambdaClient;
let url = '';

beforeAll(async () => {
  server = await startTestServer();
  lambda = new LambdaClient(sdkSettings(server));
  const Role = await createFunctionRole(server, 'r');
  const deploy = async (FunctionName: string, Runtime: 'nodejs20.x' | 'python3.11', files: Record<string, string>) => {
    const Handler = `${Object.keys(files)[0]?.split('.')[0]}.handler`;
    await createFunction(lambda, { FunctionName, Runtime, Handler, Role, Timeout: 20, Code: { ZipFile: zipFiles(files) } });
  };
  await deploy('streaming', 'nodejs20.x', { 'index.mjs': streaming });
  await deploy('calling', 'python3.11', { 'app.py': calling });
  const target = { FunctionName: 'streaming', AuthType: 'NONE' as const };
  const made = await lambda.send(new CreateFunctionUrlConfigCommand({ ...target, InvokeMode: 'RESPONSE_STREAM' }));
  url = made.FunctionUrl ?? '';
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: 'streaming',
      StatementId: 'public',
      Action: 'lambda:InvokeFunctionUrl',
      Principal: '*',
      FunctionUrlAuthType: 'NONE',
    }),
  );
});
afterAll(() => server?.stop());

describe('InvokeWithResponseStream', () => {
  const invoke = async (event: object) => {
    const Payload = Buffer.from(JSON.stringify(event));
    const answer = await lambda.send(
      new InvokeWithResponseStreamCommand({ FunctionName: 'streaming', Payload, LogType: 'Tail' }),
    );
    let text = '';
    let complete: { ErrorCode?: string | undefined; ErrorDetails?: string | undefined; LogResult?: string | undefined } = {};
    for await (const { PayloadChunk, InvokeComplete } of answer.EventStream ?? []) {
      text += Buffer.from(PayloadChunk?.Payload ?? []).toString();
      complete = InvokeComplete ?? complete;
    }
    return { status: answer.StatusCode, version: answer.ExecutedVersion, text, complete };
  };

  it('gives what the function wrote, and its log', async () => {
    const answer = await invoke({});
    expect(answer).toMatchObject({ status: 200, version: '$LATEST', text: 'one,two' });
    expect(answer.complete.ErrorCode).toBeUndefined();
    expect(Buffer.from(answer.complete.LogResult ?? '', 'base64').toString()).toContain('REPORT RequestId');
  });

  it.each(['early', 'late'])('tells at its end of a failure that came %s', async (fail) => {
    const { complete } = await invoke({ fail });
    expect(complete.ErrorCode).toBe('Unhandled');
    expect(JSON.parse(complete.ErrorDetails ?? '{}')).toMatchObject({ errorType: 'Error', errorMessage: fail });
  });

  it('is refused for a function that is not there', async () => {
    await expect(lambda.send(new InvokeWithResponseStreamCommand({ FunctionName: 'gone' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('a URL of a function that streams', () => {
  it('gives what it wrote, with the type that it set or the response that it described', async () => {
    const plain = await fetch(url);
    expect([plain.status, plain.headers.get('content-type'), await plain.text()]).toEqual([200, 'text/plain', 'one,two']);
    const described = await fetch(`${url}described`);
    expect([described.status, described.headers.get('x-own'), await described.text()]).toEqual([201, 'streaming', 'one,two']);
  });

  it.runIf(isolated)('is reached from other functions by the name that it has in AWS', async () => {
    const id = /[a-z0-9]{32}/.exec(url)?.[0];
    const Payload = Buffer.from(JSON.stringify({ url: `https://${id}.lambda-url.us-east-1.on.aws/` }));
    const answer = await lambda.send(new InvokeCommand({ FunctionName: 'calling', Payload }));
    expect(JSON.parse(Buffer.from(answer.Payload ?? []).toString())).toBe('one,two');
  });
});
