/** The AWS SDK for JavaScript v3 against a running server. */
import { APIGatewayClient, CreateRestApiCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, GetRoleCommand, IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  LambdaClient,
  ResourceNotFoundException,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { BatchGetTracesCommand, GetTraceSummariesCommand, PutTraceSegmentsCommand, XRayClient } from '@aws-sdk/client-xray';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { zipFiles } from '../../harness/function-package.ts';
import { trustsLambda } from '../../harness/function-role.ts';
import { newSegment } from '../../harness/segments.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;
const settings = () => ({
  endpoint: server.apiUrl,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
const role = {
  RoleName: 'sdk-role',
  AssumeRolePolicyDocument: JSON.stringify(trustsLambda),
};

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(async () => {
  await server?.stop();
});

it('knows who calls', async () => {
  const identity = await new STSClient(settings()).send(new GetCallerIdentityCommand({}));
  expect(identity.Account).toBe('000000000000');
  expect(identity.Arn).toContain('arn:aws:');
});

it('sends and reads segments, and finds the trace by service', async () => {
  const xray = new XRayClient(settings());
  const segment = newSegment({
    name: 'sdk-v3',
    http: { request: { method: 'GET', url: 'http://a.test/ü' }, response: { status: 404 } },
    error: true,
  });
  const put = await xray.send(new PutTraceSegmentsCommand({ TraceSegmentDocuments: [JSON.stringify(segment)] }));
  expect(put.UnprocessedTraceSegments).toEqual([]);
  const { Traces } = await xray.send(new BatchGetTracesCommand({ TraceIds: [segment.trace_id] }));
  expect(JSON.parse(Traces?.[0]?.Segments?.[0]?.Document ?? '')).toMatchObject({ http: segment['http'] });
  const { TraceSummaries } = await xray.send(
    new GetTraceSummariesCommand({
      StartTime: new Date(Date.now() - 60_000),
      EndTime: new Date(Date.now() + 1_000),
      FilterExpression: 'service("sdk-v3") { error } AND http.status = 404',
    }),
  );
  expect(TraceSummaries).toMatchObject([{ Id: segment.trace_id, HasError: true, Http: { HttpStatus: 404, HttpMethod: 'GET' } }]);
});

it('deploys a Node function, waits for it and invokes it', async () => {
  const iam = new IAMClient(settings());
  const { Role } = await iam.send(new CreateRoleCommand(role));
  const lambda = new LambdaClient(settings());
  const code = "export const handler = async (event, context) => ({ ...event, by: context.functionName, runtime: 'node' });";
  await lambda.send(
    new CreateFunctionCommand({
      ...{ FunctionName: 'sdk-function', Role: Role?.Arn, Runtime: 'nodejs20.x', Handler: 'index.handler' },
      Code: { ZipFile: zipFiles({ 'index.mjs': code }) },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 20 }, { FunctionName: 'sdk-function' });
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName: 'sdk-function', Payload: new TextEncoder().encode('{"greet":"Zoë"}'), LogType: 'Tail' }),
  );
  expect(answer.StatusCode).toBe(200);
  expect(JSON.parse(answer.Payload?.transformToString() ?? '')).toEqual({ greet: 'Zoë', by: 'sdk-function', runtime: 'node' });
  expect(Buffer.from(answer.LogResult ?? '', 'base64').toString()).toContain('REPORT RequestId');
});

it('throws the error class of each service', async () => {
  const noFunction = new LambdaClient(settings()).send(new GetFunctionCommand({ FunctionName: 'nothing' }));
  await expect(noFunction).rejects.toBeInstanceOf(ResourceNotFoundException);
  const noRole = new IAMClient(settings()).send(new GetRoleCommand({ RoleName: 'nobody' }));
  await expect(noRole).rejects.toBeInstanceOf(NoSuchEntityException);
});

it('writes log events and pages through those that match a pattern', async () => {
  const client = new CloudWatchLogsClient(settings());
  const group = { logGroupName: '/sdk/group' };
  await client.send(new CreateLogGroupCommand(group));
  await client.send(new CreateLogStreamCommand({ ...group, logStreamName: 'one' }));
  const now = Date.now();
  const logEvents = Array.from({ length: 50 }, (_, index) => ({
    timestamp: now + index,
    message: JSON.stringify({ level: index % 2 === 0 ? 'INFO' : 'ERROR', index }),
  }));
  await client.send(new PutLogEventsCommand({ ...group, logStreamName: 'one', logEvents }));
  const indexes: number[] = [];
  for await (const page of paginateFilterLogEvents(
    { client, pageSize: 10 },
    { ...group, filterPattern: '{ $.level = "ERROR" }' },
  ))
    for (const { message } of page.events ?? []) indexes.push((JSON.parse(message ?? '') as { index: number }).index);
  expect(indexes).toEqual(Array.from({ length: 25 }, (_, index) => index * 2 + 1));
});

it('makes and lists REST APIs', async () => {
  const client = new APIGatewayClient(settings());
  const { id } = await client.send(new CreateRestApiCommand({ name: 'sdk-api' }));
  const { items } = await client.send(new GetRestApisCommand({}));
  expect(items).toMatchObject([{ id, name: 'sdk-api' }]);
});
