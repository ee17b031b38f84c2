/** REST APIs from CloudFormation, in the two forms that tools write: resources (CDK) and a Swagger body (SAM). */

import { APIGatewayClient, GetRestApisCommand, GetStageCommand } from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { trustsLambda } from '../../harness/function-role.ts';
import { sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { stackWaiter } from '../../harness/stacks.ts';

let server: TestServer;
let cloudFormation: CloudFormationClient;
let apiGateway: APIGatewayClient;

beforeAll(async () => {
  server = await startTestServer();
  const settings = sdkSettings(server);
  cloudFormation = new CloudFormationClient(settings);
  apiGateway = new APIGatewayClient(settings);
});

afterAll(async () => {
  await server?.stop();
});

const waiter = () => stackWaiter(cloudFormation);
const role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: trustsLambda,
    ManagedPolicyArns: [{ 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/AWSXrayWriteOnlyAccess` }],
  },
};
const aFunction = (answer: string) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'python3.12',
    Handler: 'index.handler',
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    TracingConfig: { Mode: 'Active' },
    Code: { ZipFile: `def handler(event, context):\n    return {'statusCode': 200, 'body': '${answer} ' + event['path']}\n` },
  },
});
const uri = { 'Fn::Sub': `arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Function.Arn}/invocations` };
const permission = (api: string) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: { Ref: 'Function' },
    Principal: 'apigateway.amazonaws.com',
    SourceArn: { 'Fn::Sub': `arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${api}}/*/GET/hello` },
  },
});
const url = (api: string, stage: string) => ({
  Value: {
    'Fn::Join': [
      '',
      ['https://', { Ref: api }, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, `/${stage}/hello`],
    ],
  },
});
const urlOf = async (StackName: string) =>
  (await cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.Outputs?.[0]?.OutputValue ?? '';

it('makes an API from resources, at a URL that plain clients reach', async () => {
  const StackName = 'cdk-like';
  const template = {
    Resources: {
      Role: role,
      Function: aFunction('hello from'),
      Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'api' } },
      Account: {
        Type: 'AWS::ApiGateway::Account',
        DependsOn: ['Api'],
        Properties: { CloudWatchRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } },
      },
      Hello: {
        Type: 'AWS::ApiGateway::Resource',
        Properties: { RestApiId: { Ref: 'Api' }, ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, PathPart: 'hello' },
      },
      Get: {
        Type: 'AWS::ApiGateway::Method',
        Properties: {
          ...{ RestApiId: { Ref: 'Api' }, ResourceId: { Ref: 'Hello' }, HttpMethod: 'GET', AuthorizationType: 'NONE' },
          Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: uri },
        },
      },
      Deployment1: {
        Type: 'AWS::ApiGateway::Deployment',
        DependsOn: ['Get', 'Hello'],
        Properties: { RestApiId: { Ref: 'Api' } },
      },
      Stage: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: { RestApiId: { Ref: 'Api' }, DeploymentId: { Ref: 'Deployment1' }, StageName: 'prod', TracingEnabled: true },
      },
      Permission: permission('Api'),
      Metadata: { Type: 'AWS::CDK::Metadata', Properties: { Analytics: 'v2:deflate64:x' } },
    },
    Outputs: { Url: url('Api', 'prod') },
  };
  const { StackId } = await cloudFormation.send(
    new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template), Capabilities: ['CAPABILITY_IAM'] }),
  );
  await waitUntilStackCreateComplete(waiter(), { StackName });
  const address = await urlOf(StackName);
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/restapis\/[a-z0-9]{10}\/prod\/_user_request_\/hello$/);
  expect(await (await fetch(address)).text()).toBe('hello from /hello');
  const { StackResourceSummaries = [] } = await cloudFormation.send(new ListStackResourcesCommand({ StackName }));
  expect(StackResourceSummaries.map((resource) => resource.ResourceStatus)).toEqual(Array(10).fill('CREATE_COMPLETE'));
  await cloudFormation.send(new DeleteStackCommand({ StackName }));
  await waitUntilStackDeleteComplete(waiter(), { StackName: StackId });
  expect((await apiGateway.send(new GetRestApisCommand({}))).items ?? []).toEqual([]);
});

it('makes an API from a Swagger body and deploys the changed one', async () => {
  const StackName = 'sam-like';
  const get = { 'x-amazon-apigateway-integration': { httpMethod: 'POST', type: 'aws_proxy', uri }, responses: {} };
  const template = (hash: string, paths: object) =>
    JSON.stringify({
      Resources: {
        Role: role,
        Function: aFunction('sam'),
        ServerlessRestApi: {
          Type: 'AWS::ApiGateway::RestApi',
          Properties: { Body: { swagger: '2.0', info: { version: '1.0', title: { Ref: 'AWS::StackName' } }, paths } },
        },
        [`Deployment${hash}`]: {
          Type: 'AWS::ApiGateway::Deployment',
          Properties: { RestApiId: { Ref: 'ServerlessRestApi' }, Description: hash, StageName: 'Stage' },
        },
        ProdStage: {
          Type: 'AWS::ApiGateway::Stage',
          Properties: {
            ...{ RestApiId: { Ref: 'ServerlessRestApi' }, DeploymentId: { Ref: `Deployment${hash}` } },
            ...{ StageName: 'Prod', TracingEnabled: true },
          },
        },
        Permission: permission('ServerlessRestApi'),
      },
      Outputs: { Url: url('ServerlessRestApi', 'Prod') },
    });
  const { StackId } = await cloudFormation.send(
    new CreateStackCommand({ StackName, TemplateBody: template('a', { '/hello': { get } }), Capabilities: ['CAPABILITY_IAM'] }),
  );
  await waitUntilStackCreateComplete(waiter(), { StackName });
  const address = await urlOf(StackName);
  expect(await (await fetch(address)).text()).toBe('sam /hello');
  expect((await fetch(address.replace(/hello$/, 'more'))).status).toBe(403);

  const more = template('b', { '/hello': { get }, '/more/{id}': { get } });
  await cloudFormation.send(new UpdateStackCommand({ StackName, TemplateBody: more, Capabilities: ['CAPABILITY_IAM'] }));
  await waitUntilStackUpdateComplete(waiter(), { StackName });
  expect(await urlOf(StackName)).toBe(address);
  // The function lets API Gateway call it for /hello alone.
  expect((await fetch(address.replace(/hello$/, 'more/1'))).status).toBe(500);
  const restApiId = /restapis\/(\w+)/.exec(address)?.[1];
  expect((await apiGateway.send(new GetStageCommand({ restApiId, stageName: 'Prod' }))).tracingEnabled).toBe(true);
  await cloudFormation.send(new DeleteStackCommand({ StackName }));
  await waitUntilStackDeleteComplete(waiter(), { StackName: StackId });
});

it('names a stage that its template does not', async () => {
  const StackName = 'unnamed-stage';
  const api = { RestApiId: { Ref: 'Api' } };
  const resources = {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'unnamed-stage' } },
    Method: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        ...{ ...api, ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, HttpMethod: 'GET' },
        ...{ AuthorizationType: 'NONE', Integration: { Type: 'MOCK' } },
      },
    },
    Deployment: { Type: 'AWS::ApiGateway::Deployment', DependsOn: 'Method', Properties: api },
    Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { ...api, DeploymentId: { Ref: 'Deployment' } } },
  };
  await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify({ Resources: resources }) }));
  await waitUntilStackCreateComplete(waiter(), { StackName });
  const named = { StackName, LogicalResourceId: 'Stage' };
  const { StackResourceDetail } = await cloudFormation.send(new DescribeStackResourceCommand(named));
  expect(StackResourceDetail?.PhysicalResourceId).toMatch(/^unnamed_stage_Stage_\w+$/);
});
