/**
 * Every AWS protocol against the unmodified SDK for JavaScript v3: the front door with stand-in operations behind it, so that only
 * routing, decoding and encoding are on trial.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { APIGatewayClient, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetRoleCommand, IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  LambdaClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { BatchGetTracesCommand, GetGroupCommand, GetTraceSummariesCommand, XRayClient } from '@aws-sdk/client-xray';
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveConfig } from '../../src/server/config.ts';
import { apiListener } from '../../src/server/front-door/api-listener.ts';
import type { FrontDoor } from '../../src/server/front-door/front-door.ts';
import type { Operation, Service } from '../../src/server/services/service.ts';
import { AwsError } from '../../src/server/wire/aws-error.ts';
import { loadModels } from '../../src/server/wire/models.ts';
import { Router } from '../../src/server/wire/router.ts';

const seen: { operation: string; input: Record<string, unknown>; account: string; region: string }[] = [];

/** Notes what the operation was given, and answers with `output`. */
function answering(output: unknown): Operation {
  return ((input: Record<string, unknown>, call) => {
    seen.push({ operation: `${call.service}:${call.operation}`, input, account: call.account, region: call.region });
    if (output instanceof AwsError) throw output;
    return output;
  }) as Operation<Record<string, unknown>> as Operation;
}

const when = new Date(1_790_000_000_250);
const services: Record<string, Record<string, Operation>> = {
  xray: {
    GetTraceSummaries: answering({
      TraceSummaries: [
        { Id: '1-a-b', Duration: 0.5, StartTime: when, Annotations: { size: [{ AnnotationValue: { NumberValue: 3 } }] } },
      ],
    }),
    BatchGetTraces: answering(new AwsError('InvalidRequestException', 'Exceeding maximum query size: 5', 400)),
  },
  lambda: {
    CreateFunction: answering({ FunctionName: 'f', State: 'Pending', Environment: { Variables: { A: 'b' } } }),
    GetFunction: answering(new AwsError('ResourceNotFoundException', 'Function not found: f', 404)),
    Invoke: answering({
      StatusCode: 200,
      FunctionError: 'Unhandled',
      Payload: Buffer.from('{"a":"ü"}'),
      ExecutedVersion: '$LATEST',
      LogResult: 'bG9n',
    }),
  },
  logs: { FilterLogEvents: answering({ events: [{ logStreamName: 's', timestamp: 5, message: 'héllo' }] }) },
  sts: { GetCallerIdentity: answering({ Account: '123456789012', Arn: 'arn:aws:iam::123456789012:root', UserId: 'x' }) },
  iam: { GetRole: answering(new AwsError('NoSuchEntityException', 'The role with name r cannot be found.', 404)) },
  cloudformation: {
    CreateStack: answering({ StackId: 'arn:stack' }),
    DescribeStacks: answering(new AwsError('ValidationError', 'Stack with id S does not exist', 400)),
  },
  cloudwatch: { GetMetricStatistics: answering({ Label: 'L', Datapoints: [{ Timestamp: when, Sum: 1.5, Unit: 'Count' }] }) },
  apigateway: { GetRestApis: answering({ items: [{ id: 'abc', name: 'n', createdDate: when }], position: 'next' }) },
  s3: {
    CreateBucket: answering({}),
    PutObject: answering({ ETag: '"e"' }),
    GetObject: answering(new AwsError('NoSuchKey', 'The specified key does not exist.', 404)),
    ListObjectsV2: answering({ Name: 'b', KeyCount: 1, Contents: [{ Key: 'a&b', Size: 3, LastModified: when }] }),
  },
};

let server: Server;
let endpoint: string;

beforeAll(async () => {
  const door: FrontDoor = {
    config: resolveConfig({}, {}),
    router: new Router(loadModels()),
    services: new Map(Object.entries(services).map(([id, operations]): [string, Service] => [id, { id, operations }])),
    credentials: { find: () => undefined },
    controlPlane: { flushed: async () => {} } as FrontDoor['controlPlane'],
    fastPaths: new Map(),
    hostNames: new Set(),
    counters: { calls: 0, errors: 0, unsupported: new Map() },
    log: (line) => process.stderr.write(`${line}\n`),
  };
  server = createServer(
    apiListener({
      door,
      httpApis: [],
      health: () => ({}),
      consoleUrl: () => 'http://127.0.0.1:1/',
      codeZip: async () => undefined,
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const client = () => ({
  endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: '123456789012', secretAccessKey: 's' },
  maxAttempts: 1,
});
const last = () => seen.at(-1);

describe('restJson1', () => {
  it('decodes timestamps and encodes nested outputs', async () => {
    const output = await new XRayClient(client()).send(
      new GetTraceSummariesCommand({ StartTime: when, EndTime: when, Sampling: true }),
    );
    expect(last()).toEqual({
      operation: 'xray:GetTraceSummaries',
      input: { StartTime: new Date(1_790_000_000_250), EndTime: expect.any(Date), Sampling: true },
      account: '123456789012',
      region: 'eu-west-1',
    });
    expect(output.TraceSummaries?.[0]?.StartTime).toEqual(when);
    expect(output.TraceSummaries?.[0]?.Annotations?.['size']?.[0]?.AnnotationValue).toEqual({ NumberValue: 3 });
  });

  it('answers modelled errors as the client models them', async () => {
    await expect(new XRayClient(client()).send(new BatchGetTracesCommand({ TraceIds: ['1'] }))).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: 'Exceeding maximum query size: 5',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(new LambdaClient(client()).send(new GetFunctionCommand({ FunctionName: 'f' }))).rejects.toSatisfy(
      (error: ResourceNotFoundException) =>
        error instanceof ResourceNotFoundException && error.Type === 'User' && error.message === 'Function not found: f',
    );
  });

  it('binds labels, headers, status and blob payloads', async () => {
    const lambda = new LambdaClient(client());
    const zip = new Uint8Array([0x50, 0x4b, 0, 255]);
    await lambda.send(
      new CreateFunctionCommand({ FunctionName: 'f', Role: 'r', Code: { ZipFile: zip }, Environment: { Variables: { A: 'b' } } }),
    );
    expect(last()?.input).toMatchObject({ FunctionName: 'f', Code: { ZipFile: zip }, Environment: { Variables: { A: 'b' } } });
    const output = await lambda.send(
      new InvokeCommand({
        FunctionName: 'arn:aws:lambda:eu-west-1:123456789012:function:f',
        Qualifier: 'live',
        LogType: 'Tail',
        Payload: Buffer.from('{}'),
      }),
    );
    expect(last()?.input).toMatchObject({
      FunctionName: 'arn:aws:lambda:eu-west-1:123456789012:function:f',
      Qualifier: 'live',
      LogType: 'Tail',
    });
    expect(output).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled', ExecutedVersion: '$LATEST', LogResult: 'bG9n' });
    expect(Buffer.from(output.Payload ?? []).toString()).toBe('{"a":"ü"}');
  });

  it('uses jsonName of API Gateway, and answers with what its schema has in the query too', async () => {
    const output = await new APIGatewayClient(client()).send(new GetRestApisCommand({ limit: 7 }));
    expect(last()?.input).toEqual({ limit: 7 });
    expect(output.items?.[0]).toMatchObject({ id: 'abc', createdDate: new Date(1_790_000_000_250) });
    expect(output.position).toBe('next');
  });

  it('names an operation that is not built', async () => {
    await expect(new XRayClient(client()).send(new GetGroupCommand({ GroupName: 'g' }))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('xray:GetGroup'),
      $metadata: { httpStatusCode: 501 },
    });
  });

  it.each([
    ['{"TraceIds":', 'SerializationException'],
    ['{"TraceIds":"1"}', 'SerializationException'],
    ['{"TraceIds":[1]}', 'SerializationException'],
    ['[]', 'SerializationException'],
    ['{}', 'ValidationException'],
  ])('refuses the body %s with %s', async (body, code) => {
    const answer = await fetch(`${endpoint}/Traces`, {
      method: 'POST',
      body,
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/xray/aws4_request, SignedHeaders=host, Signature=0',
      },
    });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('x-amzn-errortype')).toBe(code);
  });
});

describe('awsJson, awsQuery, restXml and CBOR', () => {
  it('serves awsJson1.1', async () => {
    const output = await new CloudWatchLogsClient(client()).send(new FilterLogEventsCommand({ logGroupName: 'g', startTime: 1 }));
    expect(output.events?.[0]?.message).toBe('héllo');
  });

  it('serves awsQuery with nested lists, and its error codes', async () => {
    expect(await new STSClient(client()).send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '123456789012' });
    const cloudformation = new CloudFormationClient(client());
    const created = await cloudformation.send(
      new CreateStackCommand({
        StackName: 'S',
        Parameters: [{ ParameterKey: 'A', ParameterValue: 'b' }],
        Capabilities: ['CAPABILITY_IAM'],
        DisableRollback: true,
      }),
    );
    expect(created.StackId).toBe('arn:stack');
    expect(last()?.input).toEqual({
      StackName: 'S',
      Parameters: [{ ParameterKey: 'A', ParameterValue: 'b' }],
      Capabilities: ['CAPABILITY_IAM'],
      DisableRollback: true,
    });
    await expect(cloudformation.send(new DescribeStacksCommand({ StackName: 'S' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id S does not exist',
    });
    await expect(new IAMClient(client()).send(new GetRoleCommand({ RoleName: 'r' }))).rejects.toBeInstanceOf(
      NoSuchEntityException,
    );
  });

  it.each([
    ['JSON', undefined],
    [
      'Query',
      new AwsQueryProtocol({
        defaultNamespace: 'com.amazonaws.cloudwatch',
        xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
        version: '2010-08-01',
      }),
    ],
    ['CBOR', new AwsSmithyRpcV2CborProtocol({ defaultNamespace: 'com.amazonaws.cloudwatch' })],
  ])('serves CloudWatch over %s', async (_name, protocol) => {
    const cloudwatch = new CloudWatchClient({ ...client(), ...(protocol ? { protocol } : {}) });
    const output = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: 'N',
        MetricName: 'M',
        StartTime: when,
        EndTime: when,
        Period: 60,
        Statistics: ['Sum'],
        Dimensions: [{ Name: 'd', Value: 'v' }],
      }),
    );
    expect(last()?.input).toMatchObject({ Period: 60, Statistics: ['Sum'], Dimensions: [{ Name: 'd', Value: 'v' }] });
    expect(output.Datapoints?.[0]?.Sum).toBe(1.5);
  });

  it('serves restXml', async () => {
    const s3 = new S3Client({ ...client(), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'b', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
    expect(last()).toMatchObject({
      operation: 's3:CreateBucket',
      input: { Bucket: 'b', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } },
    });
    await s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'a/b c', Body: 'hello', Metadata: { owner: 'me' } }));
    expect(last()).toMatchObject({ operation: 's3:PutObject', input: { Bucket: 'b', Key: 'a/b c', Metadata: { owner: 'me' } } });
    const listed = await s3.send(new ListObjectsV2Command({ Bucket: 'b', Prefix: 'a' }));
    // S3's times are whole seconds.
    const second = new Date(Math.floor(when.getTime() / 1000) * 1000);
    expect(listed.Contents).toEqual([{ Key: 'a&b', Size: 3, LastModified: second }]);
    await expect(s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }))).rejects.toBeInstanceOf(NoSuchKey);
  });
});

describe('the safety of the door', () => {
  it('refuses an unsigned call, a foreign host and a foreign origin', async () => {
    const unsigned = await fetch(`${endpoint}/Traces`, { method: 'POST', body: '{}' });
    expect([unsigned.status, unsigned.headers.get('x-amzn-errortype')]).toEqual([403, 'MissingAuthenticationTokenException']);
    const signed = {
      authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/xray/aws4_request, SignedHeaders=host, Signature=0',
    };
    const cross = await fetch(`${endpoint}/Traces`, {
      method: 'POST',
      body: '{}',
      headers: { ...signed, 'sec-fetch-site': 'cross-site' },
    });
    expect(cross.status).toBe(403);
    const origin = await fetch(`${endpoint}/Traces`, {
      method: 'POST',
      body: '{}',
      headers: { ...signed, origin: 'https://evil.example' },
    });
    expect(origin.status).toBe(403);
  });

  it('sends a browser at / to the console', async () => {
    const answer = await fetch(`${endpoint}/`, { redirect: 'manual', headers: { accept: 'text/html' } });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'http://127.0.0.1:1/']);
  });
});
