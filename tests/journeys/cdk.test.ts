/**
 * AWS's guide "Instrumenting Python code in AWS Lambda", CDK part, with the real `cdk`: examples/hello-world-cdk is bootstrapped,
 * deployed, called, changed and destroyed. The tests are the guide's steps, in their order.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CdkApplication } from '../harness/cdk-application.ts';
import { awsCli } from '../harness/clients.ts';
import { everySegment, type TracedSegment } from '../harness/deployed-function.ts';
import { eventually } from '../harness/eventually.ts';
import { repository, startTestServer, type TestServer } from '../harness/server.ts';

/** A first deployment also installs the layer's packages. */
const patience = 300_000;
const stack = 'HelloWorldStack';

describe("the guide's CDK application", () => {
  let server: TestServer;
  let application: CdkApplication;
  const cdk = (...words: string[]) => application.cdk(...words);

  beforeAll(async () => {
    server = await startTestServer();
    application = new CdkApplication(server, 'hello-world-cdk');
    // The guide begins with an empty application and puts its own files into it.
    await cdk('init', 'app', '--language', 'python', '--generate-only');
    cpSync(join(repository, 'examples/hello-world-cdk'), application.folder, { recursive: true });
  });
  afterAll(async () => {
    await server.stop();
    application.remove();
  });

  const apiUrl = () =>
    awsCli(
      server,
      ...['cloudformation', 'describe-stacks', '--stack-name', stack, '--output', 'text'],
      ...['--query', 'Stacks[0].Outputs[?OutputKey==`apiUrl`].OutputValue'],
    ).then((url) => String(url).trim());
  const answer = async () => (await fetch(await apiUrl())).json();

  const changeMessage = (before: string, after: string): void =>
    application.change('lambda_function/app.py', `"message": "${before}"`, `"message": "${after}"`);

  it('is refused as long as the environment is not bootstrapped', { timeout: patience }, async () => {
    await expect(cdk('deploy', '--require-approval', 'never')).rejects.toThrow(/cdk bootstrap/);
  });

  it('bootstraps the environment, and again without a change', { timeout: patience }, async () => {
    expect(await cdk('bootstrap')).toContain('bootstrapped.');
    expect(await cdk('bootstrap')).toContain('bootstrapped (no changes).');
  });

  it('deploys, and answers at the URL of its output', { timeout: patience }, async () => {
    expect(await cdk('deploy', '--require-approval', 'never')).toContain(`${stack}.apiUrl = ${server.apiUrl}/restapis/`);
    expect(await answer()).toEqual({ message: 'hello world' });
  });

  it("is traced from the stage to the handler's own subsegments", { timeout: patience }, async () => {
    const traced = await eventually('a sampled request', async () => {
      const { headers } = await fetch(await apiUrl());
      return /Root=([^;]+).*Sampled=1/.exec(headers.get('x-amzn-trace-id') ?? '')?.[1];
    });
    const segments = await eventually(`the trace ${traced}`, async () => {
      const { Traces } = (await awsCli(server, 'xray', 'batch-get-traces', '--trace-ids', traced)) as {
        Traces: { Segments: { Document: string }[] }[];
      };
      const documents = (Traces[0]?.Segments ?? []).map(({ Document }) => JSON.parse(Document) as TracedSegment);
      return documents.length >= 3 ? documents : undefined;
    });
    expect(segments.map(({ origin }) => origin).sort()).toEqual([
      'AWS::ApiGateway::Stage',
      'AWS::Lambda',
      'AWS::Lambda::Function',
    ]);
    expect(everySegment(segments).map(({ name }) => name)).toEqual(expect.arrayContaining(['## lambda_handler', '## app.hello']));
  });

  it('has no differences then, and nothing to deploy', { timeout: patience }, async () => {
    expect(await cdk('diff')).toContain('There were no differences');
    expect(await cdk('deploy', '--require-approval', 'never')).toContain(`${stack} (no changes)`);
  });

  it('takes changed code without CloudFormation', { timeout: patience }, async () => {
    changeMessage('hello world', 'hello hotswap');
    expect(await cdk('diff')).toContain('[~] AWS::Lambda::Function');
    expect(await cdk('deploy', '--hotswap')).toContain('hotswapped!');
    expect(await answer()).toEqual({ message: 'hello hotswap' });
  });

  it("takes changed code and the guide's layer by an update", { timeout: patience }, async () => {
    changeMessage('hello hotswap', 'hello layer');
    const layer = 'arn:aws:lambda:us-east-1:017000801446:layer:AWSLambdaPowertoolsPythonV2:21';
    expect(await cdk('deploy', '--require-approval', 'never', '-c', `layer=${layer}`)).toContain('UPDATE_COMPLETE');
    expect(await answer()).toEqual({ message: 'hello layer' });
  });

  it('is deployed by watch as soon as its code changes', { timeout: patience }, async () => {
    let stop: (signal: NodeJS.Signals) => void = () => {};
    const ended = application.run(['watch'], (kill) => {
      stop = kill;
    });
    try {
      // It deploys once at its start, and what changes meanwhile after that.
      changeMessage('hello layer', 'hello watch');
      const seen = async () => ((await answer()) as { message: string }).message === 'hello watch' || undefined;
      expect(await eventually('the changed answer', seen, 120_000)).toBe(true);
    } finally {
      stop('SIGTERM');
      await ended;
    }
  });

  it('records nothing when tracing is left out, as in the code of the guide', { timeout: patience }, async () => {
    application.change('hello_world/hello_world_stack.py', 'tracing=lambda_.Tracing.ACTIVE', 'tracing=None');
    application.change('hello_world/hello_world_stack.py', 'tracing_enabled=True', 'tracing_enabled=False');
    await cdk('deploy', '--require-approval', 'never');
    const since = Math.floor(Date.now() / 1000) + 1;
    await eventually('a second to pass', async () => (Date.now() / 1000 > since ? true : undefined));
    expect(await answer()).toEqual({ message: 'hello watch' });
    const range = ['--start-time', String(since), '--end-time', String(since + 60)];
    expect(await awsCli(server, 'xray', 'get-trace-summaries', ...range)).toMatchObject({ TraceSummaries: [] });
    expect(await awsCli(server, 'xray', 'get-service-graph', ...range)).toMatchObject({ Services: [] });
  });

  it('is destroyed, and leaves nothing', { timeout: patience }, async () => {
    expect(await cdk('destroy', '--force')).toContain(`${stack}: destroyed`);
    expect(await awsCli(server, 'lambda', 'list-functions')).toMatchObject({ Functions: [] });
    expect(await awsCli(server, 'apigateway', 'get-rest-apis')).toEqual({ items: [] });
    const { Roles } = (await awsCli(server, 'iam', 'list-roles')) as { Roles: { RoleName: string }[] };
    expect(Roles.map(({ RoleName }) => RoleName).filter((name) => !name.startsWith('cdk-hnb659fds-'))).toEqual([]);
    const { Stacks } = (await awsCli(server, 'cloudformation', 'describe-stacks')) as { Stacks: { StackName: string }[] };
    expect(Stacks.map(({ StackName }) => StackName)).toEqual(['CDKToolkit']);
  });
});
