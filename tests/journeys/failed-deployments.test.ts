/**
 * Deployments that cannot succeed, with the real `sam` and the real `cdk`: each says what it says for AWS, and nothing is left but the
 * stack's record.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { samVenv } from '../../scripts/test-clients.mjs';
import { awsCli, clientEnvironment, type Finished, runProgram } from '../harness/clients.ts';
import { trustsLambda } from '../harness/function-role.ts';
import { repository, startTestServer, type TestServer, temporaryDirectory } from '../harness/server.ts';

const patience = 120_000;
const home = temporaryDirectory();
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  writeFileSync(join(home.path, 'bad.zip'), 'This is no zip.');
  await awsCli(server, 's3', 'mb', 's3://artifacts');
  await upload('bad.zip');
});
afterAll(async () => {
  await server.stop();
  home.remove();
});

/** @param key `sam delete` takes the code of a stack away with it, so a stack that it deletes has its own. */
const upload = (key: string) => awsCli(server, 's3', 'cp', join(home.path, 'bad.zip'), `s3://artifacts/${key}`);

const role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: trustsLambda,
  },
};
const functionOf = (Code: object) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Runtime: 'nodejs20.x', Handler: 'index.handler', Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Code },
});
const group = (LogGroupName: unknown) => ({ Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName } });
/** Answers for a deletion, as a function does that is only slow at its work. */
const silent =
  "const r = require('cfn-response'); exports.handler = (e, c) => { if (e.RequestType === 'Delete') r.send(e, c, r.SUCCESS); };";
const failing =
  "const r = require('cfn-response'); exports.handler = (e, c) => r.send(e, c, e.RequestType === 'Delete' ? r.SUCCESS : r.FAILED);";
/** @param seconds that the function has for an answer: time enough for a start on a busy machine. */
const custom = (code: string, seconds: number) => ({
  Role: role,
  Function: functionOf({ ZipFile: code }),
  Made: { Type: 'Custom::Made', Properties: { ServiceToken: { 'Fn::GetAtt': ['Function', 'Arn'] }, ServiceTimeout: seconds } },
});

interface Case {
  readonly name: string;
  readonly template: { readonly Resources: object; readonly Parameters?: object };
  /** What is wrong, in AWS's words; blanks are whatever the tool makes of them. */
  readonly reason: RegExp;
  readonly cdkReason?: RegExp;
  /** How the stack ends; undefined when it is refused before there is one. */
  readonly status?: 'ROLLBACK_COMPLETE';
}

const cases: readonly Case[] = [
  {
    name: 'a type that does not exist',
    template: { Resources: { Thing: { Type: 'AWS::Nope::Thing' } } },
    reason: /Template format error: Unrecognized resource types: \[AWS::Nope::Thing\]/,
  },
  {
    name: 'a parameter without a value',
    template: { Parameters: { Name: { Type: 'String' } }, Resources: { Group: group({ Ref: 'Name' }) } },
    reason: /Parameters: \[Name\] must have values/,
    // It looks for itself, and asks nobody.
    cdkReason: /The following CloudFormation Parameters are missing a value: Name/,
  },
  {
    name: 'a circle of dependencies',
    template: { Resources: { A: group({ Ref: 'B' }), B: group({ Ref: 'A' }) } },
    reason: /Circular dependency between resources: \[A, B\]/,
  },
  {
    name: 'a function of the template that is used wrongly',
    template: { Resources: { Group: group({ 'Fn::Select': ['first', ['a', 'b']] }) } },
    reason: /Template error: Fn::Select requires a list argument with two elements: an integer index and a list/,
  },
  {
    name: 'code that does not unzip',
    template: { Resources: { Role: role, Function: functionOf({ S3Bucket: 'artifacts', S3Key: 'bad.zip' }) } },
    reason:
      /Could not unzip uploaded file\. Please check your file, then try to upload again\. \(Service: Lambda, Status Code: 400,/,
    status: 'ROLLBACK_COMPLETE',
  },
  {
    name: 'a custom resource that fails',
    template: { Resources: custom(failing, 60) },
    reason:
      /Received response status \[FAILED\] from custom resource\. Message returned: See the details in CloudWatch Log Stream: /,
    status: 'ROLLBACK_COMPLETE',
  },
  {
    name: 'a custom resource that never answers',
    template: { Resources: custom(silent, 12) },
    reason: /CloudFormation did not receive a response from your Custom Resource\. Please check your logs for requestId \[/,
    status: 'ROLLBACK_COMPLETE',
  },
];

/** `sam` prints reasons in a narrow column. */
const compact = (text: string): string => text.replaceAll(/\s+/g, '');
const compactPattern = ({ source }: RegExp): RegExp => new RegExp(source.replaceAll(' ', ''));

async function statusOf(stack: string): Promise<string | undefined> {
  const { Stacks } = (await awsCli(server, 'cloudformation', 'describe-stacks')) as {
    Stacks: { StackName: string; StackStatus: string }[];
  };
  return Stacks.find(({ StackName }) => StackName === stack)?.StackStatus;
}

afterEach(async () => {
  expect(await awsCli(server, 'lambda', 'list-functions')).toMatchObject({ Functions: [] });
  expect(await awsCli(server, 'iam', 'list-roles')).toMatchObject({ Roles: [] });
  const { logGroups } = (await awsCli(server, 'logs', 'describe-log-groups')) as { logGroups: { logGroupName: string }[] };
  // What functions have printed is kept, as AWS keeps it.
  expect(logGroups.filter(({ logGroupName }) => !logGroupName.startsWith('/aws/lambda/'))).toEqual([]);
});

describe('sam deploy', () => {
  async function sam(...words: string[]): Promise<Finished> {
    const env = clientEnvironment(server, { HOME: home.path, SAM_CLI_TELEMETRY: '0', SAM_CLI_POLL_DELAY: '1' });
    return runProgram(join(samVenv, 'bin', 'sam'), words, { cwd: home.path, env });
  }
  async function deploy(stack: string, template: object, ...words: string[]): Promise<Finished> {
    const file = join(home.path, `${stack}.json`);
    writeFileSync(file, JSON.stringify({ Transform: 'AWS::Serverless-2016-10-31', ...template }));
    return sam('deploy', '--template-file', file, '--stack-name', stack, '--resolve-s3', ...words);
  }
  const iam = ['--capabilities', 'CAPABILITY_IAM'];

  for (const [index, { name, template, reason, status }] of cases.entries())
    it(`fails for ${name}`, { timeout: patience }, async () => {
      const stack = `sam-${index}`;
      const { code, stdout, stderr } = await deploy(stack, template, ...iam);
      expect(code).toBe(1);
      expect(compact(stdout + stderr)).toMatch(compactPattern(reason));
      if (status === undefined) {
        expect(stderr).toContain(`Error: Failed to create changeset for the stack: ${stack}, `);
        expect([undefined, 'REVIEW_IN_PROGRESS']).toContain(await statusOf(stack));
      } else {
        expect(compact(stdout)).toContain('Rollbackrequestedbyuser.');
        expect(stderr).toContain(`Error: Failed to create/update the stack: ${stack}, Waiter StackCreateComplete failed`);
        expect(await statusOf(stack)).toBe(status);
      }
    });

  it('says of a serverless resource what AWS’s translator says', { timeout: patience }, async () => {
    const Resources = { Function: { Type: 'AWS::Serverless::Function', Properties: { CodeUri: 's3://artifacts/bad.zip' } } };
    const { code, stderr } = await deploy('sam-invalid', { Resources }, ...iam);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'Status: FAILED. Reason: Transform AWS::Serverless-2016-10-31 failed with: Invalid Serverless Application Specification document. Number of errors found: 1. Resource with id [Function] is invalid. ',
    );
  });

  it('says which acknowledgement is missing', { timeout: patience }, async () => {
    const { stderr } = await deploy('sam-capability', { Resources: { Role: role } });
    expect(stderr).toContain('Status: FAILED. Reason: Requires capabilities : [CAPABILITY_IAM]');
  });

  it('cannot update a stack whose creation was rolled back, and can delete it', { timeout: patience }, async () => {
    await upload('again.zip');
    const bad = { Resources: { Role: role, Function: functionOf({ S3Bucket: 'artifacts', S3Key: 'again.zip' }) } };
    await deploy('sam-again', bad, ...iam);
    const { stderr } = await deploy('sam-again', { Resources: { Role: role } }, ...iam);
    expect(stderr).toMatch(/Stack:arn:aws:cloudformation:[^ ]+ is in ROLLBACK_COMPLETE state and can not be updated\./);
    expect((await sam('delete', '--no-prompts', '--stack-name', 'sam-again', '--region', 'us-east-1')).code).toBe(0);
    expect(await statusOf('sam-again')).toBeUndefined();
  });

  it('takes back an update that fails, and leaves what was there', { timeout: patience }, async () => {
    const stack = 'sam-update';
    expect((await deploy(stack, { Resources: { Group: group('kept') } }, ...iam)).code).toBe(0);
    await upload('update.zip');
    const bad = functionOf({ S3Bucket: 'artifacts', S3Key: 'update.zip' });
    const { code, stdout } = await deploy(stack, { Resources: { Group: group('renamed'), Role: role, Function: bad } }, ...iam);
    expect(code).toBe(1);
    expect(compact(stdout)).toContain('Couldnotunzipuploadedfile.');
    expect(await statusOf(stack)).toBe('UPDATE_ROLLBACK_COMPLETE');
    const names = ['logs', 'describe-log-groups', '--query', 'logGroups[?!starts_with(logGroupName, `/aws/`)].logGroupName'];
    expect(await awsCli(server, ...names)).toEqual(['kept']);
    expect((await sam('delete', '--no-prompts', '--stack-name', stack, '--region', 'us-east-1')).code).toBe(0);
  });
});

describe('cdk deploy', () => {
  /** A cloud assembly is what `cdk synth` leaves; the CLI deploys it as it is. */
  async function cdk(stack: string, template: object, ...words: string[]): Promise<Finished> {
    const assembly = join(home.path, `${stack}.out`);
    mkdirSync(assembly, { recursive: true });
    writeFileSync(join(assembly, 'template.json'), JSON.stringify(template));
    writeFileSync(
      join(assembly, 'manifest.json'),
      JSON.stringify({
        version: '36.0.0',
        artifacts: {
          [stack]: {
            type: 'aws:cloudformation:stack',
            environment: 'aws://000000000000/us-east-1',
            properties: { templateFile: 'template.json' },
          },
        },
      }),
    );
    const env = clientEnvironment(server, { HOME: home.path, CI: 'true' });
    const program = join(repository, 'node_modules/aws-cdk/bin/cdk');
    return runProgram(process.execPath, [program, ...words, '--app', assembly, '--no-notices'], { cwd: home.path, env });
  }
  const deploy = (stack: string, template: object) => cdk(stack, template, 'deploy', '--require-approval', 'never');

  for (const [index, { name, template, reason, cdkReason = reason, status }] of cases.entries())
    it(`fails for ${name}`, { timeout: patience }, async () => {
      const stack = `cdk-${index}`;
      const { code, stdout, stderr } = await deploy(stack, template);
      expect(code).toBe(1);
      expect(stdout + stderr).toMatch(cdkReason);
      if (status) expect(stdout + stderr).toMatch(new RegExp(`Rollback requested by user[^]+❌ +${stack} failed to deploy`));
      expect(await statusOf(stack)).toBe(status);
    });

  it('replaces a stack whose creation was rolled back', { timeout: patience }, async () => {
    const stack = 'cdk-again';
    await deploy(stack, { Resources: { Role: role, Function: functionOf({ S3Bucket: 'artifacts', S3Key: 'bad.zip' }) } });
    expect(await statusOf(stack)).toBe('ROLLBACK_COMPLETE');
    expect((await deploy(stack, { Resources: { Group: group('cdk-group') } })).code).toBe(0);
    expect(await statusOf(stack)).toBe('CREATE_COMPLETE');
    expect((await cdk(stack, { Resources: { Group: group('cdk-group') } }, 'destroy', '--force')).code).toBe(0);
  });
});
