/**
 * The applications of examples/ beside the hello worlds, each deployed with the commands of its README by the real `sam`, called, and
 * looked at through X-Ray.
 */
import { GetServiceGraphCommand, XRayClient } from '@aws-sdk/client-xray';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsCli } from '../harness/clients.ts';
import { eventually } from '../harness/eventually.ts';
import { SamApplication } from '../harness/sam-application.ts';
import { sdkSettings } from '../harness/sdk.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

const patience = 300_000;
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ flags: ['--lambda-sampling', 'all'] });
});
afterAll(() => server.stop());

/** The service graph of the last minutes: `Type Name -> Type Name` of each edge, names without the random end that CloudFormation gave them. */
async function edges(): Promise<string[]> {
  const xray = new XRayClient(sdkSettings(server));
  const now = new Date();
  const { Services = [] } = await xray.send(
    new GetServiceGraphCommand({ StartTime: new Date(now.getTime() - 600_000), EndTime: now }),
  );
  const names = new Map(Services.map(({ ReferenceId, Type, Name }) => [ReferenceId, `${Type} ${Name?.replace(/-\w{12}$/, '')}`]));
  return Services.flatMap(({ ReferenceId, Edges = [] }) =>
    Edges.map((edge) => `${names.get(ReferenceId)} -> ${names.get(edge.ReferenceId)}`),
  );
}

/** Waits until the graph has all of these edges. */
function expectEdges(wanted: readonly string[]): Promise<true> {
  return eventually(`the edges ${wanted.join(', ')}`, async () => {
    const found = await edges();
    return wanted.every((edge) => found.includes(edge)) ? true : undefined;
  });
}

describe('xray-sdk', () => {
  let application: SamApplication;
  beforeAll(async () => {
    application = await SamApplication.copy(server, 'xray-sdk');
  });
  afterAll(() => application.remove());

  it('is built and deployed without questions', { timeout: patience }, async () => {
    await application.sam(['build']);
    expect(await application.sam(['deploy'])).toContain('Successfully created/updated stack - xray-sdk in us-east-1');
  });

  it('keeps the SDK in a layer and out of the function', { timeout: patience }, async () => {
    const name = await application.output('xray-sdk', 'Function');
    const configuration = await awsCli(server, 'lambda', 'get-function-configuration', '--function-name', name);
    expect(configuration).toMatchObject({ Layers: [{ Arn: expect.stringMatching(/:layer:xray-sdk-libs:1$/) }] });
    expect((configuration as { CodeSize: number }).CodeSize).toBeLessThan(10_000);
  });

  it('records what the function calls', { timeout: patience }, async () => {
    const answer = JSON.parse(await application.sam(['remote', 'invoke', 'Function', '--stack-name', 'xray-sdk'])) as object;
    expect(answer).toEqual({ functions: 1, remembered: 1 });
    await expectEdges([
      'client xray-sdk-Function -> AWS::Lambda xray-sdk-Function',
      'AWS::Lambda xray-sdk-Function -> AWS::Lambda::Function xray-sdk-Function',
      'AWS::Lambda::Function xray-sdk-Function -> AWS::lambda lambda',
      'AWS::Lambda::Function xray-sdk-Function -> remote /tmp/usage.sqlite',
    ]);
    const printed = await application.sam(['traces']);
    expect(printed.replaceAll(/\d+\.\d{3}s/g, 'N')).toMatch(
      / {3}- N - Invocation\n {5}- N - lambda \[HTTP: 200\]\n {5}- N - remember usage\n {7}- N - \/tmp\/usage.sqlite\n/,
    );
  });

  it('files its annotation', { timeout: patience }, async () => {
    const now = Math.floor(Date.now() / 1000);
    const words = ['--start-time', String(now - 600), '--end-time', String(now + 1)];
    const found = await awsCli(
      server,
      ...['xray', 'get-trace-summaries', ...words, '--filter-expression', 'annotation.functions = 1'],
    );
    expect((found as { TraceSummaries: unknown[] }).TraceSummaries).toHaveLength(1);
  });

  it('is deleted', { timeout: patience }, async () => {
    await application.sam(['delete', '--no-prompts', '--stack-name', 'xray-sdk', '--region', 'us-east-1']);
    expect(await awsCli(server, 'lambda', 'list-layers')).toEqual({ Layers: [] });
  });
});

describe('error-processor', () => {
  let application: SamApplication;
  beforeAll(async () => {
    application = await SamApplication.copy(server, 'error-processor');
  });
  afterAll(() => application.remove());

  it('is deployed without questions', { timeout: patience }, async () => {
    expect(await application.sam(['deploy'])).toContain('Successfully created/updated stack - error-processor in us-east-1');
  });

  it('reports a failure with its log and its trace to S3', { timeout: patience }, async () => {
    const invoke = ['remote', 'invoke', 'RandomErrorFunction', '--stack-name', 'error-processor', '--event'];
    expect(JSON.parse(await application.sam([...invoke, '{"fail": false}']))).toHaveProperty('depth');
    await application.run([...invoke, '{"fail": true}']);
    const bucket = await application.output('error-processor', 'Reports');
    const key = await eventually(
      'a report in the bucket',
      async () => {
        const listed = await awsCli(server, 's3api', 'list-objects-v2', '--bucket', bucket);
        return (listed as { Contents?: { Key: string }[] }).Contents?.[0]?.Key;
      },
      60_000,
    );
    const report = (await awsCli(server, 's3', 'cp', `s3://${bucket}/${key}`, '-')) as {
      requestId: string;
      log: string[];
      traces: { Segments: { Document: string }[] }[];
    };
    expect(key).toBe(`errors/${report.requestId}.json`);
    expect(report.log.join('\n')).toMatch(/\[ERROR\]\t.*\tnothing found at depth \d+[\s\S]*REPORT RequestId/);
    expect(report.log.every((line) => line.includes(report.requestId))).toBe(true);
    const segments = report.traces.flatMap(({ Segments }) => Segments.map(({ Document }) => JSON.parse(Document) as object));
    expect(segments).toContainEqual(expect.objectContaining({ origin: 'AWS::Lambda::Function', error: true }));
  });

  it('shows two functions, and the second one calling X-Ray, Logs and S3', { timeout: patience }, async () => {
    const [first, second] = ['error-processor-RandomErrorFunction', 'error-processor-ProcessorFunction'];
    await expectEdges([
      `AWS::Lambda ${first} -> AWS::Lambda::Function ${first}`,
      `AWS::Lambda ${second} -> AWS::Lambda::Function ${second}`,
      `AWS::Lambda::Function ${second} -> AWS::xray xray`,
      `AWS::Lambda::Function ${second} -> AWS::logs logs`,
      `AWS::Lambda::Function ${second} -> AWS::S3::Bucket error-processor-reports`,
    ]);
  });
});
