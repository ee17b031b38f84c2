/**
 * What AWS's guide "Instrumenting Python code in AWS Lambda" says of the settings of tracing, each by the way that the guide names:
 * the API call, CloudFormation's TracingConfig, SAM's Tracing; what they need of the role, and what they record.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsCli, awsCliRun } from '../harness/clients.ts';
import { invokeTraced, type TracedSegment } from '../harness/deployed-function.ts';
import { eventually } from '../harness/eventually.ts';
import { trustsLambda } from '../harness/function-role.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

const code = 'def lambda_handler(event, context):\n    return {"version": context.function_version}\n';

let server: TestServer;
const folder = mkdtempSync(join(tmpdir(), 'tracing-settings-'));
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const aws = (...words: string[]): Promise<unknown> => awsCli(server, ...words);

/** Not with `aws cloudformation deploy`, which looks every 30 seconds whether a stack is there. */
async function deploy(stack: string, template: object): Promise<void> {
  const file = join(folder, `${stack}.json`);
  writeFileSync(file, JSON.stringify(template));
  const capabilities = ['--capabilities', 'CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND'];
  await aws('cloudformation', 'create-stack', '--stack-name', stack, '--template-body', `file://${file}`, ...capabilities);
  const status = await eventually(`the stack ${stack} to be made`, async () => {
    const { Stacks } = (await aws('cloudformation', 'describe-stacks', '--stack-name', stack)) as {
      Stacks: { StackStatus: string }[];
    };
    return Stacks.map(({ StackStatus }) => StackStatus).find((each) => each !== 'CREATE_IN_PROGRESS');
  });
  expect(status).toBe('CREATE_COMPLETE');
}

/** A second must pass between two requests that both are recorded for sure. */
async function nextSecond(): Promise<void> {
  const second = Math.floor(Date.now() / 1000);
  await eventually('the next second', async () => (Math.floor(Date.now() / 1000) > second ? true : undefined));
}

async function configuration(name: string): Promise<{ TracingConfig: { Mode: string } }> {
  return (await aws('lambda', 'get-function-configuration', '--function-name', name)) as { TracingConfig: { Mode: string } };
}

function expectTwoSegments(segments: readonly TracedSegment[]): void {
  const [service, execution] = ['AWS::Lambda', 'AWS::Lambda::Function'].map((origin) =>
    segments.find((segment) => segment['origin'] === origin),
  );
  expect(segments).toHaveLength(2);
  expect(execution?.['parent_id']).toBe(service?.id);
  expect(service?.subsegments ?? []).toEqual([]);
  expect((execution?.subsegments ?? []).map(({ name }) => name)).toEqual(['Initialization', 'Invocation', 'Overhead']);
}

describe('the role', () => {
  const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trustsLambda } };

  it('must be allowed to send segments before tracing can be turned on', async () => {
    await deploy('no-permission', {
      Resources: {
        Role: role,
        Function: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            FunctionName: 'no-permission',
            Runtime: 'python3.11',
            Handler: 'index.lambda_handler',
            Role: { 'Fn::GetAtt': 'Role.Arn' },
            Code: { ZipFile: code },
          },
        },
      },
    });
    expect((await configuration('no-permission')).TracingConfig).toEqual({ Mode: 'PassThrough' });
    const refused = await awsCliRun(server, [
      ...['lambda', 'update-function-configuration', '--function-name', 'no-permission', '--tracing-config', 'Mode=Active'],
    ]);
    expect(refused.stderr).toContain(
      'An error occurred (InvalidParameterValueException) when calling the UpdateFunctionConfiguration operation: ' +
        'The provided execution role does not have permissions to call PutTraceSegments on XRAY',
    );
    expect((await configuration('no-permission')).TracingConfig).toEqual({ Mode: 'PassThrough' });
  });

  it('may be given it by the managed policy that the guide names', async () => {
    const { Role } = (await aws('lambda', 'get-function-configuration', '--function-name', 'no-permission')) as { Role: string };
    const policy = 'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess';
    await aws('iam', 'attach-role-policy', '--role-name', Role.split('/').at(-1) ?? '', '--policy-arn', policy);
    const change = ['--function-name', 'no-permission', '--tracing-config', 'Mode=Active'];
    expect(await aws('lambda', 'update-function-configuration', ...change)).toMatchObject({ TracingConfig: { Mode: 'Active' } });
    await aws('lambda', 'wait', 'function-updated-v2', '--function-name', 'no-permission');
    const { segments } = await invokeTraced(server, 'no-permission', {});
    expectTwoSegments(segments);
  });
});

describe('a published version', () => {
  it('keeps the mode that it was published with', async () => {
    const name = 'no-permission';
    expect(await aws('lambda', 'publish-version', '--function-name', name)).toMatchObject({ TracingConfig: { Mode: 'Active' } });
    await aws('lambda', 'update-function-configuration', '--function-name', name, '--tracing-config', 'Mode=PassThrough');
    await aws('lambda', 'wait', 'function-updated-v2', '--function-name', name);
    expect((await configuration(name)).TracingConfig).toEqual({ Mode: 'PassThrough' });
    expect((await configuration(`${name}:1`)).TracingConfig).toEqual({ Mode: 'Active' });
    await nextSecond();
    const { payload, segments } = await invokeTraced(server, `${name}:1`, {});
    expect(payload).toEqual({ version: '1' });
    expectTwoSegments(segments);
  });

  it('cannot be changed', async () => {
    const refused = await awsCliRun(server, [
      ...[
        'lambda',
        'update-function-configuration',
        '--function-name',
        'no-permission:1',
        '--tracing-config',
        'Mode=PassThrough',
      ],
    ]);
    expect(refused.code).not.toBe(0);
    expect((await configuration('no-permission:1')).TracingConfig).toEqual({ Mode: 'Active' });
  });
});

describe('templates', () => {
  it("turn it on by CloudFormation's TracingConfig", async () => {
    await deploy('cloudformation', {
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: trustsLambda,
            ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess'],
          },
        },
        Function: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            FunctionName: 'by-cloudformation',
            Runtime: 'python3.11',
            Handler: 'index.lambda_handler',
            Role: { 'Fn::GetAtt': 'Role.Arn' },
            Code: { ZipFile: code },
            TracingConfig: { Mode: 'Active' },
          },
        },
      },
    });
    expectTwoSegments((await invokeTraced(server, 'by-cloudformation', {})).segments);
  });

  it("turn it on by SAM's Tracing, which gives the role the permission", async () => {
    await deploy('serverless', {
      Transform: 'AWS::Serverless-2016-10-31',
      Resources: {
        Function: {
          Type: 'AWS::Serverless::Function',
          Properties: {
            FunctionName: 'by-serverless',
            Runtime: 'python3.11',
            Handler: 'index.lambda_handler',
            InlineCode: code,
            Tracing: 'Active',
          },
        },
      },
    });
    const { Role } = (await aws('lambda', 'get-function-configuration', '--function-name', 'by-serverless')) as { Role: string };
    const policies = await aws('iam', 'list-attached-role-policies', '--role-name', Role.split('/').at(-1) ?? '');
    expect(JSON.stringify(policies)).toMatch(/AWSX[Rr]ay(DaemonWrite|WriteOnly)Access/);
    expectTwoSegments((await invokeTraced(server, 'by-serverless', {})).segments);
  });
});

describe('sampling', () => {
  it('of Lambda is its own: a rule that records nothing changes nothing for functions', async () => {
    const rule = {
      ...{ RuleName: 'nothing', Priority: 1, FixedRate: 0, ReservoirSize: 0, Version: 1, ServiceName: '*', ServiceType: '*' },
      ...{ Host: '*', HTTPMethod: '*', URLPath: '*', ResourceARN: '*' },
    };
    await aws('xray', 'create-sampling-rule', '--sampling-rule', JSON.stringify(rule));
    await nextSecond();
    expectTwoSegments((await invokeTraced(server, 'by-cloudformation', {})).segments.map(withoutInitialization));
  });
});

/** A second invocation shows none; the first one's is put back, so that both can be held against the same picture. */
function withoutInitialization(segment: TracedSegment): TracedSegment {
  if (segment['origin'] !== 'AWS::Lambda::Function') return segment;
  const names = (segment.subsegments ?? []).map(({ name }) => name);
  expect(names).toEqual(['Invocation', 'Overhead']);
  return { ...segment, subsegments: [{ name: 'Initialization' } as never, ...(segment.subsegments ?? [])] } as TracedSegment;
}
