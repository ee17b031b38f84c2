/**
 * Subscription filters over restarts: a server that stops hands on what it has not sent yet, and one that is killed still knows its
 * filters.
 */
import { gunzipSync } from 'node:zlib';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { AddPermissionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../../harness/eventually.ts';
import { codeRunner, sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer, temporaryDirectory } from '../../harness/server.ts';

const directory = temporaryDirectory();
const place = { logGroupName: '/app', logStreamName: 'web' };
let server: TestServer;

const start = async () => {
  server = await startTestServer({ dataDir: directory.path });
};
const logs = () => new CloudWatchLogsClient(sdkSettings(server));
const put = (message: string) =>
  logs().send(new PutLogEventsCommand({ ...place, logEvents: [{ timestamp: Date.now(), message }] }));

/** The messages that the function has got, in their order. */
async function received(count: number): Promise<(string | undefined)[]> {
  return eventually(`${count} messages`, async () => {
    const { events = [] } = await logs().send(
      new FilterLogEventsCommand({ logGroupName: '/aws/lambda/reader', filterPattern: 'awslogs' }),
    );
    const messages = events.flatMap(({ message = '' }) => {
      const { awslogs } = JSON.parse(message) as { awslogs: { data: string } };
      const data = JSON.parse(gunzipSync(Buffer.from(awslogs.data, 'base64')).toString()) as { logEvents: { message: string }[] };
      return data.logEvents.map((event) => event.message);
    });
    return messages.length >= count ? messages : undefined;
  });
}

beforeAll(async () => {
  await start();
  const run = await codeRunner(server, 'reader-role');
  await run('reader', 'python3.11', 'app.py', 'import json\ndef handler(event, context):\n    print(json.dumps(event))\n');
  await new LambdaClient(sdkSettings(server)).send(
    new AddPermissionCommand({
      ...{ FunctionName: 'reader', StatementId: 'logs', Action: 'lambda:InvokeFunction', Principal: 'logs.amazonaws.com' },
    }),
  );
  await logs().send(new CreateLogGroupCommand(place));
  await logs().send(new CreateLogStreamCommand(place));
  const destinationArn = 'arn:aws:lambda:us-east-1:000000000000:function:reader';
  await logs().send(new PutSubscriptionFilterCommand({ ...place, filterName: 'all', filterPattern: '', destinationArn }));
});

afterAll(async () => {
  await server?.stop();
  directory.remove();
});

it('an event that came just before the end is delivered once the server is there again', async () => {
  await put('before the end');
  await server.stop();
  await start();
  expect(await received(1)).toEqual(['before the end']);
});

it('a killed server still knows its filters', async () => {
  await server.kill();
  await start();
  await put('after the crash');
  expect(await received(2)).toEqual(['before the end', 'after the crash']);
});
