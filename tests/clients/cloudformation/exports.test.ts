/** What one stack exports and another one uses, with the AWS SDK for JavaScript. */
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListImportsCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;
let cloudFormation: CloudFormationClient;

beforeAll(async () => {
  server = await startTestServer();
  cloudFormation = new CloudFormationClient(sdkSettings(server));
});
afterAll(async () => {
  await server?.stop();
});

const parameter = (Value: unknown) => ({ Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value } });
const exporting = (Value: string, exports = true) =>
  JSON.stringify({
    Resources: { P: parameter(Value) },
    Outputs: { Out: { Value, ...(exports ? { Export: { Name: 'shared' } } : {}) } },
  });
const importing = JSON.stringify({ Resources: { P: parameter({ 'Fn::ImportValue': 'shared' }) } });
const ends = (StackName: string, status: string) =>
  expect
    .poll(async () => (await cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.StackStatus, {
      timeout: 60_000,
      interval: 250,
    })
    .toBe(status);
const update = (TemplateBody: string) => cloudFormation.send(new UpdateStackCommand({ StackName: 'giver', TemplateBody }));
const reasons = async () => {
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: 'giver' }));
  return StackEvents.flatMap(({ ResourceStatusReason }) => ResourceStatusReason ?? []);
};

it('keeps an export as it is for as long as it is used', async () => {
  await cloudFormation.send(new CreateStackCommand({ StackName: 'giver', TemplateBody: exporting('one') }));
  await ends('giver', 'CREATE_COMPLETE');
  await cloudFormation.send(new CreateStackCommand({ StackName: 'taker', TemplateBody: importing }));
  await ends('taker', 'CREATE_COMPLETE');
  expect((await cloudFormation.send(new ListImportsCommand({ ExportName: 'shared' }))).Imports).toEqual(['taker']);

  await update(exporting('two'));
  await ends('giver', 'UPDATE_ROLLBACK_COMPLETE');
  expect((await reasons()).join('\n')).toContain('Export shared cannot be updated as it is in use by taker');
  await update(exporting('one', false));
  await ends('giver', 'UPDATE_ROLLBACK_COMPLETE');
  expect((await reasons()).join('\n')).toContain('Export shared cannot be deleted as it is in use by taker');

  await cloudFormation.send(new DeleteStackCommand({ StackName: 'taker' }));
  await expect
    .poll(() => cloudFormation.send(new ListImportsCommand({ ExportName: 'shared' })).then(String, String), { timeout: 60_000 })
    .toContain("Export 'shared' is not imported by any stack.");
  await update(exporting('two'));
  await ends('giver', 'UPDATE_COMPLETE');
});
