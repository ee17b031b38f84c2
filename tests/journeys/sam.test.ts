/**
 * AWS's guide "Instrumenting Python code in AWS Lambda", SAM part, with the real `sam`: examples/hello-world is built, deployed,
 * called, traced, changed and deleted. The tests are the guide's steps, in their order.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsCli } from '../harness/clients.ts';
import { eventually } from '../harness/eventually.ts';
import { SamApplication } from '../harness/sam-application.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

const patience = 300_000;
const stack = 'sam-app';
const deployment = [
  'deploy',
  '--resolve-s3',
  '--stack-name',
  stack,
  '--capabilities',
  'CAPABILITY_IAM',
  '--no-confirm-changeset',
];

describe("the guide's SAM application", () => {
  let server: TestServer;
  let application: SamApplication;
  const sam = (words: readonly string[], answers?: readonly string[]): Promise<string> => application.sam(words, answers);
  const apiUrl = (): Promise<string> => application.output(stack, 'HelloWorldApi');

  beforeAll(async () => {
    server = await startTestServer();
    application = await SamApplication.init(server, 'hello-world', stack);
    // The guide begins without tracing of the stage.
    application.change('template.yaml', 'TracingEnabled: true', 'TracingEnabled: false');
  });
  afterAll(async () => {
    await server.stop();
    application.remove();
  });

  /** Calls until a request is sampled; the id of its trace. */
  const sampledCall = () =>
    eventually('a sampled request', async () => {
      const answer = await fetch(await apiUrl());
      expect(await answer.json()).toEqual({ message: 'hello world' });
      return /Root=([^;]+).*Sampled=1/.exec(answer.headers.get('x-amzn-trace-id') ?? '')?.[1];
    });
  /** The event of one trace that `sam traces` prints, without times: `- ## app.hello` with its indent. */
  const eventOf = (trace: string, words: readonly string[] = []) =>
    eventually(`sam traces to print ${trace}`, async () => {
      const printed = (await sam(['traces', ...words]))
        // The graph comes before or after the events: `sam` asks for both at once.
        .split(/\n(?=XRay Event |New XRay Service Graph)/)
        .filter((part) => part.startsWith('XRay Event '))
        .map((part) => part.slice('XRay Event '.length))
        .find((event) => event.includes(`(${trace}`));
      return printed
        ?.trim()
        .replaceAll(/\d+\.\d{3}s/g, 'N')
        .replaceAll(/(?<=HelloWorldFunction)-\w+/g, '')
        .replace(/at \(.*?\) with id \(.*?\)/, 'at T');
    });
  const functionEvent = [
    ' - N - sam-app-HelloWorldFunction [HTTP: 200]',
    ' - N - sam-app-HelloWorldFunction',
    '   - N - Initialization',
    '   - N - Invocation',
    '     - N - ## lambda_handler',
    '       - N - ## app.hello',
    '   - N - Overhead',
  ];

  it('is built', { timeout: patience }, async () => {
    expect(await sam(['build'])).toContain('Built Artifacts');
  });

  it('is deployed by answering questions, and the answers are kept', { timeout: patience }, async () => {
    // Name, region, changes confirmed, roles, rollback, no authorization, samconfig.toml, its name, its environment, the change set.
    const printed = await sam(['deploy', '--guided'], [stack, 'us-east-1', 'y', 'y', 'n', 'y', 'y', '', '', 'y']);
    expect(printed).toContain(`Successfully created/updated stack - ${stack} in us-east-1`);
    expect(readFileSync(join(application.folder, 'samconfig.toml'), 'utf8')).toContain(`stack_name = "${stack}"`);
  });

  it('prints the trace of the first call as AWS does: one event, complete at its first revision', {
    timeout: patience,
  }, async () => {
    expect(await (await fetch(await apiUrl())).json()).toEqual({ message: 'hello world' });
    // An untraced stage does not say whether the function was sampled, but the first call is; its trace is the only one.
    expect((await eventOf('1-')).split('\n')).toEqual(['[revision 1] at T and duration (N)', ...functionEvent]);
  });

  it('prints the service graph, with the Lambda service at its root', { timeout: patience }, async () => {
    const printed = await sam(['traces']);
    expect(printed).toContain('New XRay Service Graph');
    expect(printed).toMatch(/Reference Id: \d - \(Root\) AWS::Lambda - sam-app-HelloWorldFunction-\w+ - Edges: \[\d\]/);
    expect(printed).toMatch(/Reference Id: \d - AWS::Lambda::Function - sam-app-HelloWorldFunction-\w+ - Edges: \[\]/);
    expect(printed).toMatch(/Reference Id: \d - client - sam-app-HelloWorldFunction-\w+ - Edges: \[\d\]/);
  });

  it('has nothing to deploy then', { timeout: patience }, async () => {
    const { code, stdout, stderr } = await application.run([...deployment, '--s3-prefix', stack]);
    expect(stdout + stderr).toContain(`No changes to deploy. Stack ${stack} is up to date`);
    expect(code).toBe(1);
  });

  it("shows the function's logs, resources and outputs", { timeout: patience }, async () => {
    expect(await sam(['logs', '--stack-name', stack, '-n', 'HelloWorldFunction'])).toContain('Hello world API - HTTP 200');
    expect(await sam(['list', 'resources', '--stack-name', stack, '--output', 'json'])).toContain('ServerlessRestApiProdStage');
    expect(await sam(['list', 'stack-outputs', '--stack-name', stack, '--output', 'json'])).toContain(await apiUrl());
  });

  it('counts metrics, and logs in JSON with the ids of request and trace', { timeout: patience }, async () => {
    const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString();
    const metric = (namespace: string, name: string, ...dimensions: string[]) =>
      eventually(`the metric ${name}`, async () => {
        const { Datapoints } = (await awsCli(
          server,
          ...['cloudwatch', 'get-metric-statistics', '--namespace', namespace, '--metric-name', name],
          ...['--dimensions', ...dimensions, '--start-time', minutes(-10), '--end-time', minutes(1)],
          ...['--period', '3600', '--statistics', 'Sum'],
        )) as { Datapoints: { Sum: number }[] };
        const sum = Datapoints.reduce((total, { Sum }) => total + Sum, 0);
        return sum > 0 ? sum : undefined;
      });
    const name = (await application.output(stack, 'HelloWorldFunction')).split(':').at(-1) ?? '';
    const called = await metric('AWS/Lambda', 'Invocations', `Name=FunctionName,Value=${name}`);
    const service = 'Name=service,Value=PowertoolsHelloWorld';
    expect(await metric('PowertoolsSample', 'HelloWorldInvocations', service)).toBe(called);
    expect(await metric('PowertoolsSample', 'ColdStart', `Name=function_name,Value=${name}`, service)).toBe(1);
    expect(await metric('AWS/ApiGateway', 'Count', `Name=ApiName,Value=${stack}`)).toBe(called);

    const words = [
      'logs',
      'filter-log-events',
      '--log-group-name',
      `/aws/lambda/${name}`,
      '--filter-pattern',
      '{ $.level = "INFO" }',
    ];
    const { events } = (await awsCli(server, ...words)) as { events: { message: string }[] };
    expect(events).toHaveLength(called);
    expect(JSON.parse(events[0]?.message ?? '')).toMatchObject({
      message: 'Hello world API - HTTP 200',
      service: 'PowertoolsHelloWorld',
      function_name: name,
      function_request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      xray_trace_id: expect.stringMatching(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/),
    });
  });

  it("follows the function's logs and the traces", { timeout: patience }, async () => {
    const call = async () => fetch(await apiUrl());
    expect(await application.tail(['logs', '--stack-name', stack], 'Hello world API - HTTP 200', call)).toContain('REPORT');
    expect(await application.tail(['traces'], '## app.hello', call)).toContain('New XRay Service Graph');
  });

  it('calls the function without API Gateway', { timeout: patience }, async () => {
    const words = ['remote', 'invoke', 'HelloWorldFunction', '--stack-name', stack, '--event-file', 'events/hello.json'];
    expect(JSON.parse(await sam(words))).toMatchObject({ statusCode: 200, body: '{"message":"hello world"}' });
  });

  it('shows the stage once it is traced', { timeout: patience }, async () => {
    application.change('template.yaml', 'TracingEnabled: false', 'TracingEnabled: true');
    await sam(['build']);
    await sam([...deployment, '--s3-prefix', stack]);
    const event = await eventOf(await sampledCall());
    expect(event?.split('\n').slice(1, 4)).toEqual([
      ' - N - sam-app/Prod [HTTP: 200]',
      '   - N - Lambda [HTTP: 200]',
      ' - N - sam-app-HelloWorldFunction [HTTP: 200]',
    ]);
  });

  it('prints one trace by its id, and as JSON', { timeout: patience }, async () => {
    const trace = await sampledCall();
    expect(await eventOf(trace, ['--trace-id', trace])).toContain('## app.hello');
    const parsed = JSON.parse(await sam(['traces', '--trace-id', trace, '--output', 'json'])) as { Id: string };
    expect(parsed).toMatchObject({ Id: trace, LimitExceeded: false });
  });

  it('takes changed code without CloudFormation', { timeout: patience }, async () => {
    application.change('hello_world/app.py', 'return {"message": "hello world"}', 'return {"message": "hello sync"}');
    await sam(
      ['sync', '--code', '--no-dependency-layer', '--resource', 'AWS::Serverless::Function', '--stack-name', stack],
      ['y'],
    );
    expect(await (await fetch(await apiUrl())).json()).toEqual({ message: 'hello sync' });
  });

  it('is deployed by sync as another stack, its dependencies in a layer of a nested one', { timeout: patience }, async () => {
    await application.sam(['sync', '--stack-name', 'sync-app', '--no-watch'], ['y']);
    const answer = await fetch(await application.output('sync-app', 'HelloWorldApi'));
    expect(await answer.json()).toEqual({ message: 'hello sync' });
    const { Layers } = (await awsCli(server, 'lambda', 'list-layers')) as { Layers: { LayerName: string }[] };
    expect(Layers).toHaveLength(1);
    await application.sam(['delete', '--no-prompts', '--stack-name', 'sync-app', '--region', 'us-east-1']);
    expect(await awsCli(server, 'lambda', 'list-layers')).toEqual({ Layers: [] });
  });

  it('is deleted, and leaves nothing', { timeout: patience }, async () => {
    expect(await sam(['delete', '--no-prompts', '--stack-name', stack, '--region', 'us-east-1'])).toContain(
      'Deleted successfully',
    );
    expect(await awsCli(server, 'lambda', 'list-functions')).toMatchObject({ Functions: [] });
    expect(await awsCli(server, 'apigateway', 'get-rest-apis')).toEqual({ items: [] });
    expect(await awsCli(server, 'iam', 'list-roles')).toMatchObject({ Roles: [] });
    const { Stacks } = (await awsCli(server, 'cloudformation', 'describe-stacks')) as { Stacks: { StackName: string }[] };
    expect(Stacks.map(({ StackName }) => StackName)).toEqual(['aws-sam-cli-managed-default']);
  });
});
