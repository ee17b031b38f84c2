/** Logs Insights and metric filters with boto3, over events of a client and of a function. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { python } from '../../harness/clients.ts';
import { codeRunner, sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

interface Answer {
  readonly status: string;
  readonly rows: Readonly<Record<string, string>>[];
  readonly statistics: object;
}

let server: TestServer;
let seen: Record<string, unknown>;
const answer = (name: string) => seen[name] as Answer;

beforeAll(async () => {
  server = await startTestServer();
  const run = await codeRunner(server, 'printer-role');
  const code = `export const handler = async () => { console.log('hello', JSON.stringify({ answer: { text: 'grüezi' } })); return 1; };`;
  await run('printer', 'nodejs20.x', 'app.mjs', code);
  await new LambdaClient(sdkSettings(server)).send(new InvokeCommand({ FunctionName: 'printer' }));
  seen = (await python(server, 'boto3_insights.py', ['/aws/lambda/printer'])) as Record<string, unknown>;
});

afterAll(async () => {
  await server?.stop();
});

it('calculates over events', () => {
  expect(answer('stats')).toMatchObject({
    status: 'Complete',
    rows: [
      { path: '/a', n: '2', mean: '20' },
      { path: '/b', n: '1', mean: '250' },
    ],
    statistics: { recordsMatched: 3, recordsScanned: 3, logGroupsScanned: 1 },
  });
});

it('shows fields of JSON, and the whole record behind a row', () => {
  expect(answer('errors').rows).toEqual([
    {
      '@timestamp': expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/),
      'error.type': 'Timeout',
      '@log': '000000000000:/insights/app',
    },
  ]);
  expect(JSON.parse(String(seen['record']))).toMatchObject({ level: 'ERROR', ms: 250 });
  expect(seen['fields']).toEqual(expect.arrayContaining(['@message', 'level', 'error.type']));
});

it('finds the figures of invocations, and the JSON in what a function printed', () => {
  expect(answer('reports').rows).toEqual([{ invocations: '2', memory: '128' }]);
  expect(answer('printed').rows).toMatchObject([
    { '@requestId': expect.stringMatching(/^[\da-f-]{36}$/), 'answer.text': 'grüezi' },
  ]);
});

it('says where a query makes no sense', () => {
  expect(seen['malformed']).toEqual({
    location: { startCharOffset: 18, endCharOffset: 23 },
    message: 'unexpected symbol found count at line 1 and position 18',
  });
});

it('lists queries, the newest first', () => {
  expect(seen['described']).toEqual([[expect.stringContaining('filter @message like /hello/'), 'Complete']]);
});

it('gives CloudWatch what a metric filter takes out of events', () => {
  expect(seen['filters']).toMatchObject([{ filterName: 'latency', logGroupName: '/insights/app' }]);
  expect(seen['latency']).toEqual([[40, 2, 30, 'Milliseconds']]);
  expect(seen['tried']).toEqual([
    {
      eventNumber: 1,
      eventMessage: '10.0.0.1 GET /y 404 7',
      extractedValues: { $ip: '10.0.0.1', $2: 'GET', $3: '/y', $status: '404', $bytes: '7' },
    },
  ]);
});
