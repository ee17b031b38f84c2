/** Whole applications from templates as users write them: made, used, changed and deleted, with the AWS SDK for JavaScript. */
import { readFileSync } from 'node:fs';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { outputsOf, stackWaiter } from '../../harness/stacks.ts';

let server: TestServer;
let cloudFormation: CloudFormationClient;
let logs: CloudWatchLogsClient;

beforeAll(async () => {
  server = await startTestServer();
  cloudFormation = new CloudFormationClient(sdkSettings(server));
  logs = new CloudWatchLogsClient(sdkSettings(server));
});
afterAll(async () => {
  await server?.stop();
});

const template = (name: string) => readFileSync(new URL(`./applications/${name}.yaml`, import.meta.url), 'utf8');
const waiter = () => stackWaiter(cloudFormation);
const parameters = (given: Readonly<Record<string, string>>) =>
  Object.entries(given).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
const Capabilities = ['CAPABILITY_IAM' as const, 'CAPABILITY_AUTO_EXPAND' as const];

const outputs = (StackName: string) => outputsOf(cloudFormation, StackName);

async function remove(StackName: string): Promise<void> {
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  await cloudFormation.send(new DeleteStackCommand({ StackName }));
  await waitUntilStackDeleteComplete(waiter(), { StackName: Stacks[0]?.StackId });
}

it('deploys an API with an authorizer, moves it to another stage, and keeps the log that production keeps', async () => {
  const named = { StackName: 'orders', ChangeSetName: 'first' };
  const content = { TemplateBody: template('orders'), Capabilities };
  await cloudFormation.send(new CreateChangeSetCommand({ ...named, ...content, ChangeSetType: 'CREATE' }));
  await cloudFormation.send(new ExecuteChangeSetCommand(named));
  await waitUntilStackCreateComplete(waiter(), { StackName: 'orders' });
  const { Url = '', ...others } = await outputs('orders');
  expect(Object.keys(others)).toEqual(['Logs']);
  const orders = (url: string, Authorization: string) => fetch(`${url}/orders`, { headers: { Authorization } });
  expect(await (await orders(Url, 'open')).json()).toEqual({ stage: 'dev', who: 'me' });
  expect((await orders(Url, 'closed')).status).toBe(403);
  expect(await (await fetch(`${Url}/health`)).json()).toEqual({ stage: 'dev', who: 'anyone' });
  expect((await fetch(`${Url}/orders`, { method: 'OPTIONS' })).headers.get('access-control-allow-methods')).toBe('GET,OPTIONS');

  const change = { StackName: 'orders', ChangeSetName: 'second' };
  const Parameters = parameters({ Stage: 'prod', Retention: '30' });
  await cloudFormation.send(new CreateChangeSetCommand({ ...change, ...content, Parameters }));
  const { Changes = [] } = await cloudFormation.send(new DescribeChangeSetCommand(change));
  const changed = Changes.map(({ ResourceChange: one }) => `${one?.Action} ${one?.LogicalResourceId}`);
  // What SAM makes is named after the stage, since the language is extended first: others are made, and the old ones go.
  expect(changed).toEqual([
    ...['Modify AccessLogs', 'Modify Guard', 'Remove ListHealthPermissiondev', 'Add ListHealthPermissionprod', 'Modify ListLogs'],
    ...['Remove ListOrdersPermissiondev', 'Add ListOrdersPermissionprod', 'Modify List'],
    ...['Modify OrdersApiByTokenAuthorizerPermission', 'Remove OrdersApidevStage', 'Add OrdersApiprodStage', 'Modify OrdersApi'],
  ]);
  await cloudFormation.send(new ExecuteChangeSetCommand(change));
  await waitUntilStackUpdateComplete(waiter(), { StackName: 'orders' });
  const moved = await outputs('orders');
  expect(moved['OnlyInProduction']).toBe('yes');
  expect(await (await orders(moved['Url'] ?? '', 'open')).json()).toEqual({ stage: 'prod', who: 'me' });
  await remove('orders');
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: moved['Logs'] }));
  expect(logGroups).toMatchObject([{ retentionInDays: 30 }]);
});

it('follows an object through a bucket, two functions and a log, and leaves the bucket behind that is not empty', async () => {
  const content = { StackName: 'uploads', TemplateBody: template('uploads'), Capabilities };
  const create = (Bucket: string) =>
    cloudFormation.send(new CreateStackCommand({ ...content, Parameters: parameters({ Bucket }) }));
  await expect(create('UPLOADS')).rejects.toThrow('Parameter Bucket failed to satisfy constraint: small letters and hyphens');
  await create('first-uploads');
  await waitUntilStackCreateComplete(waiter(), { StackName: 'uploads' });
  const s3 = new S3Client({ ...sdkSettings(server), forcePathStyle: true });
  await s3.send(new PutObjectCommand({ Bucket: 'first-uploads', Key: 'in/a.txt', Body: 'a' }));
  const { Watcher = '' } = await outputs('uploads');
  const seen = async () => {
    const { events = [] } = await logs
      .send(new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${Watcher}`, filterPattern: 'SEEN' }))
      .catch(() => ({ events: [] }));
    return events.map(({ message }) => message ?? '').join('');
  };
  await expect.poll(seen, { timeout: 60_000, interval: 500 }).toContain('KEY in/a.txt');

  await cloudFormation.send(new UpdateStackCommand({ ...content, Parameters: parameters({ Bucket: 'second-uploads' }) }));
  await waitUntilStackUpdateComplete(waiter(), { StackName: 'uploads' });
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: 'uploads' }));
  expect(StackEvents[0]).toMatchObject({
    ResourceStatus: 'UPDATE_COMPLETE',
    ResourceStatusReason: 'Update successful. One or more resources could not be deleted.',
  });
  await remove('uploads');
});
