/** `aws cloudformation package` and `deploy`: how a template with code beside it is deployed without sam or cdk. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { awsCli, awsCliRun } from '../harness/clients.ts';
import { startTestServer, type TestServer, temporaryDirectory } from '../harness/server.ts';

const patience = 120_000;
const folder = temporaryDirectory();
const file = (name: string) => join(folder.path, name);
const code = (answer: string) => `def handler(event, context):\n    return {"statusCode": 200, "body": "${answer}"}\n`;
let server: TestServer;
const aws = (...words: string[]) => awsCli(server, ...words);

beforeAll(async () => {
  server = await startTestServer();
  mkdirSync(file('code'));
  writeFileSync(file('code/app.py'), code('packaged'));
  writeFileSync(
    file('inner.yaml'),
    `Parameters: { Name: { Type: String } }
Resources:
  Group: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !Ref Name } }
`,
  );
  writeFileSync(
    file('template.yaml'),
    `Transform: AWS::Serverless-2016-10-31
Parameters: { Group: { Type: String, Default: made/inside } }
Resources:
  Web:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.11
      Handler: app.handler
      CodeUri: ./code
      Events: { Get: { Type: HttpApi, Properties: { Path: /, Method: GET } } }
  Inner:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: ./inner.yaml, Parameters: { Name: !Ref Group } }
Outputs:
  Url: { Value: !Sub "https://\${ServerlessHttpApi}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}/" }
`,
  );
  await aws('s3', 'mb', 's3://packages');
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

const pack = () =>
  aws(
    ...['cloudformation', 'package', '--template-file', file('template.yaml'), '--s3-bucket', 'packages'],
    ...['--output-template-file', file('packaged.yaml')],
  );
const deployment = [
  ...['cloudformation', 'deploy', '--template-file', join(folder.path, 'packaged.yaml'), '--stack-name', 'packaged'],
  ...['--capabilities', 'CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND'],
];
async function answer(): Promise<string> {
  const words = ['cloudformation', 'describe-stacks', '--stack-name', 'packaged', '--query', 'Stacks[0].Outputs[0].OutputValue'];
  return (await fetch(String(await aws(...words)))).text();
}

it('uploads code and nested templates, and deploys what it wrote', { timeout: patience }, async () => {
  expect(await pack()).toContain('Successfully packaged artifacts');
  expect(readFileSync(file('packaged.yaml'), 'utf8')).toMatch(/CodeUri: s3:\/\/packages\/[0-9a-f]{32}/);
  expect(await aws(...deployment)).toContain('Successfully created/updated stack - packaged');
  expect(await answer()).toBe('packaged');
  const { logGroups } = (await aws('logs', 'describe-log-groups', '--log-group-name-prefix', 'made/')) as {
    logGroups: { logGroupName: string }[];
  };
  expect(logGroups.map(({ logGroupName }) => logGroupName)).toEqual(['made/inside']);
});

it('has nothing to deploy then', { timeout: patience }, async () => {
  expect(await aws(...deployment, '--no-fail-on-empty-changeset')).toContain(
    'No changes to deploy. Stack packaged is up to date',
  );
  const { code: ended } = await awsCliRun(server, [...deployment, '--fail-on-empty-changeset']);
  expect(ended).not.toBe(0);
});

it('deploys changed code and parameters, and deletes all of it', { timeout: patience }, async () => {
  writeFileSync(file('code/app.py'), code('changed'));
  await pack();
  await aws(...deployment, '--parameter-overrides', 'Group=other/inside');
  expect(await answer()).toBe('changed');
  await aws('cloudformation', 'delete-stack', '--stack-name', 'packaged');
  await aws('cloudformation', 'wait', 'stack-delete-complete', '--stack-name', 'packaged');
  expect(await aws('logs', 'describe-log-groups', '--log-group-name-prefix', 'other/')).toEqual({ logGroups: [] });
  expect(await aws('lambda', 'list-functions')).toMatchObject({ Functions: [] });
});
