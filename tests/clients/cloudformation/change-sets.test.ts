/** What change sets show, and what stacks say of their operations, held against recorded answers of AWS, with the AWS SDK for JavaScript. */
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  ListChangeSetsCommand,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { stackWaiter } from '../../harness/stacks.ts';

let server: TestServer;
let cloudFormation: CloudFormationClient;

beforeAll(async () => {
  server = await startTestServer();
  cloudFormation = new CloudFormationClient(sdkSettings(server));
});
afterAll(async () => {
  await server?.stop();
});

const kept = (Value: unknown, more: object = {}) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Type: 'String', Value },
  ...more,
});
const waiter = () => stackWaiter(cloudFormation);
const unknown = '{{changeSet:KNOWN_AFTER_APPLY}}';

async function create(StackName: string, template: object, parameters: Readonly<Record<string, string>> = {}) {
  const Parameters = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
  const input = {
    StackName,
    TemplateBody: JSON.stringify(template),
    Parameters,
    Capabilities: ['CAPABILITY_AUTO_EXPAND' as const],
  };
  const answer = await cloudFormation.send(new CreateStackCommand(input));
  await waitUntilStackCreateComplete(waiter(), { StackName });
  return answer;
}

async function changesOf(StackName: string, template: object, parameters: Readonly<Record<string, string>> = {}) {
  const named = { StackName, ChangeSetName: 'looked-at' };
  const Parameters = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
  await cloudFormation.send(new CreateChangeSetCommand({ ...named, TemplateBody: JSON.stringify(template), Parameters }));
  const answer = await cloudFormation.send(new DescribeChangeSetCommand({ ...named, IncludePropertyValues: true }));
  await cloudFormation.send(new DeleteChangeSetCommand(named));
  return (answer.Changes ?? []).map(({ ResourceChange }) => ResourceChange);
}

const stackOf = async (StackName: string) =>
  (await cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0] ??
  expect.fail(`There is no stack ${StackName}.`);

it('lists changes by logical id, a longer one before its own beginning', async () => {
  const ids = ['Role', 'Topic', 'RolePolicy', 'Api', 'ApiStage', 'ApiDeployment'];
  const TemplateBody = JSON.stringify({ Resources: Object.fromEntries(ids.map((id) => [id, kept(id)])) });
  const named = { StackName: 'ordered', ChangeSetName: 'first' };
  await cloudFormation.send(new CreateChangeSetCommand({ ...named, ChangeSetType: 'CREATE', TemplateBody }));
  const { Changes = [] } = await cloudFormation.send(new DescribeChangeSetCommand(named));
  expect(Changes.map(({ ResourceChange }) => ResourceChange?.LogicalResourceId)).toEqual([
    ...['ApiDeployment', 'ApiStage', 'Api', 'RolePolicy', 'Role', 'Topic'],
  ]);
});

it('shows what goes as its template has it, and what stays with its values', async () => {
  await create('removed', { Resources: { A: kept('a'), B: kept({ Ref: 'A' }) } });
  const [removed] = await changesOf('removed', { Resources: { A: kept('a') } });
  expect(removed).toMatchObject({ Action: 'Remove', LogicalResourceId: 'B', PolicyAction: 'Delete' });
  expect(JSON.parse(removed?.BeforeContext ?? '')).toEqual({ Properties: { Type: 'String', Value: unknown } });
});

it('finds changed metadata through its functions, and shows it resolved', async () => {
  const template = {
    Parameters: { Word: { Type: 'String' } },
    Resources: { A: kept('a', { Metadata: { Says: { 'Fn::Sub': `the \${Word}` } } }) },
  };
  await create('described', template, { Word: 'first' });
  const { StackResourceDetail } = await cloudFormation.send(
    new DescribeStackResourceCommand({ StackName: 'described', LogicalResourceId: 'A' }),
  );
  expect(JSON.parse(StackResourceDetail?.Metadata ?? '')).toEqual({ Says: 'the first' });
  const [changed] = await changesOf('described', template, { Word: 'second' });
  expect(changed).toMatchObject({ Action: 'Modify', Replacement: 'False', Scope: ['Metadata'] });
  const target = { Attribute: 'Metadata', RequiresRecreation: 'Never' };
  expect(changed?.Details).toEqual([
    { Target: target, Evaluation: 'Static', ChangeSource: 'ParameterReference', CausingEntity: 'Word' },
    { Target: target, Evaluation: 'Dynamic', ChangeSource: 'DirectModification' },
  ]);
});

it('lists change sets only while they can be executed', async () => {
  const named = { StackName: 'listed', ChangeSetName: 'first' };
  const TemplateBody = JSON.stringify({ Resources: { A: kept('a') } });
  await cloudFormation.send(new CreateChangeSetCommand({ ...named, ChangeSetType: 'CREATE', TemplateBody }));
  const list = async () => (await cloudFormation.send(new ListChangeSetsCommand({ StackName: 'listed' }))).Summaries ?? [];
  expect(await list()).toMatchObject([{ ChangeSetName: 'first', ExecutionStatus: 'AVAILABLE' }]);
  await cloudFormation.send(new ExecuteChangeSetCommand(named));
  await waitUntilStackCreateComplete(waiter(), { StackName: 'listed' });
  expect(await list()).toEqual([]);
  expect(await cloudFormation.send(new DescribeChangeSetCommand(named))).toMatchObject({ ExecutionStatus: 'EXECUTE_COMPLETE' });
});

it('tells operations apart, and their events by times that clients can sort', async () => {
  const resources = (value: string) => ({ Resources: Object.fromEntries(['A', 'B', 'C', 'D'].map((id) => [id, kept(value)])) });
  const { OperationId } = await create('operated', resources('a'));
  expect((await stackOf('operated')).LastOperations).toEqual([{ OperationType: 'CREATE_STACK', OperationId }]);
  const update = { StackName: 'operated', TemplateBody: JSON.stringify(resources('b')) };
  const { OperationId: updated } = await cloudFormation.send(new UpdateStackCommand(update));
  await waitUntilStackUpdateComplete(waiter(), { StackName: 'operated' });
  expect((await stackOf('operated')).LastOperations).toEqual([{ OperationType: 'UPDATE_STACK', OperationId: updated }]);
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: 'operated' }));
  expect(new Set(StackEvents.map((event) => event.OperationId))).toEqual(new Set([OperationId, updated]));
  const times = StackEvents.map(({ Timestamp }) => Timestamp?.getTime() ?? 0);
  expect(times).toEqual([...new Set(times)].sort((a, b) => b - a));
  for (const { EventId, LogicalResourceId, ResourceStatus, Timestamp, ResourceType } of StackEvents)
    if (ResourceType === 'AWS::SSM::Parameter')
      expect(EventId).toBe(`${LogicalResourceId}-${ResourceStatus}-${Timestamp?.toISOString()}`);
});

it('names what SAM makes by the values of parameters, when the language is extended first', async () => {
  const template = {
    Transform: ['AWS::LanguageExtensions', 'AWS::Serverless-2016-10-31'],
    Parameters: { Stage: { Type: 'String', Default: 'live' }, Keep: { Type: 'String', Default: 'Retain' } },
    Resources: {
      Api: { Type: 'AWS::Serverless::HttpApi', Properties: { StageName: { Ref: 'Stage' } } },
      Name: kept({ 'Fn::Sub': `\${AWS::StackName}-\${Stage}` }, { DeletionPolicy: { Ref: 'Keep' } }),
    },
  };
  await create('extended', template);
  const processed = { StackName: 'extended', TemplateStage: 'Processed' as const };
  const { TemplateBody = '' } = await cloudFormation.send(new GetTemplateCommand(processed));
  const { Resources } = JSON.parse(TemplateBody) as {
    Resources: Record<string, { DeletionPolicy?: unknown; Properties: object }>;
  };
  expect(Object.keys(Resources).sort()).toEqual(['Api', 'ApiliveStage', 'Name']);
  expect(Resources['Name']).toMatchObject({ DeletionPolicy: 'Retain', Properties: { Value: 'extended-live' } });
  // What a transform makes may differ from last time, so that an update goes through even when nothing does.
  const again = { StackName: 'extended', UsePreviousTemplate: true, Capabilities: ['CAPABILITY_AUTO_EXPAND' as const] };
  await cloudFormation.send(new UpdateStackCommand(again));
  await waitUntilStackUpdateComplete(waiter(), { StackName: 'extended' });
});
