/** CloudWatch with the AWS SDK over each of its protocols, with the AWS CLI, and with the metrics of a function. */
import { CloudWatchClient, GetMetricStatisticsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsCli } from '../../harness/clients.ts';
import { deployFunction, invokeTraced } from '../../harness/deployed-function.ts';
import { eventually } from '../../harness/eventually.ts';
import { zipNodeFunction } from '../../harness/npm-packages.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ flags: ['--lambda-sampling', 'all'] });
});
afterAll(async () => {
  await server?.stop();
});

const range = () => ({ StartTime: new Date(Date.now() - 600_000), EndTime: new Date(Date.now() + 60_000), Period: 3600 });

async function sumWithCli(namespace: string, metric: string, ...dimensions: string[]): Promise<number | undefined> {
  const { StartTime, EndTime } = range();
  const words = ['--namespace', namespace, '--metric-name', metric, '--statistics', 'Sum', '--period', '3600'];
  const times = ['--start-time', StartTime.toISOString(), '--end-time', EndTime.toISOString()];
  const more = dimensions.length > 0 ? ['--dimensions', ...dimensions] : [];
  const { Datapoints } = (await awsCli(server, 'cloudwatch', 'get-metric-statistics', ...words, ...times, ...more)) as {
    Datapoints: { Sum: number }[];
  };
  return Datapoints[0]?.Sum;
}

const settings = { defaultNamespace: 'com.amazonaws.cloudwatch' };
const query = { ...settings, xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/', version: '2010-08-01' };

describe.each([
  ['JSON', {}, 'InvalidParameterValueException'],
  ['CBOR', { protocol: new AwsSmithyRpcV2CborProtocol(settings) }, 'InvalidParameterValueException'],
  ['Query', { protocol: new AwsQueryProtocol(query) }, 'InvalidParameterValueException'],
])('over %s', (name, protocol, errorName) => {
  it('the SDK reads what it wrote, and a refusal', async () => {
    const client = new CloudWatchClient({
      endpoint: server.apiUrl,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      ...protocol,
    });
    const metric = { MetricName: 'm', Dimensions: [{ Name: 'protocol', Value: name }] };
    const MetricData = [{ ...metric, Values: [1, 2.5], Counts: [2, 1], Unit: 'Count' as const }];
    await client.send(new PutMetricDataCommand({ Namespace: 'Sdk', MetricData }));
    const { Datapoints } = await client.send(
      new GetMetricStatisticsCommand({ ...range(), ...metric, Namespace: 'Sdk', Statistics: ['Sum', 'SampleCount'] }),
    );
    expect(Datapoints).toEqual([{ Timestamp: expect.any(Date), Sum: 4.5, SampleCount: 3, Unit: 'Count' }]);
    await expect(client.send(new PutMetricDataCommand({ Namespace: 'AWS/Mine', MetricData }))).rejects.toMatchObject({
      name: errorName,
    });
  });
});

it('clients that ask for codes of the Query protocol get them over JSON', async () => {
  const answer = async (headers: Record<string, string>) => {
    const response = await fetch(server.apiUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'GraniteServiceVersion20100801.GetMetricData',
        authorization:
          'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/monitoring/aws4_request, SignedHeaders=host, Signature=0',
        ...headers,
      },
      body: JSON.stringify({ StartTime: 1, EndTime: 1, MetricDataQueries: [{ Id: 'a', Expression: '1' }] }),
    });
    return [response.headers.get('x-amzn-query-error'), ((await response.json()) as { __type: string }).__type];
  };
  expect(await answer({ 'x-amzn-query-mode': 'true' })).toEqual(['ValidationError;Sender', 'ValidationException']);
  expect(await answer({})).toEqual([null, 'ValidationException']);
});

it('the AWS CLI puts, reads and lists', async () => {
  await awsCli(server, 'cloudwatch', 'put-metric-data', '--namespace', 'Cli', '--metric-name', 'm', '--value', '3');
  expect(await sumWithCli('Cli', 'm')).toBe(3);
  expect(await awsCli(server, 'cloudwatch', 'list-metrics', '--namespace', 'Cli')).toEqual({
    Metrics: [{ Namespace: 'Cli', MetricName: 'm', Dimensions: [] }],
  });
});

it('a function has its own metrics, and those that Powertools printed', async () => {
  const packages = ['tracer', 'logger', 'metrics'].map((name) => `@aws-lambda-powertools/${name}`);
  await deployFunction(server, 'measured', zipNodeFunction('powertools-node', packages), {
    runtime: 'nodejs20.x',
    handler: 'index.handler',
  });
  await invokeTraced(server, 'measured', { name: 'you' });
  const listed = await eventually('the metrics', async () => {
    const { Metrics } = (await awsCli(server, 'cloudwatch', 'list-metrics', '--namespace', 'Tests')) as {
      Metrics: { Dimensions: object[] }[];
    };
    return Metrics.length > 0 ? Metrics : undefined;
  });
  expect(listed[0]?.Dimensions).toContainEqual({ Name: 'service', Value: 'greeter' });
  expect(await sumWithCli('AWS/Lambda', 'Invocations', 'Name=FunctionName,Value=measured')).toBe(1);
  expect(await sumWithCli('AWS/Lambda', 'Errors', 'Name=FunctionName,Value=measured')).toBe(0);
  expect(await sumWithCli('AWS/Lambda', 'Duration', 'Name=FunctionName,Value=measured')).toBeGreaterThan(0);
});
