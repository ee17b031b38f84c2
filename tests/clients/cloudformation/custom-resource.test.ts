/** Custom resources that Python makes: by AWS's module `cfnresponse`, and by a request of the function's own to the ResponseURL. */
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { trustsLambda } from '../../harness/function-role.ts';
import { sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { outputsOf, stackWaiter } from '../../harness/stacks.ts';

let server: TestServer;
let cloudFormation: CloudFormationClient;

beforeAll(async () => {
  server = await startTestServer();
  cloudFormation = new CloudFormationClient(sdkSettings(server));
});
afterAll(() => server.stop());

const waiter = () => stackWaiter(cloudFormation);

/** The resource is named after its property, so that a change of it replaces the resource. */
const template = (code: string, Name: string) =>
  JSON.stringify({
    Resources: {
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trustsLambda } },
      Maker: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'maker',
          Runtime: 'python3.11',
          Handler: 'index.handler',
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Timeout: 30,
          Code: { ZipFile: code },
        },
      },
      Made: { Type: 'Custom::Made', Properties: { ServiceToken: { 'Fn::GetAtt': ['Maker', 'Arn'] }, Name, Sizes: [1, true] } },
    },
    Outputs: { Id: { Value: { Ref: 'Made' } }, Loud: { Value: { 'Fn::GetAtt': ['Made', 'Nested.Loud'] } } },
  });
const seen =
  "print('SEEN', json.dumps([event['RequestType'], event.get('PhysicalResourceId'), event['ResourceProperties']['Name'], event.get('OldResourceProperties', {}).get('Name'), event['ResourceProperties']['Sizes']]))";

it.each([
  [
    'cfnresponse',
    `import json, cfnresponse
def handler(event, context):
    ${seen}
    name = event['ResourceProperties']['Name']
    cfnresponse.send(event, context, cfnresponse.SUCCESS, {'Nested.Loud': name.upper()}, 'made-' + name)
`,
  ],
  [
    'urllib3',
    `import json, urllib3
def handler(event, context):
    ${seen}
    name = event['ResourceProperties']['Name']
    asked = {key: event[key] for key in ('StackId', 'RequestId', 'LogicalResourceId')}
    answer = {**asked, 'Status': 'SUCCESS', 'PhysicalResourceId': 'made-' + name, 'Data': {'Nested.Loud': name.upper()}}
    urllib3.PoolManager().request('PUT', event['ResponseURL'], body=json.dumps(answer), headers={'content-type': ''})
`,
  ],
])('is made, replaced and deleted by %s', async (_module, code) => {
  const StackName = 'custom';
  const Capabilities = ['CAPABILITY_IAM' as const];
  const outputs = () => outputsOf(cloudFormation, StackName);
  const { StackId } = await cloudFormation.send(
    new CreateStackCommand({ StackName, TemplateBody: template(code, 'one'), Capabilities }),
  );
  await waitUntilStackCreateComplete(waiter(), { StackName });
  expect(await outputs()).toEqual({ Id: 'made-one', Loud: 'ONE' });
  await cloudFormation.send(new UpdateStackCommand({ StackName, TemplateBody: template(code, 'two'), Capabilities }));
  await waitUntilStackUpdateComplete(waiter(), { StackName });
  expect(await outputs()).toEqual({ Id: 'made-two', Loud: 'TWO' });
  const started = Date.now();
  await cloudFormation.send(new DeleteStackCommand({ StackName }));
  await waitUntilStackDeleteComplete(waiter(), { StackName: StackId });

  const { events = [] } = await new CloudWatchLogsClient(sdkSettings(server)).send(
    new FilterLogEventsCommand({ logGroupName: '/aws/lambda/maker', filterPattern: 'SEEN', startTime: started - 60_000 }),
  );
  const told = events.map(({ message = '' }) => JSON.parse(message.slice(message.indexOf('['))) as unknown[]).slice(-4);
  // CloudFormation hands every value on as text.
  expect(told).toEqual([
    ['Create', null, 'one', null, ['1', 'true']],
    ['Update', 'made-one', 'two', 'one', ['1', 'true']],
    ['Delete', 'made-one', 'one', null, ['1', 'true']],
    ['Delete', 'made-two', 'two', null, ['1', 'true']],
  ]);
});
