/** AWS's X-Ray SDK for Node in a process of its own. */
import { BatchGetTracesCommand, CreateSamplingRuleCommand, XRayClient } from '@aws-sdk/client-xray';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientEnvironment, runProgram } from '../../harness/clients.ts';
import { eventually } from '../../harness/eventually.ts';
import { repository, startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(async () => {
  await server?.stop();
});

it('sends its segment by UDP and takes its sampling rules by TCP', async () => {
  const client = new XRayClient({
    endpoint: server.apiUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const addRule = (RuleName: string, URLPath: string, FixedRate: number) => {
    const anything = { ServiceName: '*', ServiceType: '*', Host: '*', HTTPMethod: '*', ResourceARN: '*', Version: 1 };
    const SamplingRule = { RuleName, URLPath, FixedRate, ReservoirSize: 0, Priority: 1, ...anything };
    return client.send(new CreateSamplingRuleCommand({ SamplingRule }));
  };
  await addRule('orders', '/orders/*', 1);
  await addRule('assets', '/assets/*', 0);
  const script = `${repository}/tests/clients/fixtures/scripts/xray-sdk-node.mjs`;
  const { code, stdout, stderr } = await runProgram(process.execPath, [script], { env: clientEnvironment(server) });
  expect(code, stderr).toBe(0);
  const result = JSON.parse(stdout) as { trace: string; decision: unknown; byRule: unknown };
  // A rule's name, where the SDK's own local rules would give true.
  expect(result.decision).toBe('Default');
  expect(result.byRule).toEqual(['orders', 'orders', false]);
  const document = await eventually('the segment sent by UDP', async () => {
    const { Traces } = await client.send(new BatchGetTracesCommand({ TraceIds: [result.trace] }));
    return Traces?.[0]?.Segments?.[0]?.Document;
  });
  expect(JSON.parse(document)).toMatchObject({
    name: 'node-shop',
    annotations: { colour: 'blue' },
    subsegments: [{ name: 'pay', fault: true, cause: { exceptions: [{ type: 'TypeError', message: 'no money' }] } }],
  });
});
