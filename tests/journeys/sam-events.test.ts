/**
 * Functions that others invoke, deployed by the real `sam`: a URL, an event pattern, log lines, an upload, a destination of failures; and what
 * `sam list` and `sam remote invoke` say of them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samVenv } from '../../scripts/test-clients.mjs';
import { awsCli, clientEnvironment, runProgram } from '../harness/clients.ts';
import { eventually } from '../harness/eventually.ts';
import { startTestServer, type TestServer, temporaryDirectory } from '../harness/server.ts';

const template = `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: python3.11
    CodeUri: src/
    Tracing: Active
    Timeout: 10
Resources:
  Web:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.web
      FunctionUrlConfig:
        AuthType: NONE
        Cors: {AllowOrigins: ['*']}
      Events:
        Order:
          Type: EventBridgeRule
          Properties:
            Pattern: {source: [shop], detail: {total: [{numeric: ['>', 10]}]}}
            InputPath: $.detail
        Lines:
          Type: CloudWatchLogs
          Properties: {LogGroupName: !Ref Group, FilterPattern: ERROR}
        Daily:
          Type: Schedule
          Properties: {Schedule: 'cron(0 4 * * ? *)', Input: '{"daily": true}'}
  Uploaded:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.uploaded
      EventInvokeConfig:
        MaximumRetryAttempts: 0
        DestinationConfig:
          OnFailure: {Type: Lambda, Destination: !GetAtt Web.Arn}
      Events:
        Upload:
          Type: S3
          Properties: {Bucket: !Ref Uploads, Events: 's3:ObjectCreated:*'}
  Uploads:
    Type: AWS::S3::Bucket
  Group:
    Type: AWS::Logs::LogGroup
    Properties: {LogGroupName: /app/lines}
Outputs:
  Url: {Value: !GetAtt WebUrl.FunctionUrl}
  Bucket: {Value: !Ref Uploads}
`;
const code = `
import json

def web(event, context):
    print("GOT " + json.dumps(event))
    return {"statusCode": 200, "body": "seen"}

def uploaded(event, context):
    raise Exception("cannot read " + event["Records"][0]["s3"]["object"]["key"])
`;
const stack = 'events';

let server: TestServer;
const directory = temporaryDirectory();

async function sam(...words: string[]): Promise<string> {
  const env = clientEnvironment(server, { HOME: directory.path, SAM_CLI_TELEMETRY: '0', SAM_CLI_POLL_DELAY: '1' });
  const { code, stdout, stderr } = await runProgram(join(samVenv, 'bin', 'sam'), words, { env, cwd: directory.path });
  if (code !== 0) throw new Error(`sam ${words.join(' ')} ended with ${code}: ${stdout}${stderr}`);
  return stdout;
}

interface Endpoint {
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
  readonly CloudEndpoint: string;
}

describe('a SAM application whose functions others invoke', () => {
  let outputs: Record<string, string> = {};
  let names: Record<string, string> = {};

  beforeAll(async () => {
    server = await startTestServer();
    mkdirSync(join(directory.path, 'src'));
    writeFileSync(join(directory.path, 'src/app.py'), code);
    writeFileSync(join(directory.path, 'template.yaml'), template);
    await sam('deploy', '--stack-name', stack, '--resolve-s3', '--capabilities', 'CAPABILITY_IAM', '--no-progressbar');
    const { Stacks } = (await awsCli(server, 'cloudformation', 'describe-stacks', '--stack-name', stack)) as {
      Stacks: { Outputs: { OutputKey: string; OutputValue: string }[] }[];
    };
    outputs = Object.fromEntries(Stacks[0]?.Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]) ?? []);
    const { StackResources } = (await awsCli(server, 'cloudformation', 'describe-stack-resources', '--stack-name', stack)) as {
      StackResources: { LogicalResourceId: string; PhysicalResourceId: string }[];
    };
    names = Object.fromEntries(StackResources.map((found) => [found.LogicalResourceId, found.PhysicalResourceId]));
  });
  afterAll(async () => {
    await server?.stop();
    directory.remove();
  });

  /** The first event that the function Web printed and that passes. */
  const heard = (what: string, wanted: (event: Record<string, unknown>) => boolean) =>
    eventually(what, async () => {
      const group = `/aws/lambda/${names['Web']}`;
      const filter = ['logs', 'filter-log-events', '--log-group-name', group, '--filter-pattern', 'GOT'];
      const { events } = (await awsCli(server, ...filter).catch(() => ({ events: [] }))) as { events: { message: string }[] };
      return events.map(({ message }) => JSON.parse(message.slice(4)) as Record<string, unknown>).find(wanted);
    });

  it('shows the URL where clients reach it, in its outputs and in sam list', async () => {
    const answer = await fetch(outputs['Url'] ?? '');
    expect([answer.status, await answer.text()]).toEqual([200, 'seen']);
    const list = (what: string) =>
      sam('list', what, '--stack-name', stack, '--template-file', 'template.yaml', '--output', 'json');
    const endpoints = JSON.parse(await list('endpoints')) as Endpoint[];
    expect(endpoints.find(({ LogicalResourceId }) => LogicalResourceId === 'Web')).toMatchObject({
      PhysicalResourceId: names['Web'],
      CloudEndpoint: outputs['Url'],
    });
    expect(endpoints.find(({ LogicalResourceId }) => LogicalResourceId === 'Uploaded')?.CloudEndpoint).toBe('-');
    const resources = JSON.parse(await list('resources')) as Endpoint[];
    expect(resources.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual(
      expect.arrayContaining(['Web', 'WebUrl', 'WebOrder', 'WebDaily', 'UploadedEventInvokeConfig', 'Uploads']),
    );
    expect(await sam('list', 'stack-outputs', '--stack-name', stack, '--output', 'json')).toContain(outputs['Url']);
  });

  it('is invoked by sam, with and without a stream', async () => {
    const event = '{"Records": [{"s3": {"object": {"key": "x"}}}]}';
    expect(await sam('remote', 'invoke', 'Uploaded', '--stack-name', stack, '--event', event)).toContain('cannot read x');
    const invoke = () => sam('remote', 'invoke', 'Web', '--stack-name', stack, '--event', '{}');
    expect(JSON.parse(await invoke())).toEqual({ statusCode: 200, body: 'seen' });
    await awsCli(
      server,
      ...['lambda', 'update-function-url-config', '--function-name', names['Web'] ?? '', '--invoke-mode', 'RESPONSE_STREAM'],
    );
    expect(JSON.parse(await invoke())).toEqual({ statusCode: 200, body: 'seen' });
  });

  it('hears of events that match its pattern', async () => {
    const entry = (total: number) => `Source=shop,DetailType=order,Detail="{\\"total\\":${total}}"`;
    await awsCli(server, 'events', 'put-events', '--entries', entry(5), entry(50));
    expect(await heard('the order', ({ total }) => total !== undefined)).toEqual({ total: 50 });
  });

  it('hears of log lines that its filter lets through', async () => {
    const stream = ['--log-group-name', '/app/lines', '--log-stream-name', 's'];
    await awsCli(server, 'logs', 'create-log-stream', ...stream);
    const lines = ['an ERROR', 'fine'].map((message) => ({ timestamp: Date.now(), message }));
    await awsCli(server, 'logs', 'put-log-events', ...stream, '--log-events', JSON.stringify(lines));
    const { awslogs } = await heard('the line', (event) => event['awslogs'] !== undefined);
    const data = JSON.parse(gunzipSync(Buffer.from((awslogs as { data: string }).data, 'base64')).toString());
    expect(data).toMatchObject({ messageType: 'DATA_MESSAGE', logGroup: '/app/lines', logEvents: [{ message: 'an ERROR' }] });
  });

  it('hears of a failure behind an upload', async () => {
    await awsCli(server, 's3api', 'put-object', '--bucket', outputs['Bucket'] ?? '', '--key', 'a b.txt');
    const record = await heard(
      'the failure',
      ({ requestContext }) => (requestContext as { condition?: string })?.condition !== undefined,
    );
    expect(record).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
      responsePayload: { errorMessage: 'cannot read a+b.txt' },
    });
  });

  it('leaves no rule behind when it is deleted', async () => {
    await awsCli(server, 's3', 'rm', `s3://${outputs['Bucket']}`, '--recursive');
    await sam('delete', '--stack-name', stack, '--no-prompts', '--region', 'us-east-1');
    expect(await awsCli(server, 'events', 'list-rules')).toEqual({ Rules: [] });
  });
});

describe('Cloud Control', () => {
  const get = (type: string, identifier: string) =>
    awsCli(server, 'cloudcontrol', 'get-resource', '--type-name', type, '--identifier', identifier);

  it('refuses what is not there, not read here, or unknown, with its own errors', async () => {
    server = await startTestServer();
    try {
      await expect(get('AWS::Lambda::Url', 'gone')).rejects.toThrow(
        "(ResourceNotFoundException) when calling the GetResource operation: Resource of type 'AWS::Lambda::Url' with identifier 'gone' was not found.",
      );
      await expect(get('AWS::IAM::Role', 'r')).rejects.toThrow('Resource type AWS::IAM::Role does not support READ action');
      await expect(get('AWS::Own::Thing', 'x')).rejects.toThrow('(TypeNotFoundException)');
      expect(await awsCli(server, 'cloudcontrol', 'list-resources', '--type-name', 'AWS::Lambda::Function')).toEqual({
        TypeName: 'AWS::Lambda::Function',
        ResourceDescriptions: [],
      });
    } finally {
      await server.stop();
    }
  });
});
