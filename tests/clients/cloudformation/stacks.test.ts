/** CloudFormation stacks with the AWS SDK for JavaScript: made, described, changed, rolled back and deleted. */
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  ListExportsCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
  waitUntilChangeSetCreateComplete,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { stackWaiter } from '../../harness/stacks.ts';

let server: TestServer;
let cloudFormation: CloudFormationClient;
let lambda: LambdaClient;

beforeAll(async () => {
  server = await startTestServer();
  const settings = sdkSettings(server);
  cloudFormation = new CloudFormationClient(settings);
  lambda = new LambdaClient(settings);
});

afterAll(async () => {
  await server?.stop();
});

const waiter = () => stackWaiter(cloudFormation);

/** A function with its role; its answer is the text that it is made with. */
const functionTemplate = (answer: string, more = '') => `# comments stay
Parameters:
  Level: {Type: String, Default: info, AllowedValues: [info, debug]}
Conditions:
  Debug: !Equals [!Ref Level, debug]
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement:
          - {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}
  Logs:
    Type: AWS::Logs::LogGroup
    Condition: Debug
    Properties: {RetentionInDays: 1}
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs20.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Timeout: '10'
      Environment: {Variables: {LEVEL: !Ref Level}}
      Code:
        ZipFile: |
          exports.handler = async () => '${answer} ' + process.env.LEVEL;
${more}
Outputs:
  Name: {Value: !Ref Function, Export: {Name: !Sub '\${AWS::StackName}-name'}}
  Arn: {Value: !GetAtt Function.Arn, Description: where it is}
`;

const describe = async (StackName: string) => (await cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
const outputOf = async (stack: string, key: string) =>
  (await describe(stack))?.Outputs?.find((output) => output.OutputKey === key)?.OutputValue;
const eventsOf = async (StackName: string) => {
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents.map((event) => `${event.LogicalResourceId} ${event.ResourceStatus}`);
};

it('makes a role and a function with inline code, which runs, and forgets neither the template nor the deleted stack', async () => {
  const TemplateBody = functionTemplate('hello');
  const StackName = 'first';
  const { StackId = '' } = await cloudFormation.send(
    new CreateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_IAM'] }),
  );
  await waitUntilStackCreateComplete(waiter(), { StackName });
  const name = await outputOf(StackName, 'Name');
  expect(name).toMatch(/^first-Function-[A-Z0-9]{12}$/);
  const answer = await lambda.send(new InvokeCommand({ FunctionName: name }));
  expect(answer.Payload?.transformToString()).toBe('"hello info"');
  expect((await cloudFormation.send(new GetTemplateCommand({ StackName }))).TemplateBody).toBe(TemplateBody);
  const { StackResources = [] } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName }));
  expect(StackResources.map((resource) => [resource.LogicalResourceId, resource.ResourceStatus])).toEqual([
    ['Function', 'CREATE_COMPLETE'],
    ['Role', 'CREATE_COMPLETE'],
  ]);
  const { Exports } = await cloudFormation.send(new ListExportsCommand({}));
  expect(Exports).toEqual([{ ExportingStackId: StackId, Name: 'first-name', Value: name }]);
  const events = await eventsOf(StackName);
  expect(events[0]).toBe('first CREATE_COMPLETE');
  expect(events.at(-1)).toBe('first CREATE_IN_PROGRESS');
  expect(events.indexOf('Role CREATE_COMPLETE')).toBeGreaterThan(events.indexOf('Function CREATE_COMPLETE'));

  await cloudFormation.send(new DeleteStackCommand({ StackName }));
  await waitUntilStackDeleteComplete(waiter(), { StackName: StackId });
  expect((await describe(StackId))?.StackStatus).toBe('DELETE_COMPLETE');
  await expect(describe(StackName)).rejects.toThrow('Stack with id first does not exist');
  await expect(lambda.send(new InvokeCommand({ FunctionName: name }))).rejects.toThrow('Function not found');
});

it('goes through a change set as sam and cdk do, and finds nothing to change the second time', async () => {
  const StackName = 'by-change-set';
  const template = { StackName, TemplateBody: functionTemplate('one'), Capabilities: ['CAPABILITY_IAM' as const] };
  const made = await cloudFormation.send(
    new CreateChangeSetCommand({ ...template, ChangeSetName: 'a', ChangeSetType: 'CREATE' }),
  );
  await waitUntilChangeSetCreateComplete(waiter(), { StackName, ChangeSetName: 'a' });
  expect((await describe(StackName))?.StackStatus).toBe('REVIEW_IN_PROGRESS');
  expect(await eventsOf(StackName)).toEqual(['by-change-set REVIEW_IN_PROGRESS']);
  const { Changes } = await cloudFormation.send(new DescribeChangeSetCommand({ ChangeSetName: made.Id }));
  expect(Changes?.map(({ ResourceChange }) => [ResourceChange?.Action, ResourceChange?.LogicalResourceId])).toEqual([
    ['Add', 'Function'],
    ['Add', 'Role'],
  ]);
  await cloudFormation.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName: 'a' }));
  await waitUntilStackCreateComplete(waiter(), { StackName });

  await cloudFormation.send(new CreateChangeSetCommand({ ...template, ChangeSetName: 'b' }));
  const empty = await cloudFormation.send(new DescribeChangeSetCommand({ StackName, ChangeSetName: 'b' }));
  expect(empty).toMatchObject({ Status: 'FAILED', ExecutionStatus: 'UNAVAILABLE' });
  expect(empty.StatusReason).toMatch(/^The submitted information didn't contain changes\./);
  await expect(cloudFormation.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName: 'b' }))).rejects.toThrow(
    'cannot be executed in its current status of [FAILED]',
  );
  await expect(cloudFormation.send(new DescribeChangeSetCommand({ StackName, ChangeSetName: 'c' }))).rejects.toMatchObject({
    name: 'ChangeSetNotFoundException',
  });
});

it('updates code and parameters, adds and removes resources, and refuses an update without one', async () => {
  const StackName = 'by-change-set';
  const before = await outputOf(StackName, 'Name');
  const update = { StackName, Capabilities: ['CAPABILITY_IAM' as const], TemplateBody: functionTemplate('two') };
  await cloudFormation.send(
    new UpdateStackCommand({ ...update, Parameters: [{ ParameterKey: 'Level', ParameterValue: 'debug' }] }),
  );
  await waitUntilStackUpdateComplete(waiter(), { StackName });
  expect(await outputOf(StackName, 'Name')).toBe(before);
  const answer = await lambda.send(new InvokeCommand({ FunctionName: before }));
  expect(answer.Payload?.transformToString()).toBe('"two debug"');
  await expect(
    cloudFormation.send(new UpdateStackCommand({ ...update, Parameters: [{ ParameterKey: 'Level', UsePreviousValue: true }] })),
  ).rejects.toThrow('No updates are to be performed.');
  await cloudFormation.send(new UpdateStackCommand(update));
  await waitUntilStackUpdateComplete(waiter(), { StackName });
  const events = await eventsOf(StackName);
  expect(events.slice(0, 3)).toEqual(['by-change-set UPDATE_COMPLETE', 'Logs DELETE_COMPLETE', 'Logs DELETE_IN_PROGRESS']);
});

it('takes back an update that fails', async () => {
  const StackName = 'by-change-set';
  const name = await outputOf(StackName, 'Name');
  const broken = `  Broken:
    Type: AWS::Lambda::Permission
    DependsOn: Function
    Properties: {FunctionName: nobody, Action: 'lambda:InvokeFunction', Principal: logs.amazonaws.com}`;
  await cloudFormation.send(
    new UpdateStackCommand({ StackName, Capabilities: ['CAPABILITY_IAM'], TemplateBody: functionTemplate('three', broken) }),
  );
  await expect(waitUntilStackUpdateComplete(waiter(), { StackName })).rejects.toThrow();
  await expect.poll(async () => (await describe(StackName))?.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  const answer = await lambda.send(new InvokeCommand({ FunctionName: name }));
  expect(answer.Payload?.transformToString()).toBe('"two info"');
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
  const failure = StackEvents.find((event) => event.LogicalResourceId === 'Broken' && event.ResourceStatus === 'CREATE_FAILED');
  expect(failure?.ResourceStatusReason).toMatch(
    /^Resource handler returned message: "Function not found: .*HandlerErrorCode: NotFound\)$/,
  );
  expect((await cloudFormation.send(new GetTemplateCommand({ StackName }))).TemplateBody).toBe(functionTemplate('two'));
});

it('rolls a creation back, names the property that it does not know, and keeps the failure when asked', async () => {
  const TemplateBody = JSON.stringify({
    Resources: {
      Good: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/cfn/good' } },
      Bad: { Type: 'AWS::Logs::LogGroup', DependsOn: 'Good', Properties: { Colour: 'red' } },
    },
  });
  const { StackId = '' } = await cloudFormation.send(new CreateStackCommand({ StackName: 'bad', TemplateBody }));
  await expect.poll(async () => (await describe(StackId))?.StackStatus).toBe('ROLLBACK_COMPLETE');
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: StackId }));
  expect(StackEvents.find((event) => event.ResourceStatus === 'CREATE_FAILED')?.ResourceStatusReason).toBe(
    'Encountered unsupported property Colour',
  );
  expect(StackEvents.find((event) => event.ResourceStatus === 'ROLLBACK_IN_PROGRESS')?.ResourceStatusReason).toBe(
    'The following resource(s) failed to create: [Bad]. Rollback requested by user.',
  );
  await cloudFormation.send(new DeleteStackCommand({ StackName: 'bad' }));
  await waitUntilStackDeleteComplete(waiter(), { StackName: StackId });
});

it('refuses what could not be deployed with the words of AWS', async () => {
  const create = (TemplateBody: string, StackName = 'refused') =>
    cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody }));
  await expect(create('Resources: {}')).rejects.toThrow('Template format error: At least one Resources member must be defined.');
  await expect(create('a: [')).rejects.toThrow('Template format error: YAML not well-formed.');
  await expect(create('Resources: {A: {Type: AWS::Nothing::Here}}')).rejects.toThrow(
    'Template format error: Unrecognized resource types: [AWS::Nothing::Here]',
  );
  await expect(create('Resources: {A: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !Ref B}}}')).rejects.toThrow(
    'Template format error: Unresolved resource dependencies [B] in the Resources block of the template',
  );
  await expect(create(functionTemplate('x'))).rejects.toThrow('Requires capabilities : [CAPABILITY_IAM]');
  await expect(create(functionTemplate('x'), 'no_name')).rejects.toThrow(
    "Value 'no_name' at 'stackName' failed to satisfy constraint",
  );
  await expect(cloudFormation.send(new UpdateStackCommand({ StackName: 'nothing', TemplateBody: 'x' }))).rejects.toThrow(
    'Stack [nothing] does not exist',
  );
});

it('does not delete a protected stack', async () => {
  const StackName = 'kept';
  const TemplateBody = 'Resources: {Handle: {Type: AWS::CloudFormation::WaitConditionHandle}}';
  await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody, EnableTerminationProtection: true }));
  await waitUntilStackCreateComplete(waiter(), { StackName });
  await expect(cloudFormation.send(new DeleteStackCommand({ StackName }))).rejects.toThrow(
    'Stack [kept] cannot be deleted while TerminationProtection is enabled',
  );
  await cloudFormation.send(new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false }));
  await cloudFormation.send(new DeleteStackCommand({ StackName }));
});

it('asks a function of the template to make a custom resource', async () => {
  const StackName = 'custom';
  const TemplateBody = functionTemplate('x').replace(
    /exports.handler = .*/,
    `const response = require('cfn-response');
          exports.handler = (event, context) => response.send(event, context, response.SUCCESS, { Text: event.ResourceProperties.Number + '!' }, 'made-' + event.RequestType);`,
  );
  const custom =
    '  Made:\n    Type: Custom::Made\n    Properties: {ServiceToken: !GetAtt Function.Arn, Number: 5}\nOutputs:\n  Text: {Value: !GetAtt Made.Text}\n  Id: {Value: !Ref Made}';
  const { StackId = '' } = await cloudFormation.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: TemplateBody.replace('\nOutputs:', `${custom}`),
      Capabilities: ['CAPABILITY_IAM'],
    }),
  );
  await waitUntilStackCreateComplete(waiter(), { StackName });
  expect([await outputOf(StackName, 'Text'), await outputOf(StackName, 'Id')]).toEqual(['5!', 'made-Create']);
  await cloudFormation.send(new DeleteStackCommand({ StackName }));
  await waitUntilStackDeleteComplete(waiter(), { StackName: StackId });
});
