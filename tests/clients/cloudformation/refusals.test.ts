/** What AWS does not take and a stack would seem to do without, in AWS's words, with the AWS SDK for JavaScript. */
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  type CreateStackCommandInput,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ListStacksCommand,
  type StackStatus,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
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

const kept = (Value: unknown) => ({ Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value } });
const create = (StackName: string, template: object, more: Partial<CreateStackCommandInput> = {}) =>
  cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template), ...more }));
const waiter = () => stackWaiter(cloudFormation);
const reasonsOf = async (StackName: string) => {
  await expect
    .poll(async () => (await cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.StackStatus, {
      timeout: 60_000,
      interval: 250,
    })
    .toBe('ROLLBACK_COMPLETE');
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents.map(({ ResourceStatusReason }) => ResourceStatusReason ?? '').join('\n');
};
const list = { Parameters: { Names: { Type: 'CommaDelimitedList', Default: 'a,b' } } };

it.each([
  ['a circle of one resource', { Resources: { A: kept({ Ref: 'A' }) } }, 'Circular dependency between resources: [A]'],
  [
    'a section without anything',
    { Resources: { A: kept('a') }, Outputs: null },
    "[/Outputs] 'null' values are not allowed in templates",
  ],
  [
    'a list in a text',
    { ...list, Resources: { A: kept({ 'Fn::Sub': `\${Names}` }) } },
    'Template error: variable Names in Fn::Sub expression does not resolve to a string',
  ],
  [
    'a loop without the transform for it',
    { Resources: { 'Fn::ForEach::Loop': ['Name', ['a'], { [`R\${Name}`]: kept('a') }] } },
    'Template format error: [/Resources/Fn::ForEach::Loop] resource definition is malformed',
  ],
  [
    'the name of an export that is none',
    { Resources: { A: kept('a') }, Outputs: { Out: { Value: 'x', Export: { Name: { 'Fn::Sub': `\${AWS::StackName}.x` } } } } },
    'Template format error: Output Out is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens.',
  ],
  [
    'a rule without a list of assertions',
    { Rules: { Rule: { Assertions: 'x' } }, Resources: { A: kept('a') } },
    'Template format error: [/Rules/Rule] Every Rules object must contain a list of Assertions.',
  ],
  [
    'a function for a policy that gives none',
    { Resources: { A: { ...kept('a'), DeletionPolicy: { Ref: 'AWS::URLSuffix' } } } },
    'Template error: Unrecognized DeletionPolicy amazonaws.com for resource A',
  ],
])('refuses %s', async (_what, template, message) => {
  await expect(create('refused', template)).rejects.toMatchObject({ name: 'ValidationError', message });
});

it('refuses names, kinds and statuses that there cannot be', async () => {
  const TemplateBody = JSON.stringify({ Resources: { A: kept('a') } });
  await expect(cloudFormation.send(new DescribeStacksCommand({ StackName: '' }))).rejects.toThrow(
    /^2 validation errors detected: .*Value '' at 'stackName' failed to satisfy constraint: Member must have length greater than or equal to 1$/,
  );
  const changeSet = { StackName: 'refused', ChangeSetName: 'first', ChangeSetType: 'MOVE' as 'CREATE', TemplateBody };
  await expect(cloudFormation.send(new CreateChangeSetCommand(changeSet))).rejects.toThrow(
    "1 validation error detected: Value 'MOVE' at 'changeSetType' failed to satisfy constraint: Member must satisfy enum value set: [IMPORT, UPDATE, CREATE]",
  );
  const StackStatusFilter: StackStatus[] = ['CREATE_COMPLETE', 'GONE' as 'DELETE_COMPLETE'];
  await expect(cloudFormation.send(new ListStacksCommand({ StackStatusFilter }))).rejects.toThrow(
    "1 validation error detected: Value '[CREATE_COMPLETE, GONE]' at 'stackStatusFilter' failed to satisfy constraint",
  );
});

it.each([
  [{ Capabilities: ['CAPABILITY_ALL'] }, "Value '[CAPABILITY_ALL]' at 'capabilities' failed to satisfy constraint"],
  [{ OnFailure: 'WAIT' }, "Value 'WAIT' at 'onFailure' failed to satisfy constraint: Member must satisfy enum value set"],
  [{ TimeoutInMinutes: 0 }, "Value '0' at 'timeoutInMinutes' failed to satisfy constraint: Member must have value greater"],
])('refuses %j', async (more, message) => {
  const input = more as Partial<CreateStackCommandInput>;
  await expect(create('refused', { Resources: { A: kept('a') } }, input)).rejects.toThrow(message);
});

it('refuses a template together with the previous one', async () => {
  const TemplateBody = JSON.stringify({ Resources: { A: kept('a') } });
  await create('twofold', { Resources: { A: kept('a') } });
  await waitUntilStackCreateComplete(waiter(), { StackName: 'twofold' });
  await expect(
    cloudFormation.send(new UpdateStackCommand({ StackName: 'twofold', UsePreviousTemplate: true, TemplateBody })),
  ).rejects.toThrow('You cannot specify both usePreviousTemplate and Template Body/Template URL.');
});

it('refuses a parameter that is given twice', async () => {
  const template = { Parameters: { Name: { Type: 'String' } }, Resources: { A: kept({ Ref: 'Name' }) } };
  const Parameters = ['a', 'b'].map((ParameterValue) => ({ ParameterKey: 'Name', ParameterValue }));
  await expect(create('refused', template, { Parameters })).rejects.toMatchObject({ name: 'ValidationError' });
});

it('makes nothing when a resource lacks what its type requires', async () => {
  const resources = { Lacking: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String' } }, Whole: kept('a') };
  await create('lacking', { Resources: resources });
  expect(await reasonsOf('lacking')).toContain(
    'Properties validation failed for resource Lacking with message:\n[#: required key [Value] not found]',
  );
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: 'lacking' }));
  expect(StackEvents.some(({ LogicalResourceId }) => LogicalResourceId === 'Whole')).toBe(false);
  expect(StackEvents.find(({ DetailedStatus }) => DetailedStatus === 'VALIDATION_FAILED')).toMatchObject({
    ...{ LogicalResourceId: 'Lacking', ResourceStatus: 'CREATE_FAILED', ResourceProperties: '{"Type":"String"}' },
  });
  expect(StackEvents.map(({ ResourceStatusReason }) => ResourceStatusReason)).toContain(
    'Validation failed for following resources: [Lacking]. Rollback requested by user.',
  );
});

it("refuses tags that are AWS's own", async () => {
  await expect(create('refused', { Resources: { A: kept('a') } }, { Tags: [{ Key: 'aws:x', Value: 'y' }] })).rejects.toThrow(
    'aws: prefixed tag key names are not allowed for external use.',
  );
});

it('refuses previous values where there are none', async () => {
  const parameters = { Parameters: { Name: { Type: 'String' } }, Resources: { A: kept({ Ref: 'Name' }) } };
  const Parameters = [{ ParameterKey: 'Name', UsePreviousValue: true }];
  const TemplateBody = JSON.stringify(parameters);
  const changeSet = { StackName: 'new', ChangeSetName: 'first', ChangeSetType: 'CREATE' as const, TemplateBody, Parameters };
  await expect(cloudFormation.send(new CreateChangeSetCommand(changeSet))).rejects.toThrow(
    'Cannot specify UsePreviousValue on Parameters when ChangeSetType is CREATE',
  );
  await create('previous', { Resources: { A: kept('a') } });
  await waitUntilStackCreateComplete(waiter(), { StackName: 'previous' });
  await expect(cloudFormation.send(new UpdateStackCommand({ StackName: 'previous', TemplateBody, Parameters }))).rejects.toThrow(
    'Invalid input for parameter key Name. Cannot specify usePreviousValue as true for a parameter key not in the previous template',
  );
});

it('knows no stack for what none has made', async () => {
  const wanted = cloudFormation.send(new DescribeStackResourcesCommand({ PhysicalResourceId: 'i-none' }));
  await expect(wanted).rejects.toThrow('Stack for i-none does not exist');
});

it('exports neither nothing nor the same name twice', async () => {
  const exported = (Value: string) => ({ Value, Export: { Name: 'name' } });
  await create('nothing', { Resources: { A: kept('a') }, Outputs: { Out: exported(' ') } });
  expect(await reasonsOf('nothing')).toContain('Cannot export output Out. Exported values must not be empty or whitespace-only.');
  await create('twice', { Resources: { A: kept('a') }, Outputs: { One: exported('1'), Two: exported('2') } });
  expect(await reasonsOf('twice')).toContain('Export with name name is already exported by stack twice');
});

it('gives a nested stack no lists', async () => {
  const s3 = new S3Client({ ...sdkSettings(server), forcePathStyle: true });
  const Body = JSON.stringify({ ...list, Resources: { A: kept('a') } });
  await s3.send(new CreateBucketCommand({ Bucket: 'templates' }));
  await s3.send(new PutObjectCommand({ Bucket: 'templates', Key: 'child', Body }));
  const TemplateURL = 'https://templates.s3.us-east-1.amazonaws.com/child';
  const child = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL, Parameters: { Names: { Ref: 'Names' } } } };
  await create('parent', { ...list, Resources: { Child: child } });
  expect(await reasonsOf('parent')).toContain(
    'Value of property Parameters must be an object with String (or simple type) properties',
  );
});

it('answers a creation again that is repeated with its token', async () => {
  const template = { Resources: { A: kept('a') } };
  const { StackId } = await create('repeated', template, { ClientRequestToken: 'one' });
  expect((await create('repeated', template, { ClientRequestToken: 'one' })).StackId).toBe(StackId);
  await expect(create('repeated', template, { ClientRequestToken: 'two' })).rejects.toThrow('Stack [repeated] already exists');
  await expect(create('repeated', template)).rejects.toThrow('Stack [repeated] already exists');
});
