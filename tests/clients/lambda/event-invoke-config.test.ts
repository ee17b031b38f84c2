/** Settings of asynchronous invocation, and their effect, by AWS's clients against a running server. */
import {
  CreateEventSourceMappingCommand,
  DeleteFunctionEventInvokeConfigCommand,
  GetEventSourceMappingCommand,
  GetFunctionEventInvokeConfigCommand,
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionEventInvokeConfigsCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  type PutFunctionEventInvokeConfigCommandInput,
  UpdateFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsCli } from '../../harness/clients.ts';
import { eventually } from '../../harness/eventually.ts';
import { zipFiles } from '../../harness/function-package.ts';
import { createFunction, createFunctionRole, sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

const code = `
import json

def handler(event, context):
    print("GOT " + json.dumps(event))
    if event.get("fail"):
        raise Exception("asked to")
    return {"done": True}
`;
const arn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

let server: TestServer;
let lambda: LambdaClient;

beforeAll(async () => {
  server = await startTestServer();
  lambda = new LambdaClient(sdkSettings(server));
  const definition = {
    Runtime: 'python3.11',
    Handler: 'app.handler',
    Role: await createFunctionRole(server, 'r'),
    Code: { ZipFile: zipFiles({ 'app.py': code }) },
  } as const;
  for (const FunctionName of ['worker', 'after']) await createFunction(lambda, { ...definition, FunctionName });
  await lambda.send(new PublishVersionCommand({ FunctionName: 'worker' }));
});
afterAll(() => server?.stop());

const put = (input: Partial<PutFunctionEventInvokeConfigCommandInput>) =>
  lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: 'worker', ...input }));
const to = (Destination: string) => ({ DestinationConfig: { OnSuccess: { Destination } } });

describe('EventInvokeConfig', () => {
  it('is put, updated, read, listed and deleted, by function and version', async () => {
    const first = await put({ MaximumRetryAttempts: 0 });
    expect(first).toMatchObject({
      FunctionArn: `${arn('worker')}:$LATEST`,
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnSuccess: {}, OnFailure: {} },
    });
    expect(first.LastModified).toBeInstanceOf(Date);
    expect(first.MaximumEventAgeInSeconds).toBeUndefined();
    const FunctionName = 'worker';
    const updated = await lambda.send(new UpdateFunctionEventInvokeConfigCommand({ FunctionName, MaximumEventAgeInSeconds: 60 }));
    expect(updated).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
    // Put replaces.
    expect((await put({ MaximumEventAgeInSeconds: 90 })).MaximumRetryAttempts).toBeUndefined();
    await put({ Qualifier: '1', MaximumRetryAttempts: 1 });
    const { FunctionEventInvokeConfigs } = await lambda.send(new ListFunctionEventInvokeConfigsCommand({ FunctionName }));
    expect(FunctionEventInvokeConfigs?.map(({ FunctionArn }) => FunctionArn)).toEqual([
      `${arn('worker')}:$LATEST`,
      `${arn('worker')}:1`,
    ]);
    for (const Qualifier of ['1', undefined])
      await lambda.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName, Qualifier }));
    await expect(lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `The function ${arn('worker')}:$LATEST doesn't have an EventInvokeConfig`,
    });
  });

  it.each<[Partial<PutFunctionEventInvokeConfigCommandInput>, string, string]>([
    [{}, 'InvalidParameterValueException', 'You must specify at least one of error handling or destination setting.'],
    [{ FunctionName: 'gone', MaximumRetryAttempts: 1 }, 'ResourceNotFoundException', "The function doesn't exist."],
    [{ Qualifier: 'gone', MaximumRetryAttempts: 1 }, 'ResourceNotFoundException', "The function doesn't exist."],
    [to(arn('gone')), 'InvalidParameterValueException', `The destination ARN ${arn('gone')} is invalid.`],
    [to(arn('worker')), 'InvalidParameterValueException', "You can't specify the function as a destination for itself."],
    [
      to('arn:aws:iam:us-east-1:000000000000:function:x'),
      'InvalidParameterValueException',
      'The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:iam:us-east-1:000000000000:function:x), onFailure=null) is invalid.',
    ],
    [
      to('arn:aws:sqs:us-east-1:000000000000:q'),
      'InvalidParameterValueException',
      'Radiograph does not emulate Amazon SQS: arn:aws:sqs:us-east-1:000000000000:q cannot be a destination. Use a Lambda function or an EventBridge event bus.',
    ],
    [
      { MaximumRetryAttempts: 3 },
      'ValidationException',
      "1 validation error detected: Value '3' at 'maximumRetryAttempts' failed to satisfy constraint: Member must have value less than or equal to 2",
    ],
  ])('%j is refused: %s', async (input, name, message) => {
    await expect(put(input)).rejects.toMatchObject({ name, message });
  });
});

describe('the result of an event', () => {
  /** The records that the function `after` was sent. */
  const received = (requestId: string | undefined) =>
    eventually(`the record of ${requestId}`, async () => {
      const { events } = (await awsCli(
        server,
        ...['logs', 'filter-log-events', '--log-group-name', '/aws/lambda/after', '--filter-pattern', 'GOT'],
      ).catch(() => ({ events: [] }))) as { events: { message: string }[] };
      const records = events.map(({ message }) => JSON.parse(message.slice(4)) as { requestContext?: { requestId: string } });
      return records.find((record) => record.requestContext?.requestId === requestId);
    });
  const send = async (event: object): Promise<string | undefined> => {
    const sent = await lambda.send(
      new InvokeCommand({ FunctionName: 'worker', InvocationType: 'Event', Payload: Buffer.from(JSON.stringify(event)) }),
    );
    expect(sent.StatusCode).toBe(202);
    return sent.$metadata.requestId;
  };
  beforeAll(async () => {
    const Destination = arn('after');
    await put({ MaximumRetryAttempts: 0, DestinationConfig: { OnSuccess: { Destination }, OnFailure: { Destination } } });
  });

  it('goes to the next function, whatever it is', async () => {
    const succeeded = await send({ n: 1 });
    expect(await received(succeeded)).toMatchObject({
      version: '1.0',
      requestContext: { functionArn: `${arn('worker')}:$LATEST`, condition: 'Success', approximateInvokeCount: 1 },
      requestPayload: { n: 1 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST' },
      responsePayload: { done: true },
    });
    const failed = await send({ fail: true });
    expect(await received(failed)).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
      responseContext: { functionError: 'Unhandled' },
      responsePayload: { errorMessage: 'asked to', errorType: 'Exception' },
    });
  });

  it('goes to a bucket when it is a failure, if that is asked', async () => {
    await awsCli(server, 's3api', 'create-bucket', '--bucket', 'failures');
    await put({ MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::failures' } } });
    await send({ fail: true });
    const key = await eventually('the record in the bucket', async () => {
      const listed = await awsCli(server, 's3api', 'list-objects-v2', '--bucket', 'failures');
      return (listed as { Contents?: { Key: string }[] } | undefined)?.Contents?.[0]?.Key;
    });
    expect(key).toMatch(/^aws\/lambda\/async\/worker\/\d{4}\/\d\d\/\d\d\/.+/);
  });

  it('says so when the function may not run at all', async () => {
    const Destination = arn('after');
    await put({ DestinationConfig: { OnFailure: { Destination } } });
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: 'worker', ReservedConcurrentExecutions: 0 }));
    expect(await received(await send({ n: 2 }))).toMatchObject({
      requestContext: { condition: 'ZeroReservedConcurrency', approximateInvokeCount: 0 },
    });
  });
});

describe('event source mappings', () => {
  const EventSourceArn = 'arn:aws:sqs:us-east-1:000000000000:q';
  it('are refused by the name of their source, and there are none', async () => {
    await expect(
      lambda.send(new CreateEventSourceMappingCommand({ FunctionName: 'worker', EventSourceArn })),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining('does not emulate Amazon SQS'),
    });
    await expect(
      lambda.send(new CreateEventSourceMappingCommand({ FunctionName: 'gone', EventSourceArn })),
    ).rejects.toMatchObject({
      message: 'Function does not exist',
    });
    await expect(lambda.send(new CreateEventSourceMappingCommand({ FunctionName: 'worker' }))).rejects.toMatchObject({
      message: 'Unrecognized event source.',
    });
    expect(await lambda.send(new ListEventSourceMappingsCommand({}))).toMatchObject({ EventSourceMappings: [] });
    const UUID = '3f9f1c5e-0000-4000-8000-000000000000';
    await expect(lambda.send(new GetEventSourceMappingCommand({ UUID }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
    });
  });
});
