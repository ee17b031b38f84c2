/**
 * OpenTelemetry's collector with its X-Ray exporter, inside a function as AWS's classic layer has it: spans go from the function's SDK
 * to the collector, and from there as segments over TLS to X-Ray's own address, which leads to the server.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectorCache } from '../../../scripts/test-clients.mjs';
import { awsCli } from '../../harness/clients.ts';
import { deployFunction, invokeTraced, segmentNamed, type TracedSegment } from '../../harness/deployed-function.ts';
import { eventually } from '../../harness/eventually.ts';
import { zipFiles } from '../../harness/function-package.ts';
import { isolated } from '../../harness/isolation.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
const layer = `arn:aws:lambda:us-east-1:901920570463:layer:aws-otel-python-${architecture}-ver-1-32-0:2`;
const code = `
import boto3
sts = boto3.client('sts')
def lambda_handler(event, context):
    return sts.get_caller_identity()['Account']
`;

describe.runIf(isolated)('the collector in the classic layer', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ flags: ['--lambda-sampling', 'all', '--cache-dir', collectorCache] });
  });
  afterAll(async () => {
    await server?.stop();
  });

  /** The function with the layer, and these variables. */
  const deploy = (name: string, variables: Readonly<Record<string, string>> = {}) =>
    deployFunction(server, name, zipFiles({ 'app.py': code }), {
      more: [
        ...['--layers', layer, '--memory-size', '512', '--cli-read-timeout', '300', '--environment'],
        JSON.stringify({ Variables: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/otel-instrument', ...variables } }),
      ],
    });

  it('sends segments that it made itself, below Invocation', async () => {
    await deploy('collected');
    const { payload, segments, traceId } = await invokeTraced(server, 'collected', {});
    expect(payload).toBe('000000000000');
    const invocation = segmentNamed(segments, 'Invocation');
    const span = await eventually('the segment of the span', async () => {
      const { Traces } = (await awsCli(server, 'xray', 'batch-get-traces', '--trace-ids', traceId)) as {
        Traces: { Segments: { Document: string }[] }[];
      };
      const documents = (Traces[0]?.Segments ?? []).map(({ Document }) => JSON.parse(Document) as TracedSegment);
      return documents.find((document) => document['parent_id'] === invocation['id']);
    });
    expect(span.name).toBe('collected');
    expect(segmentNamed([span], 'STS')).toMatchObject({ namespace: 'aws', aws: { operation: 'GetCallerIdentity' } });
  }, 300_000);

  it('does as a configuration of the function says, and fails the init phase with a wrong one', async () => {
    await deploy('misled', { OPENTELEMETRY_COLLECTOR_CONFIG_URI: 'yaml:exporters::nonsense::x: 1' });
    const { payload, error } = await invokeTraced(server, 'misled', {});
    expect([error, payload]).toEqual(['Unhandled', expect.objectContaining({ errorType: 'Extension.InitError' })]);
  }, 300_000);
});
