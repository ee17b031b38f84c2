/** Templates that lie in S3: a serverless one as `sam deploy` sends it, and a nested stack. */
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { zipFiles } from '../../harness/function-package.ts';
import { sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { outputsOf, stackWaiter } from '../../harness/stacks.ts';

let server: TestServer;
let cloudFormation: CloudFormationClient;
let s3: S3Client;
const Bucket = 'templates';

beforeAll(async () => {
  server = await startTestServer();
  const settings = sdkSettings(server);
  cloudFormation = new CloudFormationClient(settings);
  s3 = new S3Client({ ...settings, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
});

afterAll(async () => {
  await server?.stop();
});

const waiter = () => stackWaiter(cloudFormation);
const outputs = (StackName: string) => outputsOf(cloudFormation, StackName);

async function upload(Key: string, Body: string | Uint8Array): Promise<string> {
  await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  return `${server.apiUrl}/${Bucket}/${Key}`;
}

it('deploys a serverless application whose template and code lie in S3', async () => {
  await upload(
    'code.zip',
    zipFiles({ 'app.py': "def handler(event, context):\n    return {'statusCode': 200, 'body': 'from s3'}\n" }),
  );
  const template = `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Timeout: 5}}
Resources:
  HelloFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: s3://${Bucket}/code.zip
      Handler: app.handler
      Runtime: python3.12
      Tracing: Active
      Events:
        Hello: {Type: Api, Properties: {Path: /hello, Method: get}}
Outputs:
  Url: {Value: !Sub 'https://\${ServerlessRestApi}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}/Prod/hello'}
`;
  const StackName = 'serverless';
  const TemplateURL = await upload('serverless.template', template);
  const set = { StackName, ChangeSetName: 'samcli-deploy1' };
  await cloudFormation.send(
    new CreateChangeSetCommand({ ...set, ChangeSetType: 'CREATE', TemplateURL, Capabilities: ['CAPABILITY_IAM'] }),
  );
  await cloudFormation.send(new ExecuteChangeSetCommand(set));
  await waitUntilStackCreateComplete(waiter(), { StackName });
  const { Url = '' } = await outputs(StackName);
  expect(await (await fetch(Url)).text()).toBe('from s3');
  expect((await cloudFormation.send(new GetTemplateCommand({ StackName }))).TemplateBody).toBe(template);
  const processed = await cloudFormation.send(new GetTemplateCommand({ StackName, TemplateStage: 'Processed' }));
  expect(processed.TemplateBody).toContain('"AWS::Lambda::Function"');
});

it('makes, changes and deletes a nested stack with its parent', async () => {
  const inner = (days: number) => `Parameters: {Name: {Type: String}}
Resources:
  Group: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !Ref Name, RetentionInDays: ${days}}}
Outputs: {Group: {Value: !Ref Group}, Days: {Value: '${days}'}}
`;
  const outer = (url: string) => `Resources:
  Inner: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: '${url}', Parameters: {Name: /nested/group}}}
Outputs: {Group: {Value: !GetAtt Inner.Outputs.Group}, Days: {Value: !GetAtt Inner.Outputs.Days}, Id: {Value: !Ref Inner}}
`;
  const StackName = 'outer';
  const first = outer(await upload('inner-1.yaml', inner(1)));
  const { StackId } = await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: first }));
  await waitUntilStackCreateComplete(waiter(), { StackName });
  const made = await outputs(StackName);
  expect(made).toMatchObject({ Group: '/nested/group', Days: '1' });
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: made['Id'] }));
  expect(Stacks).toMatchObject([{ ParentId: StackId, RootId: StackId, StackStatus: 'CREATE_COMPLETE' }]);

  const second = outer(await upload('inner-2.yaml', inner(7)));
  await cloudFormation.send(new UpdateStackCommand({ StackName, TemplateBody: second }));
  await waitUntilStackUpdateComplete(waiter(), { StackName });
  expect(await outputs(StackName)).toEqual({ ...made, Days: '7' });

  await cloudFormation.send(new DeleteStackCommand({ StackName }));
  await waitUntilStackDeleteComplete(waiter(), { StackName: StackId });
  const gone = await cloudFormation.send(new DescribeStacksCommand({ StackName: made['Id'] }));
  expect(gone.Stacks?.[0]?.StackStatus).toBe('DELETE_COMPLETE');
});
