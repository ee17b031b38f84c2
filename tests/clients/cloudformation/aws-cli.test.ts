/** CloudFormation with the AWS CLI: `deploy`, and the commands that people read stacks with. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { awsCli, awsCliRun } from '../../harness/clients.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;
const directory = mkdtempSync(join(tmpdir(), 'radiograph-template-'));
const file = join(directory, 'template.yaml');

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(async () => {
  await server?.stop();
  rmSync(directory, { recursive: true });
});

const template = (days: number) => `Description: logs
Parameters:
  Name: {Type: String}
Resources:
  Group:
    Type: AWS::Logs::LogGroup
    DeletionPolicy: Retain
    Properties:
      LogGroupName: !Join ['/', ['', stacks, !Ref Name]]
      RetentionInDays: ${days}
Outputs:
  Group: {Value: !GetAtt Group.Arn}
`;

it('deploys, deploys again without a change, and deletes what may be deleted', async () => {
  writeFileSync(file, template(7));
  const deploy = [
    'cloudformation',
    'deploy',
    '--stack-name',
    'cli',
    '--template-file',
    file,
    '--parameter-overrides',
    'Name=one',
  ];
  expect(await awsCli(server, ...deploy)).toContain('Successfully created/updated stack - cli');
  const described = await awsCli(server, 'cloudformation', 'describe-stacks', '--stack-name', 'cli');
  expect(described).toMatchObject({
    Stacks: [
      {
        ...{ StackName: 'cli', Description: 'logs', StackStatus: 'CREATE_COMPLETE' },
        Parameters: [{ ParameterKey: 'Name', ParameterValue: 'one' }],
        Outputs: [{ OutputKey: 'Group', OutputValue: 'arn:aws:logs:us-east-1:000000000000:log-group:/stacks/one:*' }],
      },
    ],
  });
  const again = await awsCliRun(server, deploy);
  expect(again.stdout + again.stderr).toContain('No changes to deploy. Stack cli is up to date');
  expect(await awsCli(server, 'cloudformation', 'get-template-summary', '--template-body', `file://${file}`)).toMatchObject({
    Parameters: [{ ParameterKey: 'Name', ParameterType: 'String', NoEcho: false }],
    ResourceTypes: ['AWS::Logs::LogGroup'],
  });
  await awsCli(server, 'cloudformation', 'delete-stack', '--stack-name', 'cli');
  await awsCli(server, 'cloudformation', 'wait', 'stack-delete-complete', '--stack-name', 'cli');
  expect(await awsCli(server, 'logs', 'describe-log-groups', '--query', 'logGroups[].[logGroupName,retentionInDays]')).toEqual([
    ['/stacks/one', 7],
  ]);
});

it('says what is wrong as AWS does', async () => {
  writeFileSync(file, template(7));
  const create = ['cloudformation', 'create-stack', '--stack-name', 'none', '--template-body', `file://${file}`];
  expect((await awsCliRun(server, create)).stderr).toContain(
    '(ValidationError) when calling the CreateStack operation: Parameters: [Name] must have values',
  );
  const describe = await awsCliRun(server, ['cloudformation', 'describe-stacks', '--stack-name', 'none']);
  expect(describe.stderr).toContain(
    '(ValidationError) when calling the DescribeStacks operation: Stack with id none does not exist',
  );
  const change = await awsCliRun(server, [
    'cloudformation',
    'describe-change-set',
    '--stack-name',
    'none',
    '--change-set-name',
    'x',
  ]);
  expect(change.stderr).toContain('Stack [none] does not exist');
});
