/** HTTP APIs with AWS's own client, and from CloudFormation in the forms that SAM and templates write. */

import {
  ApiGatewayV2Client,
  CreateApiCommand,
  DeleteApiCommand,
  GetApiCommand,
  GetApisCommand,
  NotFoundException,
} from '@aws-sdk/client-apigatewayv2';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { AddPermissionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { trustsLambda } from '../../harness/function-role.ts';
import { sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { stackWaiter } from '../../harness/stacks.ts';

let server: TestServer;
let cloudFormation: CloudFormationClient;
let apiGateway: ApiGatewayV2Client;
let lambda: LambdaClient;

beforeAll(async () => {
  server = await startTestServer();
  const settings = sdkSettings(server);
  cloudFormation = new CloudFormationClient(settings);
  apiGateway = new ApiGatewayV2Client(settings);
  lambda = new LambdaClient(settings);
});

afterAll(async () => {
  await server?.stop();
});

const code = "def handler(event, context):\n    return event['routeKey'] + ' ' + event['rawPath']\n";

async function deploy(StackName: string, template: object): Promise<void> {
  await cloudFormation.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: JSON.stringify(template),
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND'],
    }),
  );
  await waitUntilStackCreateComplete(stackWaiter(cloudFormation), { StackName });
}

async function remove(StackName: string): Promise<void> {
  await cloudFormation.send(new DeleteStackCommand({ StackName }));
  await waitUntilStackDeleteComplete(stackWaiter(cloudFormation), { StackName });
}

async function idOf(StackName: string, LogicalResourceId: string): Promise<string> {
  const answer = await cloudFormation.send(new DescribeStackResourceCommand({ StackName, LogicalResourceId }));
  return answer.StackResourceDetail?.PhysicalResourceId ?? '';
}

const get = async (apiId: string, path: string) =>
  await (await fetch(`${server.apiUrl}/restapis/${apiId}/$default/_user_request_${path}`)).text();

it('serves a serverless HttpApi, and a quick-created API for the same function', async () => {
  const StackName = 'sam-http';
  await deploy(StackName, {
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: {
      Hello: {
        Type: 'AWS::Serverless::Function',
        Properties: {
          Runtime: 'python3.12',
          Handler: 'index.handler',
          InlineCode: code,
          Events: {
            Get: { Type: 'HttpApi', Properties: { Path: '/hello/{name}', Method: 'get' } },
          },
        },
      },
    },
    Outputs: {
      Url: { Value: { 'Fn::Sub': `https://\${ServerlessHttpApi}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}/hello/all` } },
    },
  });
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  const url = Stacks[0]?.Outputs?.[0]?.OutputValue ?? '';
  expect(await (await fetch(url)).text()).toBe('GET /hello/{name} /hello/all');
  const apiId = await idOf(StackName, 'ServerlessHttpApi');
  expect(await get(apiId, '/hello/you')).toBe('GET /hello/{name} /hello/you');
  expect(await get(apiId, '/none')).toBe('{"message":"Not Found"}');
  const long = await fetch(url, { method: 'POST', body: 'x'.repeat(10 * 1024 * 1024 + 1) });
  expect([long.status, await long.text()]).toEqual([413, '{"message":"Request Entity Too Large"}']);
  expect(await apiGateway.send(new GetApiCommand({ ApiId: apiId }))).toMatchObject({
    Name: StackName,
    ProtocolType: 'HTTP',
    Tags: { 'httpapi:createdBy': 'SAM' },
  });

  const FunctionName = await idOf(StackName, 'Hello');
  const Target = `arn:aws:lambda:us-east-1:000000000000:function:${FunctionName}`;
  const quick = await apiGateway.send(new CreateApiCommand({ Name: 'quick', ProtocolType: 'HTTP', Target }));
  expect(await get(quick.ApiId ?? '', '/x')).toBe('{"message":"Internal Server Error"}');
  await lambda.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId: 'quick',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: `arn:aws:execute-api:us-east-1:000000000000:${quick.ApiId}/*/$default`,
    }),
  );
  expect(await get(quick.ApiId ?? '', '/x')).toBe('$default /x');
  await apiGateway.send(new DeleteApiCommand({ ApiId: quick.ApiId }));
  await expect(apiGateway.send(new GetApiCommand({ ApiId: quick.ApiId }))).rejects.toBeInstanceOf(NotFoundException);
  await remove(StackName);
});

it('serves an API from resources of its own', async () => {
  const StackName = 'resources-http';
  const ApiId = { Ref: 'Api' };
  await deploy(StackName, {
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: trustsLambda,
        },
      },
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: 'python3.12',
          Handler: 'index.handler',
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Code: { ZipFile: code },
        },
      },
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: { Ref: 'Function' },
          Principal: 'apigateway.amazonaws.com',
          SourceArn: { 'Fn::Sub': `arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/*/*/items/{proxy+}` },
        },
      },
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'http', ProtocolType: 'HTTP' } },
      Integration: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: {
          ...{ ApiId, IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' },
          IntegrationUri: { 'Fn::GetAtt': ['Function', 'Arn'] },
        },
      },
      Route: {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: {
          ...{ ApiId, RouteKey: 'ANY /items/{proxy+}', AuthorizationType: 'NONE' },
          Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
        },
      },
      Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId, StageName: '$default', AutoDeploy: true } },
    },
  });
  expect(await get(await idOf(StackName, 'Api'), '/items/a/b')).toBe('ANY /items/{proxy+} /items/a/b');
  await remove(StackName);
  expect((await apiGateway.send(new GetApisCommand({}))).Items).toEqual([]);
});
