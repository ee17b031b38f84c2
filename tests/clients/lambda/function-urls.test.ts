/** Function URLs by AWS's client, and called by fetch, against a running server. */
import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionUrlConfigCommand,
  DeleteAliasCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  LambdaClient,
  ListFunctionUrlConfigsCommand,
  PublishVersionCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsCli, runProgram } from '../../harness/clients.ts';
import { eventually } from '../../harness/eventually.ts';
import { zipFiles } from '../../harness/function-package.ts';
import { createFunction, createFunctionRole, sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

const code = `
def handler(event, context):
    if event["rawPath"] == "/fail":
        raise Exception("no")
    if event["rawPath"] == "/teapot":
        return {"statusCode": 418, "headers": {"x-own": "1"}, "cookies": ["a=b"], "body": "short and stout"}
    return {"event": event, "requestId": context.aws_request_id}
`;
const FunctionName = 'web';
const arn = 'arn:aws:lambda:us-east-1:000000000000:function:web';

let server: TestServer;
let lambda: LambdaClient;

beforeAll(async () => {
  server = await startTestServer({ flags: ['--lambda-sampling', 'all'] });
  lambda = new LambdaClient(sdkSettings(server));
  const Role = await createFunctionRole(server, 'web');
  await awsCli(
    server,
    ...['iam', 'attach-role-policy', '--role-name', 'web', '--policy-arn'],
    'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess',
  );
  await createFunction(lambda, {
    ...{ FunctionName, Runtime: 'python3.11', Handler: 'app.handler', Role },
    TracingConfig: { Mode: 'Active' },
    Code: { ZipFile: zipFiles({ 'app.py': code }) },
  });
  await lambda.send(new PublishVersionCommand({ FunctionName }));
  await lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
});
afterAll(() => server?.stop());

const everyone = (StatementId: string, Qualifier?: string) =>
  lambda.send(
    new AddPermissionCommand({
      FunctionName,
      Qualifier,
      StatementId,
      Action: 'lambda:InvokeFunctionUrl',
      Principal: '*',
      FunctionUrlAuthType: 'NONE',
    }),
  );

describe('the configuration', () => {
  it('is made, read, changed, listed and deleted', async () => {
    const created = await lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' }));
    expect(created).toMatchObject({ AuthType: 'NONE', FunctionArn: arn });
    expect(created.InvokeMode).toBeUndefined();
    await expect(lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' }))).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: `Failed to create function url config for [functionArn = ${arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    });
    const read = await lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }));
    expect(read).toMatchObject({
      FunctionUrl: created.FunctionUrl,
      InvokeMode: 'BUFFERED',
      LastModifiedTime: created.CreationTime,
    });
    const Cors = { AllowOrigins: ['*'], MaxAge: 5 };
    const changed = await lambda.send(new UpdateFunctionUrlConfigCommand({ FunctionName, InvokeMode: 'RESPONSE_STREAM', Cors }));
    expect(changed).toMatchObject({ InvokeMode: 'RESPONSE_STREAM', AuthType: 'NONE', Cors });
    await lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, Qualifier: 'live', AuthType: 'AWS_IAM' }));
    const { FunctionUrlConfigs } = await lambda.send(new ListFunctionUrlConfigsCommand({ FunctionName }));
    expect(FunctionUrlConfigs?.map(({ FunctionArn }) => FunctionArn)).toEqual([arn, `${arn}:live`]);
    await lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName }));
    await expect(lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
    });
    // The alias has its own.
    await lambda.send(new GetFunctionUrlConfigCommand({ FunctionName, Qualifier: 'live' }));
    await lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName, Qualifier: 'live' }));
  });

  it.each([
    [{ FunctionName: 'gone' }, 'ResourceNotFoundException', 'Function does not exist'],
    [{ Qualifier: 'gone' }, 'ResourceNotFoundException', 'Function does not exist'],
    [
      { Qualifier: '1' },
      'ValidationException',
      "1 validation error detected: Value '1' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)",
    ],
    [
      { FunctionName: `${arn}:live`, Qualifier: 'other' },
      'InvalidParameterValueException',
      'The derived qualifier from the function name does not match the specified qualifier.',
    ],
    [
      { InvokeMode: 'UNKNOWN' as never },
      'ValidationException',
      "1 validation error detected: Value 'UNKNOWN' at 'invokeMode' failed to satisfy constraint: Member must satisfy enum value set: [RESPONSE_STREAM, BUFFERED]",
    ],
  ])('%j is refused: %s', async (input, name, message) => {
    await expect(
      lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE', ...input })),
    ).rejects.toMatchObject({ name, message });
  });
});

describe('a URL', () => {
  let url = '';
  beforeAll(async () => {
    ({ FunctionUrl: url = '' } = await lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' })));
  });

  it('is closed until the policy opens it, and is then reached by plain clients and by its own name', async () => {
    const closed = await fetch(url);
    expect([closed.status, closed.headers.get('x-amzn-errortype')]).toEqual([403, 'AccessDeniedException']);
    await everyone('public');
    const answer = await fetch(`${url}a/b?q=1`, { method: 'POST', body: 'text', headers: { 'content-type': 'text/plain' } });
    const { event, requestId } = (await answer.json()) as { event: Record<string, unknown>; requestId: string };
    expect(event).toMatchObject({ rawPath: '/a/b', queryStringParameters: { q: '1' }, body: 'text', isBase64Encoded: false });
    expect(answer.headers.get('x-amzn-requestid')).toBe(requestId);
    const id = /[a-z0-9]{32}/.exec(url)?.[0];
    // curl knows by itself where *.localhost is.
    const named = await runProgram('curl', ['-s', server.apiUrl.replace('127.0.0.1', `${id}.lambda-url.us-east-1.localhost`)]);
    expect(JSON.parse(named.stdout)).toMatchObject({ event: { rawPath: '/' } });
  });

  it('passes on what the function describes, and hides what it raises', async () => {
    const teapot = await fetch(`${url}teapot`);
    expect([teapot.status, await teapot.text(), teapot.headers.get('x-own')]).toEqual([418, 'short and stout', '1']);
    expect(teapot.headers.getSetCookie()).toEqual(['a=b']);
    const failed = await fetch(`${url}fail`);
    expect([failed.status, await failed.text()]).toEqual([502, 'Internal Server Error']);
  });

  it('leaves a trace that begins with Lambda', async () => {
    const answer = await fetch(url);
    const id = /Root=([^;]+)/.exec(answer.headers.get('x-amzn-trace-id') ?? '')?.[1] ?? '';
    const segments = await eventually('the trace of the URL', async () => {
      const { Traces } = (await awsCli(server, 'xray', 'batch-get-traces', '--trace-ids', id)) as {
        Traces: { Segments: { Document: string }[] }[];
      };
      const documents = Traces[0]?.Segments.map(({ Document }) => JSON.parse(Document) as Record<string, unknown>) ?? [];
      return documents.length === 2 ? documents : undefined;
    });
    const service = segments.find(({ origin }) => origin === 'AWS::Lambda');
    expect(service).toMatchObject({ name: 'web', http: { response: { status: 200 } } });
    expect(service).not.toHaveProperty('parent_id');
  });

  it('of AWS_IAM takes signed requests only', async () => {
    const { FunctionUrl = '' } = await lambda.send(
      new CreateFunctionUrlConfigCommand({ FunctionName, Qualifier: 'live', AuthType: 'AWS_IAM' }),
    );
    expect((await fetch(FunctionUrl)).status).toBe(403);
    const credential = 'Credential=test/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0';
    const signed = await fetch(FunctionUrl, { headers: { authorization: `AWS4-HMAC-SHA256 ${credential}` } });
    const { event } = (await signed.json()) as { event: { requestContext: object } };
    expect(event.requestContext).toMatchObject({
      accountId: '000000000000',
      authorizer: { iam: { accessKey: 'test', userArn: 'arn:aws:iam::000000000000:root' } },
    });
  });

  it('outlives its alias, and is closed then', async () => {
    await lambda.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }));
    const { FunctionUrl = '' } = await lambda.send(new GetFunctionUrlConfigCommand({ FunctionName, Qualifier: 'live' }));
    const credential = 'Credential=test/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0';
    expect((await fetch(FunctionUrl, { headers: { authorization: `AWS4-HMAC-SHA256 ${credential}` } })).status).toBe(403);
  });
});
