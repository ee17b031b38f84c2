/**
 * The constructs of CDK that bring functions of their own along, deployed and destroyed with the real `cdk`: a bucket that is filled and
 * emptied, notifications, log retention, calls of AWS's SDK, providers, nested stacks. CDK's own functions are Node's with the SDK of
 * their runtime, and Python 3.13's with the AWS CLI in a layer.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CdkApplication } from '../harness/cdk-application.ts';
import { awsCli } from '../harness/clients.ts';
import { eventually } from '../harness/eventually.ts';
import { isolated } from '../harness/isolation.ts';
import { repository, startTestServer, type TestServer } from '../harness/server.ts';

/** The first time, runtimes and SDK packages are installed. */
const patience = 300_000;

// Without bubblewrap a function cannot reach the address that its answer goes to.
describe.runIf(isolated)("CDK's constructs", () => {
  let server: TestServer;
  let application: CdkApplication;
  let outputs: Readonly<Record<string, string>>;

  beforeAll(async () => {
    server = await startTestServer();
    application = new CdkApplication(server, 'constructs');
    cpSync(join(repository, 'tests/journeys/cdk-constructs'), application.folder, { recursive: true });
    await application.cdk('bootstrap', 'aws://000000000000/us-east-1');
    await application.cdk('deploy', '--require-approval', 'never', '--outputs-file', 'outputs.json');
    const described = (await awsCli(server, 'cloudformation', 'describe-stacks', '--stack-name', 'Constructs')) as {
      Stacks: { Outputs: { OutputKey: string; OutputValue: string }[] }[];
    };
    outputs = Object.fromEntries((described.Stacks[0]?.Outputs ?? []).map((each) => [each.OutputKey, each.OutputValue]));
  }, patience);
  afterAll(async () => {
    await server?.stop();
    application?.remove();
  });

  it('fill a bucket, with values that only the deployment knows', async () => {
    const read = (key: string) => awsCli(server, 's3', 'cp', `s3://${outputs['Bucket']}/${key}`, '-');
    expect(await read('index.html')).toContain('It is served from S3');
    expect(await read('config.json')).toEqual({ bucket: outputs['Bucket'] });
  });

  it("call AWS's SDK, and a provider that answers with data", async () => {
    expect(await awsCli(server, 'ssm', 'get-parameter', '--name', '/constructs/x')).toMatchObject({
      Parameter: { Value: 'made' },
    });
    expect(outputs['TheAnswer']).toBe('42');
  });

  it('answer over HTTP, keep logs for a week, and notify of objects', async () => {
    expect(await (await fetch(outputs['Url'] ?? '')).text()).toBe('ok');
    const groups = async () =>
      (
        (await awsCli(server, 'logs', 'describe-log-groups', '--log-group-name-prefix', '/aws/lambda/Constructs-Function')) as {
          logGroups: { retentionInDays?: number }[];
        }
      ).logGroups;
    expect(await groups()).toMatchObject([{ retentionInDays: 7 }]);
    const configuration = ['get-bucket-notification-configuration', '--bucket', outputs['Bucket'] ?? ''];
    expect(await awsCli(server, 's3api', ...configuration)).toMatchObject({
      LambdaFunctionConfigurations: [{ Events: ['s3:ObjectCreated:*'] }],
    });
  });

  it('leave nothing behind that AWS would delete', { timeout: patience }, async () => {
    await application.cdk('destroy', '--force');
    const gone = await eventually('the stack to go', async () => {
      const { Stacks } = (await awsCli(server, 'cloudformation', 'describe-stacks')) as { Stacks: { StackName: string }[] };
      return Stacks.some(({ StackName }) => StackName.startsWith('Constructs')) ? undefined : true;
    });
    expect(gone).toBe(true);
    const { Buckets } = (await awsCli(server, 's3api', 'list-buckets')) as { Buckets: { Name: string }[] };
    expect(Buckets.map(({ Name }) => Name)).toEqual([expect.stringMatching(/^cdk-hnb659fds-assets-/)]);
    const path = ['get-parameters-by-path', '--path', '/constructs'];
    expect(await awsCli(server, 'ssm', ...path)).toMatchObject({ Parameters: [] });
    expect(await awsCli(server, 'lambda', 'list-functions')).toMatchObject({ Functions: [] });
  });
});
