/** What templates take of Parameter Store, by parameters and by dynamic references, with the AWS SDK for JavaScript. */
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Parameter,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { stackWaiter } from '../../harness/stacks.ts';

let server: TestServer;
let cloudFormation: CloudFormationClient;
let ssm: SSMClient;

beforeAll(async () => {
  server = await startTestServer();
  cloudFormation = new CloudFormationClient(sdkSettings(server));
  ssm = new SSMClient(sdkSettings(server));
  await put('/shop/table', 'one');
  await put('/shop/table', 'two');
  await put('/shop/zones', 'a, b', 'StringList');
  await put('/shop/key', 'hidden', 'SecureString');
});
afterAll(async () => {
  await server?.stop();
});

const put = (Name: string, Value: string, Type: 'String' | 'StringList' | 'SecureString' = 'String') =>
  ssm.send(new PutParameterCommand({ Name, Value, Type, Overwrite: true }));
const kept = (Value: unknown) => ({ Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value } });
const create = (StackName: string, template: object, Parameters: Parameter[] = []) =>
  cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template), Parameters }));
const waiter = () => stackWaiter(cloudFormation);
const describe = async (StackName: string) => {
  const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  return {
    parameters: stack?.Parameters,
    outputs: stack?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  };
};

const template = {
  Parameters: {
    Table: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shop/table' },
    Zones: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: '/shop/zones' },
    First: { Type: 'String', Default: '{{resolve:ssm:/shop/table:1}}' },
  },
  Resources: {
    A: kept({ 'Fn::Join': ['', ['{{resolve:ssm:', '/shop/table', '}}-', { Ref: 'First' }]] }),
  },
  Outputs: {
    A: { Value: { 'Fn::GetAtt': ['A', 'Value'] } },
    Zones: { Value: { 'Fn::Join': ['|', { Ref: 'Zones' }] } },
  },
};

it('reads values and versions, and reads them again with every update', async () => {
  await create('reads', template);
  await waitUntilStackCreateComplete(waiter(), { StackName: 'reads' });
  expect((await describe('reads')).outputs).toEqual([
    ['A', 'two-one'],
    ['Zones', 'a|b'],
  ]);
  await put('/shop/table', 'three');
  await cloudFormation.send(
    new UpdateStackCommand({
      StackName: 'reads',
      UsePreviousTemplate: true,
      Parameters: [{ ParameterKey: 'Table', UsePreviousValue: true }],
    }),
  );
  await waitUntilStackUpdateComplete(waiter(), { StackName: 'reads' });
  const { parameters, outputs } = await describe('reads');
  expect(outputs?.[0]).toEqual(['A', 'three-one']);
  expect(parameters).toEqual([
    { ParameterKey: 'Table', ParameterValue: '/shop/table', ResolvedValue: 'three' },
    { ParameterKey: 'First', ParameterValue: '{{resolve:ssm:/shop/table:1}}' },
    { ParameterKey: 'Zones', ParameterValue: '/shop/zones', ResolvedValue: 'a,b' },
  ]);
});

it.each([
  ['{{resolve:ssm:/shop/key}}', 'Non-secure ssm prefix was used for secure parameter /shop/key'],
  ['{{resolve:ssm-secure:/shop/key:1}}', 'SSM Secure reference is not supported in: [AWS::SSM::Parameter/Properties/Value]'],
  [
    '{{resolve:ssm:/shop/table:live}}',
    'Incorrect format is used in the following SSM reference: [{{resolve:ssm:/shop/table:live}}]',
  ],
  ['{{resolve:ssm:/shop/none}}', 'Parameters: [ssm:/shop/none] cannot be found.'],
  ['{{resolve:secretsmanager:key}}', 'The dynamic reference {{resolve:secretsmanager:key}} is not built here'],
])('refuses the reference %s before anything is made', async (reference, message) => {
  await expect(create('refused', { Resources: { A: kept(reference) } })).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringContaining(message) as string,
  });
});

it('takes back a stack whose parameter names nothing, before anything is made', async () => {
  const named = { Parameters: { Table: { Type: 'AWS::SSM::Parameter::Name' } }, Resources: { A: kept({ Ref: 'Table' }) } };
  const table = (ParameterValue: string) => [{ ParameterKey: 'Table', ParameterValue }];
  await create('named', named, table('/shop/table'));
  await waitUntilStackCreateComplete(waiter(), { StackName: 'named' });
  await create('misnamed', named, table('/shop/none'));
  await expect
    .poll(async () => {
      const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: 'misnamed' }));
      return StackEvents.map(({ ResourceStatus, ResourceStatusReason }) => [ResourceStatus, ResourceStatusReason]);
    })
    .toEqual([
      ['ROLLBACK_COMPLETE', undefined],
      [
        'ROLLBACK_IN_PROGRESS',
        'Parameter validation failed: parameter value /shop/none for parameter name Table does not exist. Rollback requested by user.',
      ],
      ['CREATE_IN_PROGRESS', 'User Initiated'],
    ]);
});

it.each([
  ['/shop/key', 'Parameters [/shop/key] referenced by template have types not supported by CloudFormation.'],
  ['/shop/zones', 'Types for SSM parameters [/shop/zones] defined in CFN template and SSM are incompatible'],
  ['/shop/none', 'Unable to fetch parameters [/shop/none] from parameter store for this account.'],
])('refuses %s as the value of a parameter that is a text', async (ParameterValue, message) => {
  const wanted = create('refused', template, [{ ParameterKey: 'Table', ParameterValue }]);
  await expect(wanted).rejects.toMatchObject({ name: 'ValidationError', message });
});
