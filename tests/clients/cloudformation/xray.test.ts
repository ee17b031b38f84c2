/** Sampling rules, groups and policies from a template, next to a traced API whose requests the rules decide about. */
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  GetGroupsCommand,
  GetSamplingRulesCommand,
  GetServiceGraphCommand,
  GetTraceSegmentDestinationCommand,
  GetTraceSummariesCommand,
  ListResourcePoliciesCommand,
  ListTagsForResourceCommand,
  XRayClient,
} from '@aws-sdk/client-xray';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../../harness/eventually.ts';
import { sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { outputsOf, stackWaiter } from '../../harness/stacks.ts';

const StackName = 'traced-api';
const started = new Date();
let server: TestServer;
let cloudFormation: CloudFormationClient;
let xray: XRayClient;

beforeAll(async () => {
  server = await startTestServer();
  const settings = sdkSettings(server);
  cloudFormation = new CloudFormationClient(settings);
  xray = new XRayClient(settings);
});

afterAll(async () => {
  await server?.stop();
});

const waiter = () => stackWaiter(cloudFormation);

const rule = (RuleName: string, more: object) => ({
  Type: 'AWS::XRay::SamplingRule',
  Properties: {
    SamplingRule: {
      RuleName,
      Priority: '10',
      FixedRate: 0,
      ReservoirSize: 0,
      ServiceName: 'shop/*',
      ServiceType: 'AWS::ApiGateway::Stage',
      Host: '*.amazonaws.com',
      HTTPMethod: 'GET',
      URLPath: '*',
      ResourceARN: '*',
      Version: 1,
      ...more,
    },
    Tags: [{ Key: 'team', Value: 'web' }],
  },
});

const path = (name: string) => ({
  [`${name}Resource`]: {
    Type: 'AWS::ApiGateway::Resource',
    Properties: { RestApiId: { Ref: 'Api' }, ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, PathPart: name },
  },
  [`${name}Method`]: {
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      RestApiId: { Ref: 'Api' },
      ResourceId: { Ref: `${name}Resource` },
      HttpMethod: 'GET',
      AuthorizationType: 'NONE',
      Integration: {
        Type: 'MOCK',
        RequestTemplates: { 'application/json': '{"statusCode": 200}' },
        IntegrationResponses: [{ StatusCode: '200' }],
      },
      MethodResponses: [{ StatusCode: '200' }],
    },
  },
});

/** Requests with a header of an important customer are always recorded. */
const template = (quietRate: number, ruleName = 'quiet') =>
  JSON.stringify({
    Resources: {
      Quiet: rule(ruleName, { URLPath: '/Prod/quiet', FixedRate: quietRate }),
      Vip: rule('vip', { Priority: 5, FixedRate: 1, Attributes: { 'X-Customer': 'gold' } }),
      Loud: rule('loud', { Priority: 20, FixedRate: 1, URLPath: '/Prod/l*' }),
      Group: {
        Type: 'AWS::XRay::Group',
        Properties: { GroupName: 'loud', FilterExpression: 'http.url ENDSWITH "/loud"' },
      },
      Policy: {
        Type: 'AWS::XRay::ResourcePolicy',
        Properties: {
          PolicyName: 'sns',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'xray:PutTraceSegments', Resource: '*' },
            ],
          }),
        },
      },
      Search: { Type: 'AWS::XRay::TransactionSearchConfig', Properties: { IndexingPercentage: 5 } },
      Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'shop' } },
      ...path('quiet'),
      ...path('loud'),
      Deployment: {
        Type: 'AWS::ApiGateway::Deployment',
        DependsOn: ['quietMethod', 'loudMethod'],
        Properties: { RestApiId: { Ref: 'Api' } },
      },
      Stage: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: {
          RestApiId: { Ref: 'Api' },
          DeploymentId: { Ref: 'Deployment' },
          StageName: 'Prod',
          TracingEnabled: true,
        },
      },
    },
    Outputs: {
      Api: { Value: { Ref: 'Api' } },
      Group: { Value: { 'Fn::GetAtt': ['Group', 'GroupARN'] } },
      Rule: { Value: { Ref: 'Quiet' } },
    },
  });

const outputs = () => outputsOf(cloudFormation, StackName);

const window = () => ({ StartTime: new Date(started.getTime() - 1000), EndTime: new Date(Date.now() + 1000) });

async function tracesOf(FilterExpression: string): Promise<number> {
  const { TraceSummaries } = await xray.send(new GetTraceSummariesCommand({ ...window(), FilterExpression }));
  return TraceSummaries?.length ?? 0;
}

/** @returns whether each request was sampled, as the answer says. */
async function request(name: string, headers: Record<string, string> = {}): Promise<(boolean | undefined)[]> {
  const { Api } = await outputs();
  const sampled: (boolean | undefined)[] = [];
  for (let times = 0; times < 3; times++) {
    const answer = await fetch(`${server.apiUrl}/restapis/${Api}/Prod/_user_request_/${name}`, { headers });
    expect(answer.status).toBe(200);
    sampled.push(answer.headers.get('x-amzn-trace-id')?.endsWith('Sampled=1'));
  }
  return sampled;
}

const ruleNames = async () => {
  const { SamplingRuleRecords } = await xray.send(new GetSamplingRulesCommand({}));
  return SamplingRuleRecords?.map(({ SamplingRule }) => SamplingRule?.RuleName);
};

it('makes rules that decide which requests to a traced stage are recorded', async () => {
  await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: template(0) }));
  await waitUntilStackCreateComplete(waiter(), { StackName });
  expect(await ruleNames()).toEqual(['loud', 'quiet', 'vip', 'Default']);
  expect(await request('quiet')).toEqual([false, false, false]);
  expect(await request('loud')).toEqual([true, true, true]);
  expect(await request('quiet', { 'x-customer': 'Gold' })).toEqual([true, true, true]);
  await eventually('the recorded traces', async () => ((await tracesOf('service("shop/Prod")')) === 6 ? true : undefined));
});

it('makes a group whose graph has its traces alone, and answers ARNs', async () => {
  const { Group, Rule } = await outputs();
  expect(Rule).toBe('arn:aws:xray:us-east-1:000000000000:sampling-rule/quiet');
  const { Services } = await xray.send(new GetServiceGraphCommand({ ...window(), GroupARN: Group }));
  const stage = Services?.find(({ Type }) => Type === 'AWS::ApiGateway::Stage');
  expect(stage).toMatchObject({ Name: 'shop/Prod', SummaryStatistics: { TotalCount: 3, OkCount: 3 } });
  const { Tags } = await xray.send(new ListTagsForResourceCommand({ ResourceARN: Rule }));
  expect(Tags).toContainEqual({ Key: 'team', Value: 'web' });
  const { ResourcePolicies } = await xray.send(new ListResourcePoliciesCommand({}));
  expect(ResourcePolicies).toMatchObject([{ PolicyName: 'sns', PolicyRevisionId: '1' }]);
  expect(await xray.send(new GetTraceSegmentDestinationCommand({}))).toMatchObject({ Destination: 'CloudWatchLogs' });
});

it('changes a rule in place, and makes another when it is renamed', async () => {
  await cloudFormation.send(new UpdateStackCommand({ StackName, TemplateBody: template(1) }));
  await waitUntilStackUpdateComplete(waiter(), { StackName });
  expect(await request('quiet')).toEqual([true, true, true]);
  await cloudFormation.send(new UpdateStackCommand({ StackName, TemplateBody: template(1, 'renamed') }));
  await waitUntilStackUpdateComplete(waiter(), { StackName });
  expect(await ruleNames()).toEqual(['loud', 'renamed', 'vip', 'Default']);
});

it('deletes all of it with the stack', async () => {
  await cloudFormation.send(new DeleteStackCommand({ StackName }));
  await waitUntilStackDeleteComplete(waiter(), { StackName });
  expect(await ruleNames()).toEqual(['Default']);
  const { Groups } = await xray.send(new GetGroupsCommand({}));
  expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(['Default']);
  expect((await xray.send(new ListResourcePoliciesCommand({}))).ResourcePolicies).toEqual([]);
});
