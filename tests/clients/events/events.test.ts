/** EventBridge by AWS's clients against a running server: events and schedules that reach real functions. */

import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { AddPermissionCommand, LambdaClient, PutFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsCli } from '../../harness/clients.ts';
import { eventually } from '../../harness/eventually.ts';
import { zipFiles } from '../../harness/function-package.ts';
import { createFunction, createFunctionRole, sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer, temporaryDirectory } from '../../harness/server.ts';

const code = `
import json

def handler(event, context):
    print("GOT " + json.dumps(event))
    return {"seen": event}
`;
const functionArn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
const ruleArn = (name: string) => `arn:aws:events:us-east-1:000000000000:rule/${name}`;

const directory = temporaryDirectory();
let server: TestServer;
let events: EventBridgeClient;
let lambda: LambdaClient;

async function start(): Promise<void> {
  server = await startTestServer({ dataDir: directory.path });
  events = new EventBridgeClient(sdkSettings(server));
  lambda = new LambdaClient(sdkSettings(server));
}

beforeAll(async () => {
  await start();
  const Role = await createFunctionRole(server, 'r');
  for (const FunctionName of ['listener', 'sender']) {
    const Code = { ZipFile: zipFiles({ 'app.py': code }) };
    await createFunction(lambda, { FunctionName, Runtime: 'python3.11', Handler: 'app.handler', Role, Code });
  }
});
afterAll(async () => {
  await server?.stop();
  directory.remove();
});

/** A rule whose events reach the function `listener`. */
async function listen(Name: string, rule: object, target: object = {}): Promise<void> {
  await events.send(new PutRuleCommand({ Name, ...rule }));
  await events.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: 'a', Arn: functionArn('listener'), ...target }] }));
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: 'listener',
      StatementId: Name,
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: ruleArn(Name),
    }),
  );
}

/** The first event that `listener` printed and that passes. */
const heard = (what: string, wanted: (event: Record<string, unknown>) => boolean, milliseconds?: number) =>
  eventually(
    what,
    async () => {
      const group = '/aws/lambda/listener';
      const filter = ['logs', 'filter-log-events', '--log-group-name', group, '--filter-pattern', 'GOT'];
      const { events: lines } = (await awsCli(server, ...filter).catch(() => ({ events: [] }))) as {
        events: { message: string }[];
      };
      return lines.map(({ message }) => JSON.parse(message.slice(4)) as Record<string, unknown>).find(wanted);
    },
    milliseconds,
  );

describe('events', () => {
  it('reach a function whose rule matches, in the shape that its target asks for', async () => {
    await listen(
      'big',
      { EventPattern: '{"source": ["shop"], "detail": {"total": [{"numeric": [">=", 100]}]}}' },
      {
        InputTransformer: {
          InputPathsMap: { total: '$.detail.total', kind: '$.detail-type' },
          InputTemplate: '{"total": <total>, "text": "a <kind> by <aws.events.rule-name>"}',
        },
      },
    );
    const entry = (total: number) => ({ Source: 'shop', DetailType: 'order', Detail: JSON.stringify({ total }) });
    const sent = await events.send(new PutEventsCommand({ Entries: [entry(99), entry(100)] }));
    expect(sent.FailedEntryCount).toBe(0);
    expect(await heard('the order of 100', ({ total }) => total !== undefined)).toEqual({ total: 100, text: 'a order by big' });
  });

  it('of Lambda come from functions that have a bus as their destination', async () => {
    const Destination = 'arn:aws:events:us-east-1:000000000000:event-bus/default';
    await lambda.send(
      new PutFunctionEventInvokeConfigCommand({ FunctionName: 'sender', DestinationConfig: { OnSuccess: { Destination } } }),
    );
    await listen('results', { EventPattern: '{"source": ["lambda"], "detail": {"requestContext": {"condition": ["Success"]}}}' });
    await awsCli(
      server,
      ...['lambda', 'invoke', '--function-name', 'sender', '--invocation-type', 'Event', '--payload', '{"n": 5}', '/dev/null'],
    );
    expect(await heard('the result of sender', ({ source }) => source === 'lambda')).toMatchObject({
      'detail-type': 'Lambda Function Invocation Result - Success',
      resources: [Destination, `${functionArn('sender')}:$LATEST`],
      detail: { responsePayload: { seen: { n: 5 } } },
    });
  });

  it('of S3 come from buckets that send them', async () => {
    await awsCli(server, 's3api', 'create-bucket', '--bucket', 'watched');
    const configuration = ['--notification-configuration', '{"EventBridgeConfiguration": {}}'];
    await awsCli(server, 's3api', 'put-bucket-notification-configuration', '--bucket', 'watched', ...configuration);
    await listen('uploads', { EventPattern: '{"source": ["aws.s3"], "detail": {"object": {"key": [{"suffix": ".txt"}]}}}' });
    for (const key of ['a.png', 'a b.txt']) await awsCli(server, 's3api', 'put-object', '--bucket', 'watched', '--key', key);
    expect(await heard('the object', ({ source }) => source === 'aws.s3')).toMatchObject({
      'detail-type': 'Object Created',
      resources: ['arn:aws:s3:::watched'],
      detail: { bucket: { name: 'watched' }, object: { key: 'a b.txt', size: 0 }, reason: 'PutObject' },
    });
  });

  it('are told from patterns that do not match, with the place of what is wrong', async () => {
    const Event = JSON.stringify({
      id: '1',
      account: '1',
      source: 's',
      time: 't',
      region: 'r',
      resources: [],
      'detail-type': 'd',
    });
    expect(await events.send(new TestEventPatternCommand({ Event, EventPattern: '{"source":["s"]}' }))).toMatchObject({
      Result: true,
    });
    await expect(events.send(new TestEventPatternCommand({ Event, EventPattern: '{"source":"s"}' }))).rejects.toMatchObject({
      name: 'InvalidEventPatternException',
      message:
        'Event pattern is not valid. Reason: "source" must be an object or an array\n at [Source: (String)"{"source":"s"}"; line: 1, column: 12]',
    });
  });
});

describe('a schedule', () => {
  it('fires after the server was started again', async () => {
    await listen('minute', { ScheduleExpression: 'cron(* * * * ? *)' });
    await server.stop();
    await start();
    const event = await heard('the schedule to fire', ({ source }) => source === 'aws.events', 90_000);
    expect(event).toMatchObject({
      version: '0',
      'detail-type': 'Scheduled Event',
      resources: [ruleArn('minute')],
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$/),
      detail: {},
    });
  });
});

describe('the AWS CLI', () => {
  it('puts, lists and deletes rules', async () => {
    await awsCli(server, 'events', 'put-rule', '--name', 'cli', '--schedule-expression', 'rate(2 days)');
    expect(await awsCli(server, 'events', 'list-rules', '--name-prefix', 'cli')).toMatchObject({
      Rules: [{ Name: 'cli', ScheduleExpression: 'rate(2 days)', State: 'ENABLED', EventBusName: 'default' }],
    });
    await awsCli(server, 'events', 'delete-rule', '--name', 'cli');
    await expect(awsCli(server, 'events', 'describe-rule', '--name', 'cli')).rejects.toThrow(
      'Rule cli does not exist on EventBus default.',
    );
  });
});
