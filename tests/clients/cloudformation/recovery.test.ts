/** A server that is killed while it makes a stack: the next one brings the stack to an honest end. */
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { startTestServer, temporaryDirectory } from '../../harness/server.ts';

const settings = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** The function never answers for its custom resource. */
const TemplateBody = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs20.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Code: {ZipFile: 'exports.handler = async () => 1;'}
  Made:
    Type: Custom::Made
    Properties: {ServiceToken: !GetAtt Function.Arn}
`;

it('rolls back a creation that a crash interrupted', async () => {
  const directory = temporaryDirectory();
  const StackName = 'interrupted';
  try {
    const first = await startTestServer({ dataDir: directory.path });
    const before = new CloudFormationClient(settings(first.apiUrl));
    await before.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_IAM'] }));
    const statusOfMade = async () => {
      const { StackResources = [] } = await before.send(new DescribeStackResourcesCommand({ StackName }));
      return StackResources.find((resource) => resource.LogicalResourceId === 'Made')?.ResourceStatus;
    };
    await expect.poll(statusOfMade, { timeout: 30_000 }).toBe('CREATE_IN_PROGRESS');
    await first.kill();

    const second = await startTestServer({ dataDir: directory.path });
    try {
      const after = new CloudFormationClient(settings(second.apiUrl));
      const status = async () => (await after.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.StackStatus;
      await expect.poll(status, { timeout: 30_000 }).toBe('ROLLBACK_COMPLETE');
      const { StackEvents = [] } = await after.send(new DescribeStackEventsCommand({ StackName }));
      const failure = StackEvents.find((event) => event.ResourceStatus === 'CREATE_FAILED');
      expect(failure).toMatchObject({
        LogicalResourceId: 'Made',
        ResourceStatusReason: 'The server was stopped while this was in progress',
      });
      expect((await new LambdaClient(settings(second.apiUrl)).send(new ListFunctionsCommand({}))).Functions).toEqual([]);
    } finally {
      await second.stop();
    }
  } finally {
    directory.remove();
  }
});
