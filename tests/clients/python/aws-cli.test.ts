/** The AWS CLI against a running server, command by command as in AWS's documentation. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsCli, awsCliRun } from '../../harness/clients.ts';
import { eventually } from '../../harness/eventually.ts';
import { zipArgument, zipFunction } from '../../harness/function-package.ts';
import { trustsLambda } from '../../harness/function-role.ts';
import { newSegment } from '../../harness/segments.ts';
import { startTestServer, type TestServer, temporaryDirectory } from '../../harness/server.ts';

const files = temporaryDirectory();
let server: TestServer;
const aws = (...words: string[]) => awsCli(server, ...words);

const trust = JSON.stringify(trustsLambda);

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(async () => {
  await server?.stop();
  files.remove();
});

describe('aws sts', () => {
  it('is the default account for unknown keys', async () => {
    expect(await aws('sts', 'get-caller-identity')).toMatchObject({ Account: '000000000000' });
  });

  it('is the account that a key id of 12 digits names', async () => {
    const { stdout } = await awsCliRun(server, ['sts', 'get-caller-identity'], { AWS_ACCESS_KEY_ID: '123456789012' });
    expect(JSON.parse(stdout)).toMatchObject({ Account: '123456789012' });
  });
});

describe('aws xray', () => {
  it('gives a segment back as it was sent, with its trace', async () => {
    const segment = newSegment({ annotations: { customer: 'Zoë' } });
    const put = await aws('xray', 'put-trace-segments', '--trace-segment-documents', JSON.stringify(segment));
    expect(put).toEqual({ UnprocessedTraceSegments: [] });
    const { Traces } = (await aws('xray', 'batch-get-traces', '--trace-ids', segment.trace_id)) as {
      Traces: { Id: string; Segments: { Document: string }[] }[];
    };
    expect(Traces.map(({ Id }) => Id)).toEqual([segment.trace_id]);
    expect(JSON.parse(Traces[0]?.Segments[0]?.Document ?? '')).toMatchObject(segment);
  });

  it('finds a trace by its annotation, and no other', async () => {
    const segments = ['red', 'blue'].map((colour) => newSegment({ name: 'painter', annotations: { colour } }));
    await aws('xray', 'put-trace-segments', '--trace-segment-documents', ...segments.map((segment) => JSON.stringify(segment)));
    const now = Math.floor(Date.now() / 1000);
    const { TraceSummaries } = (await aws(
      ...['xray', 'get-trace-summaries', '--start-time', `${now - 60}`, '--end-time', `${now + 1}`],
      ...['--filter-expression', 'annotation.colour = "blue"'],
    )) as { TraceSummaries: { Id: string }[] };
    expect(TraceSummaries.map(({ Id }) => Id)).toEqual([segments[1]?.trace_id]);
  });

  it('draws the edge from a caller to the service it called', async () => {
    const caller = newSegment({ name: 'web' });
    const call = {
      id: '1111111111111111',
      name: 'stock',
      namespace: 'remote',
      start_time: caller.start_time,
      end_time: caller.end_time,
    };
    const callee = newSegment({ name: 'stock', trace_id: caller.trace_id, parent_id: call.id });
    const documents = [{ ...caller, subsegments: [call] }, callee].map((segment) => JSON.stringify(segment));
    await aws('xray', 'put-trace-segments', '--trace-segment-documents', ...documents);
    const { Services } = (await aws('xray', 'get-trace-graph', '--trace-ids', caller.trace_id)) as {
      Services: { Name: string; Type?: string; ReferenceId: number; Edges: { ReferenceId: number }[] }[];
    };
    // Whoever calls the first service is a node too, of its name.
    const byName = new Map(Services.filter(({ Type }) => Type !== 'client').map((service) => [service.Name, service]));
    expect(byName.get('web')?.Edges.map(({ ReferenceId }) => ReferenceId)).toEqual([byName.get('stock')?.ReferenceId]);
  });

  it('says which filter expression it cannot read', async () => {
    const words = ['xray', 'get-trace-summaries', '--start-time', '1', '--end-time', '2', '--filter-expression', 'service('];
    const { code, stderr } = await awsCliRun(server, words);
    expect(code).not.toBe(0);
    expect(stderr).toContain('InvalidRequestException');
  });

  it('names the operation that is not built', async () => {
    const { code, stderr } = await awsCliRun(server, ['ssm', 'describe-maintenance-windows']);
    expect(code).not.toBe(0);
    expect(stderr).toContain('DescribeMaintenanceWindows');
  });
});

describe('aws lambda', () => {
  const name = 'cli-function';
  const command = (operation: string, ...words: string[]) => aws('lambda', operation, '--function-name', name, ...words);

  it('deploys, traces, versions and invokes a function', async () => {
    const created = (await aws('iam', 'create-role', '--role-name', 'cli-role', '--assume-role-policy-document', trust)) as {
      Role: { Arn: string };
    };
    for (const policy of ['service-role/AWSLambdaBasicExecutionRole', 'AWSXRayDaemonWriteAccess'])
      await aws('iam', 'attach-role-policy', '--role-name', 'cli-role', '--policy-arn', `arn:aws:iam::aws:policy/${policy}`);
    const code = zipArgument(files.path, zipFunction('hello'));
    expect(
      await command(
        'create-function',
        ...['--runtime', 'python3.11', '--handler', 'app.lambda_handler'],
        ...['--role', created.Role.Arn, '--zip-file', code, '--environment', 'Variables={GREETING=hello}'],
      ),
    ).toMatchObject({ FunctionName: name, TracingConfig: { Mode: 'PassThrough' } });
    await aws('lambda', 'wait', 'function-active-v2', '--function-name', name);

    expect(await command('update-function-configuration', '--tracing-config', 'Mode=Active')).toMatchObject({
      TracingConfig: { Mode: 'Active' },
    });
    await aws('lambda', 'wait', 'function-updated-v2', '--function-name', name);
    expect(await command('publish-version')).toMatchObject({ Version: '1', TracingConfig: { Mode: 'Active' } });
    await command('create-alias', '--name', 'live', '--function-version', '1');

    const output = `${files.path}/answer.json`;
    const payload = JSON.stringify({ greet: 'Zoë' });
    expect(await command('invoke', '--qualifier', 'live', '--payload', payload, output)).toMatchObject({
      StatusCode: 200,
      ExecutedVersion: '1',
    });
    expect(JSON.parse(readFileSync(output, 'utf8'))).toMatchObject({ event: { greet: 'Zoë' }, greeting: 'hello', version: '1' });
  });

  it('shows what the function printed in its log group', async () => {
    const lines = await eventually('the REPORT line', async () => {
      const words = ['logs', 'filter-log-events', '--log-group-name', `/aws/lambda/${name}`, '--query', 'events[].message'];
      const messages = (JSON.parse((await awsCliRun(server, words)).stdout || '[]') as string[]).join('');
      return messages.includes('REPORT') ? messages : undefined;
    });
    expect(lines).toContain(`hello from ${name}`);
    expect(lines).toMatch(/START RequestId: [\da-f-]{36} Version: 1/);
    expect(lines).toMatch(/XRAY TraceId: 1-[\da-f]{8}-[\da-f]{24}/);
  });

  it('answers ResourceNotFoundException for a function that is not there', async () => {
    const { code, stderr } = await awsCliRun(server, ['lambda', 'get-function', '--function-name', 'nothing']);
    expect(code).not.toBe(0);
    expect(stderr).toContain('ResourceNotFoundException');
    expect(stderr).toContain('Function not found: arn:aws:lambda:us-east-1:000000000000:function:nothing');
  });

  it('forgets a function that is deleted', async () => {
    await command('delete-function');
    expect(await aws('lambda', 'list-functions')).toEqual({ Functions: [] });
  });
});
