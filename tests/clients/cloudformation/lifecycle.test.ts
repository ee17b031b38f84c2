/**
 * What happens to a stack on the way, with the AWS SDK for JavaScript: updates that are cancelled or denied, conditions that wait,
 * rollbacks and deletions that fail and go on, change sets that cannot be made.
 */
import {
  CancelUpdateStackCommand,
  CloudFormationClient,
  ContinueUpdateRollbackCommand,
  CreateChangeSetCommand,
  CreateStackCommand,
  type CreateStackCommandInput,
  DeleteStackCommand,
  DescribeAccountLimitsCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetStackPolicyCommand,
  SetStackPolicyCommand,
  SignalResourceCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { trustsLambda } from '../../harness/function-role.ts';
import { sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;
let cloudFormation: CloudFormationClient;

beforeAll(async () => {
  server = await startTestServer();
  cloudFormation = new CloudFormationClient(sdkSettings(server));
});

afterAll(async () => {
  await server?.stop();
});

const json = (template: unknown) => JSON.stringify(template);
const parameter = (Value: unknown, more: object = {}) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Type: 'String', Value, ...more },
});
const handle = { Type: 'AWS::CloudFormation::WaitConditionHandle' };
const waiting = (Timeout: number, Count = 1) => ({
  Type: 'AWS::CloudFormation::WaitCondition',
  Properties: { Handle: { Ref: 'Handle' }, Timeout: String(Timeout), Count },
});

const create = async (StackName: string, template: object, more: Partial<CreateStackCommandInput> = {}) => {
  const made = await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: json(template), ...more }));
  return made.StackId ?? '';
};
const update = (StackName: string, template: object, more: object = {}) =>
  cloudFormation.send(new UpdateStackCommand({ StackName, TemplateBody: json(template), ...more }));
const statusOf = async (StackName: string) =>
  (await cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.StackStatus;
const ends = (StackName: string, status: string) =>
  expect.poll(() => statusOf(StackName), { timeout: 60_000, interval: 250 }).toBe(status);
const eventsOf = async (StackName: string) =>
  ((await cloudFormation.send(new DescribeStackEventsCommand({ StackName }))).StackEvents ?? []).map(
    ({ LogicalResourceId, ResourceStatus, ResourceStatusReason }) => [LogicalResourceId, ResourceStatus, ResourceStatusReason],
  );
const physicalId = async (StackName: string, logicalId: string) =>
  (await cloudFormation.send(new DescribeStackResourcesCommand({ StackName }))).StackResources?.find(
    (resource) => resource.LogicalResourceId === logicalId && resource.ResourceStatus !== undefined,
  )?.PhysicalResourceId;
const signal = async (StackName: string, body: object) => {
  await expect.poll(() => physicalId(StackName, 'Handle'), { timeout: 60_000, interval: 100 }).toMatch(/^http/);
  const response = await fetch((await physicalId(StackName, 'Handle')) ?? '', { method: 'PUT', body: json(body) });
  expect(response.status).toBe(200);
};

it('cancels an update and brings back what was', async () => {
  await create('cancelled', { Resources: { P: parameter('one') } });
  await ends('cancelled', 'CREATE_COMPLETE');
  const slow = { Resources: { P: parameter('two'), Handle: handle, Wait: waiting(600) } };
  const { StackId } = await update('cancelled', slow);
  await expect(cloudFormation.send(new DeleteStackCommand({ StackName: 'cancelled' }))).rejects.toThrow(
    `Stack [${StackId}] cannot be deleted while in status UPDATE_IN_PROGRESS`,
  );
  await expect(update('cancelled', slow)).rejects.toThrow(
    `Stack:${StackId} is in UPDATE_IN_PROGRESS state and can not be updated.`,
  );
  await expect.poll(() => physicalId('cancelled', 'Handle'), { timeout: 60_000, interval: 100 }).toMatch(/^http/);
  await cloudFormation.send(new CancelUpdateStackCommand({ StackName: 'cancelled' }));
  await ends('cancelled', 'UPDATE_ROLLBACK_COMPLETE');
  const { Parameter } = await new SSMClient(sdkSettings(server)).send(
    new GetParameterCommand({ Name: (await physicalId('cancelled', 'P')) ?? '' }),
  );
  expect(Parameter?.Value).toBe('one');
  await expect(cloudFormation.send(new CancelUpdateStackCommand({ StackName: 'cancelled' }))).rejects.toThrow(
    'CancelUpdateStack cannot be called from current stack status',
  );
});

it('asks the stack policy before it updates', async () => {
  const policy = json({
    Statement: [
      { Effect: 'Deny', Action: 'Update:Modify', Principal: '*', Resource: 'LogicalResourceId/P' },
      { Effect: 'Allow', Action: 'Update:*', Principal: '*', Resource: '*' },
    ],
  });
  await create('guarded', { Resources: { P: parameter('one') } });
  await ends('guarded', 'CREATE_COMPLETE');
  await cloudFormation.send(new SetStackPolicyCommand({ StackName: 'guarded', StackPolicyBody: policy }));
  await update('guarded', { Resources: { P: parameter('two') } });
  await ends('guarded', 'UPDATE_ROLLBACK_COMPLETE');
  expect(await eventsOf('guarded')).toContainEqual([
    'P',
    'UPDATE_FAILED',
    'Action denied by stack policy: Statement [#1] does not allow [Update:Modify] for resource [LogicalResourceId/P];',
  ]);
  await update(
    'guarded',
    { Resources: { P: parameter('two') } },
    {
      StackPolicyDuringUpdateBody: json({ Statement: [{ Effect: 'Allow', Action: 'Update:*', Principal: '*', Resource: '*' }] }),
    },
  );
  await ends('guarded', 'UPDATE_COMPLETE');
  const kept = await cloudFormation.send(new GetStackPolicyCommand({ StackName: 'guarded' }));
  expect(kept.StackPolicyBody).toBe(policy);
});

it('waits for signals, over HTTP and through SignalResource', async () => {
  const template = {
    Resources: { Handle: handle, Wait: waiting(120, 2) },
    Outputs: { Data: { Value: { 'Fn::GetAtt': ['Wait', 'Data'] } } },
  };
  const StackName = await create('waits', template);
  await signal(StackName, { Status: 'SUCCESS', UniqueId: 'first', Data: 'over HTTP', Reason: 'done' });
  await cloudFormation.send(
    new SignalResourceCommand({ StackName: 'waits', LogicalResourceId: 'Wait', UniqueId: 'second', Status: 'SUCCESS' }),
  );
  await ends(StackName, 'CREATE_COMPLETE');
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  expect(JSON.parse(Stacks?.[0]?.Outputs?.[0]?.OutputValue ?? '')).toMatchObject({ first: 'over HTTP' });
});

it('rolls a creation back when nobody signals, and deletes it when that is wanted', async () => {
  await create('late', { Resources: { Handle: handle, Wait: waiting(1, 2) } });
  await ends('late', 'ROLLBACK_COMPLETE');
  expect(await eventsOf('late')).toContainEqual([
    'Wait',
    'CREATE_FAILED',
    'WaitCondition timed out. Received 0 conditions when expecting 2',
  ]);
  const StackName = await create('gone', { Resources: { Handle: handle, Wait: waiting(120) } }, { OnFailure: 'DELETE' });
  await signal(StackName, { Status: 'FAILURE', UniqueId: 'a', Reason: 'no luck' });
  await ends(StackName, 'DELETE_COMPLETE');
  expect(await eventsOf(StackName)).toContainEqual([
    'Wait',
    'CREATE_FAILED',
    "WaitCondition received failed message: 'no luck' for uniqueId: a",
  ]);
});

it('replaces a resource whose name changes, the new one first', async () => {
  const named = (Name: string) => ({ Resources: { P: parameter('v', { Name }), After: parameter({ Ref: 'P' }) } });
  await create('replaced', named('/one'));
  await ends('replaced', 'CREATE_COMPLETE');
  await update('replaced', named('/two'));
  await ends('replaced', 'UPDATE_COMPLETE');
  const statuses = (await eventsOf('replaced')).filter(([id]) => id === 'P').map(([, status, reason]) => [status, reason]);
  expect(statuses.slice(0, 5).reverse()).toEqual([
    ['UPDATE_IN_PROGRESS', 'Requested update requires the creation of a new physical resource; hence creating one.'],
    ['UPDATE_IN_PROGRESS', 'Resource creation Initiated'],
    ['UPDATE_COMPLETE', undefined],
    ['DELETE_IN_PROGRESS', undefined],
    ['DELETE_COMPLETE', undefined],
  ]);
  expect(await physicalId('replaced', 'P')).toBe('/two');
});

it('ends an update well that leaves behind what could not be deleted, and says so', async () => {
  const bucket = (BucketName: string) => ({ Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName } } } });
  const s3 = new S3Client({ ...sdkSettings(server), forcePathStyle: true });
  await create('leaving', bucket('left-behind'));
  await expect.poll(() => statusOf('leaving'), { timeout: 30_000, interval: 250 }).toBe('CREATE_COMPLETE');
  await s3.send(new PutObjectCommand({ Bucket: 'left-behind', Key: 'object', Body: 'kept' }));
  await update('leaving', bucket('taken-over'));
  await expect.poll(() => statusOf('leaving'), { timeout: 30_000, interval: 250 }).toBe('UPDATE_COMPLETE');
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'leaving' }));
  expect(Stacks[0]?.StackStatusReason).toBe('Update successful. One or more resources could not be deleted.');
});

it('goes on after a rollback and a deletion that failed, without the resources that are named', async () => {
  const code = `const answer = require('cfn-response');
    exports.handler = (event, context) => answer.send(event, context, event.RequestType === 'Create' ? answer.SUCCESS : answer.FAILED, {}, 'thing');`;
  const template = (Setting: string) => ({
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: trustsLambda },
      },
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: 'nodejs20.x',
          Handler: 'index.handler',
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Timeout: 30,
          Code: { ZipFile: code },
        },
      },
      Thing: { Type: 'Custom::Thing', Properties: { ServiceToken: { 'Fn::GetAtt': ['Function', 'Arn'] }, Setting } },
    },
  });
  const StackName = 'stuck';
  const StackId = await create(StackName, template('one'), { Capabilities: ['CAPABILITY_IAM'] });
  await ends(StackName, 'CREATE_COMPLETE');
  await update(StackName, template('two'), { Capabilities: ['CAPABILITY_IAM'] });
  await ends(StackName, 'UPDATE_ROLLBACK_FAILED');
  await expect(
    cloudFormation.send(new ContinueUpdateRollbackCommand({ StackName, ResourcesToSkip: ['Function'] })),
  ).rejects.toThrow('The following resource(s) to skip are not in the UPDATE_FAILED state: [Function]');
  await cloudFormation.send(new ContinueUpdateRollbackCommand({ StackName, ResourcesToSkip: ['Thing'] }));
  await ends(StackName, 'UPDATE_ROLLBACK_COMPLETE');
  await expect(cloudFormation.send(new DeleteStackCommand({ StackName, RetainResources: ['Thing'] }))).rejects.toThrow(
    `Invalid operation on stack [${StackId}]. Specify RetainResources only when the stack is in the DELETE_FAILED state.`,
  );
  await cloudFormation.send(new DeleteStackCommand({ StackName }));
  await ends(StackId, 'DELETE_FAILED');
  expect(await eventsOf(StackId)).toContainEqual([
    StackName,
    'DELETE_FAILED',
    'The following resource(s) failed to delete: [Thing]. ',
  ]);
  await expect(cloudFormation.send(new DeleteStackCommand({ StackName, RetainResources: ['Role'] }))).rejects.toThrow(
    'The specified resources to retain must be in a valid state. Do not retain the following resources: [Role]',
  );
  await cloudFormation.send(new DeleteStackCommand({ StackName, RetainResources: ['Thing'] }));
  await ends(StackId, 'DELETE_COMPLETE');
});

it('makes a change set FAILED when a transform cannot run, and includes a snippet from S3 when it can', async () => {
  const changeSet = async (StackName: string, template: object) => {
    const names = { StackName, ChangeSetName: 'first' };
    await cloudFormation.send(
      new CreateChangeSetCommand({
        ...names,
        ChangeSetType: 'CREATE',
        TemplateBody: json(template),
        Capabilities: ['CAPABILITY_AUTO_EXPAND'],
      }),
    );
    const described = () => cloudFormation.send(new DescribeChangeSetCommand(names));
    await expect.poll(async () => (await described()).Status, { timeout: 60_000 }).not.toMatch(/PENDING|PROGRESS/);
    return described();
  };
  const failed = await changeSet('unknown-macro', { Transform: 'Nobody', Resources: { P: parameter('v') } });
  expect(failed).toMatchObject({ Status: 'FAILED', ExecutionStatus: 'UNAVAILABLE' });
  expect(failed.StatusReason).toContain('No transform named 000000000000::Nobody found.');

  const s3 = new S3Client({ ...sdkSettings(server), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'snippets' }));
  const Body = json({ P: parameter('included') });
  await s3.send(new PutObjectCommand({ Bucket: 'snippets', Key: 'resources.json', Body }));
  const included = await changeSet('including', {
    Resources: { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://snippets/resources.json' } } },
  });
  expect(included.Status).toBe('CREATE_COMPLETE');
  expect(included.Changes?.map(({ ResourceChange }) => [ResourceChange?.Action, ResourceChange?.LogicalResourceId])).toEqual([
    ['Add', 'P'],
  ]);
});

it('tells the limits of the account', async () => {
  const { AccountLimits } = await cloudFormation.send(new DescribeAccountLimitsCommand({}));
  expect(AccountLimits).toContainEqual({ Name: 'StackLimit', Value: 2000 });
});
