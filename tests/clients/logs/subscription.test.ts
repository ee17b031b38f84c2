/** Subscription filters with the AWS CLI: a function gets the events of a group, and only with its permission. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsCli, awsCliRun } from '../../harness/clients.ts';
import { eventually } from '../../harness/eventually.ts';
import { codeRunner } from '../../harness/sdk.ts';
import { startTestServer, type TestServer, temporaryDirectory } from '../../harness/server.ts';

const files = temporaryDirectory();
const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:reader';
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  const run = await codeRunner(server, 'reader-role');
  await run(
    'reader',
    'python3.11',
    'app.py',
    'import json\ndef handler(event, context):\n    print(json.dumps(event))\n    return 1\n',
  );
});

afterAll(async () => {
  await server?.stop();
  files.remove();
});

async function makeGroup(name: string): Promise<void> {
  await awsCli(server, 'logs', 'create-log-group', '--log-group-name', name);
  await awsCli(server, 'logs', 'create-log-stream', '--log-group-name', name, '--log-stream-name', 'web');
}

const putEvents = (group: string, ...messages: string[]) =>
  awsCli(
    server,
    ...['logs', 'put-log-events', '--log-group-name', group, '--log-stream-name', 'web', '--log-events'],
    ...messages.map((message) => JSON.stringify({ timestamp: Date.now(), message })),
  );

const subscription = (group: string, pattern: string) => [
  ...['logs', 'put-subscription-filter', '--log-group-name', group, '--filter-name', 'to-reader'],
  ...['--filter-pattern', pattern, '--destination-arn', functionArn],
];

const permit = (group: string, principal: string) =>
  awsCli(
    server,
    ...['lambda', 'add-permission', '--function-name', 'reader', '--statement-id', `logs-${group.slice(1)}`],
    ...['--action', 'lambda:InvokeFunction', '--principal', principal, '--source-account', '000000000000'],
    ...['--source-arn', `arn:aws:logs:us-east-1:000000000000:log-group:${group}:*`],
  );

interface Message {
  readonly logGroup: string;
  readonly logEvents: { readonly id: string; readonly message: string; readonly extractedFields?: object }[];
}

/** What the function has got for a group, from its own log. */
async function received(group: string): Promise<Message[]> {
  const { events } = (await awsCli(
    server,
    ...['logs', 'filter-log-events', '--log-group-name', '/aws/lambda/reader', '--filter-pattern', 'awslogs'],
  )) as { events: { message: string }[] };
  return events
    .map(({ message }) => {
      const { awslogs } = JSON.parse(message) as { awslogs: { data: string } };
      return JSON.parse(gunzipSync(Buffer.from(awslogs.data, 'base64')).toString()) as Message;
    })
    .filter((message) => message.logGroup === group);
}

describe('a function', () => {
  it('is not subscribed without its permission', async () => {
    await makeGroup('/refused');
    const { code, stderr } = await awsCliRun(server, subscription('/refused', ''));
    expect(code).not.toBe(0);
    expect(stderr).toContain(
      '(InvalidParameterException) when calling the PutSubscriptionFilter operation: Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.',
    );
  });

  it.each([
    ['/by-region', 'logs.us-east-1.amazonaws.com'],
    ['/by-service', 'logs.amazonaws.com'],
  ])('that permits it (%s) gets what matches', async (group, principal) => {
    await makeGroup(group);
    await permit(group, principal);
    await awsCli(server, ...subscription(group, '[level = E*, ...]'));
    await putEvents(group, 'ERROR one', 'INFO two', 'ERROR three');
    const messages = await eventually(`the events of ${group}`, async () => {
      const found = await received(group);
      return found.length > 0 ? found : undefined;
    });
    expect(messages).toEqual([
      {
        ...{ messageType: 'DATA_MESSAGE', owner: '000000000000', logGroup: group, logStream: 'web' },
        subscriptionFilters: ['to-reader'],
        logEvents: [
          ['ERROR one', 'one'],
          ['ERROR three', 'three'],
        ].map(([message, second]) => ({
          ...{ id: expect.stringMatching(/^\d{56}$/), timestamp: expect.any(Number), message },
          extractedFields: { level: 'ERROR', 2: second },
        })),
      },
    ]);
  });
});

it('a stack declares groups with all that belongs to them', async () => {
  const template = join(files.path, 'logs.yaml');
  writeFileSync(
    template,
    `Resources:
  Group: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /stack, RetentionInDays: 7}}
  Stream: {Type: AWS::Logs::LogStream, Properties: {LogGroupName: !Ref Group, LogStreamName: web}}
  Permission:
    Type: AWS::Lambda::Permission
    Properties:
      {FunctionName: reader, Action: 'lambda:InvokeFunction', Principal: logs.amazonaws.com, SourceArn: !GetAtt Group.Arn}
  Subscription:
    Type: AWS::Logs::SubscriptionFilter
    DependsOn: Permission
    Properties: {LogGroupName: !Ref Group, FilterPattern: '', DestinationArn: '${functionArn}'}
  Errors:
    Type: AWS::Logs::MetricFilter
    Properties:
      LogGroupName: !Ref Group
      FilterPattern: ERROR
      MetricTransformations: [{MetricName: errors, MetricNamespace: Stack, MetricValue: '1', DefaultValue: 0}]
  Query: {Type: AWS::Logs::QueryDefinition, Properties: {Name: errors, QueryString: 'filter @message like /ERROR/', LogGroupNames: [!Ref Group]}}
  Policy:
    Type: AWS::Logs::ResourcePolicy
    Properties: {PolicyName: events, PolicyDocument: '{"Version":"2012-10-17","Statement":[]}'}
Outputs:
  Query: {Value: !GetAtt Query.QueryDefinitionId}
  Stream: {Value: !Ref Stream}
`,
  );
  await awsCli(server, 'cloudformation', 'deploy', '--stack-name', 'logs', '--template-file', template);
  await putEvents('/stack', 'ERROR from a stack', 'fine');
  const [message] = await eventually('the events of the stack', async () => {
    const found = await received('/stack');
    return found.length > 0 ? found : undefined;
  });
  expect(message?.logEvents.map((event) => event.message)).toEqual(['ERROR from a stack', 'fine']);
  expect(await awsCli(server, 'logs', 'describe-query-definitions')).toMatchObject({
    queryDefinitions: [{ name: 'errors', logGroupNames: ['/stack'] }],
  });
  expect(await awsCli(server, 'logs', 'describe-log-groups', '--log-group-name-prefix', '/stack')).toMatchObject({
    logGroups: [{ metricFilterCount: 1, retentionInDays: 7 }],
  });
  await awsCli(server, 'cloudformation', 'delete-stack', '--stack-name', 'logs');
  await awsCli(server, 'cloudformation', 'wait', 'stack-delete-complete', '--stack-name', 'logs');
  expect(await awsCli(server, 'logs', 'describe-resource-policies')).toEqual({ resourcePolicies: [] });
  expect(await awsCli(server, 'logs', 'describe-query-definitions')).toEqual({ queryDefinitions: [] });
});
