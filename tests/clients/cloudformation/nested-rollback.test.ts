/** Updates of nested stacks that fail, with the AWS SDK for JavaScript. */
import {
  CloudFormationClient,
  ContinueUpdateRollbackCommand,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { LambdaClient, UpdateFunctionConfigurationCommand, waitUntilFunctionUpdatedV2 } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { trustsLambda } from '../../harness/function-role.ts';
import { sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;
let cloudFormation: CloudFormationClient;
let s3: S3Client;

beforeAll(async () => {
  server = await startTestServer();
  cloudFormation = new CloudFormationClient(sdkSettings(server));
  s3 = new S3Client({ ...sdkSettings(server), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'templates' }));
});
afterAll(async () => {
  await server?.stop();
});

const stackOf = async (StackName: string) => (await cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
const statusOf = async (StackName: string) => (await stackOf(StackName))?.StackStatus;
const ends = (StackName: string, status: string) =>
  expect.poll(() => statusOf(StackName), { timeout: 60_000, interval: 250 }).toBe(status);
const outputOf = async (StackName: string) => (await stackOf(StackName))?.Outputs?.[0]?.OutputValue ?? '';
const reasonOf = async (StackName: string, status: string) =>
  (await cloudFormation.send(new DescribeStackEventsCommand({ StackName }))).StackEvents?.find(
    ({ ResourceStatus }) => ResourceStatus === status,
  )?.ResourceStatusReason;

/** A stack whose only resource is a stack of these resources, which lie in S3 under a name of their own. */
async function parentOf(Key: string, resources: object): Promise<string> {
  await s3.send(new PutObjectCommand({ Bucket: 'templates', Key, Body: JSON.stringify({ Resources: resources }) }));
  const TemplateURL = `${server.apiUrl}/templates/${Key}`;
  return JSON.stringify({
    Resources: { Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL } } },
    Outputs: { Id: { Value: { Ref: 'Inner' } } },
  });
}
const create = (StackName: string, TemplateBody: string) =>
  cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_IAM'] }));
const update = (StackName: string, TemplateBody: string) =>
  cloudFormation.send(new UpdateStackCommand({ StackName, TemplateBody }));

it('takes back an update of a nested stack before that of its parent', async () => {
  const kept = (Type: string, Value: string) => ({ Type: 'AWS::SSM::Parameter', Properties: { Type, Value } });
  await create('parent', await parentOf('first', { A: kept('String', 'a') }));
  await ends('parent', 'CREATE_COMPLETE');
  const inner = await outputOf('parent');
  const wrong = { A: kept('String', 'b'), B: { ...kept('Strange', 'b'), DependsOn: 'A' } };
  await update('parent', await parentOf('second', wrong));
  await ends('parent', 'UPDATE_ROLLBACK_COMPLETE');
  expect(await statusOf(inner)).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await reasonOf('parent', 'UPDATE_FAILED')).toBe(
    `Embedded stack ${inner} was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: The following resource(s) failed to create: [B]. `,
  );
});

it("goes on with a nested stack's rollback when its parent's does", async () => {
  const code = `const answer = require('cfn-response');
    exports.handler = (event, context) =>
      answer.send(event, context, event.RequestType === 'Update' && process.env.MOOD === 'bad' ? answer.FAILED : answer.SUCCESS, {}, 'thing');`;
  const answering = {
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trustsLambda } },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        ...{ FunctionName: 'answering', Runtime: 'nodejs20.x', Handler: 'index.handler', Timeout: 30, Code: { ZipFile: code } },
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Environment: { Variables: { MOOD: 'bad' } },
      },
    },
  };
  const Outputs = { Arn: { Value: { 'Fn::GetAtt': ['Function', 'Arn'] } } };
  await create('answering', JSON.stringify({ Resources: answering, Outputs }));
  await ends('answering', 'CREATE_COMPLETE');
  const ServiceToken = await outputOf('answering');
  const thing = (Setting: string) => ({ Thing: { Type: 'Custom::Thing', Properties: { ServiceToken, Setting } } });
  await create('stuck', await parentOf('one', thing('one')));
  await ends('stuck', 'CREATE_COMPLETE');
  const inner = await outputOf('stuck');
  await update('stuck', await parentOf('two', thing('two')));
  await ends('stuck', 'UPDATE_ROLLBACK_FAILED');
  expect(await statusOf(inner)).toBe('UPDATE_ROLLBACK_FAILED');

  const lambda = new LambdaClient(sdkSettings(server));
  const FunctionName = 'answering';
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables: { MOOD: 'good' } } }));
  await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { FunctionName });
  await cloudFormation.send(new ContinueUpdateRollbackCommand({ StackName: 'stuck' }));
  await ends('stuck', 'UPDATE_ROLLBACK_COMPLETE');
  expect(await statusOf(inner)).toBe('UPDATE_ROLLBACK_COMPLETE');
});
