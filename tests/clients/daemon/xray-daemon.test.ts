/** AWS's own X-Ray daemon, which forwards what it hears by UDP to the server as if it were AWS. */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchGetTracesCommand, UpdateSamplingRuleCommand, XRayClient } from '@aws-sdk/client-xray';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { xrayDaemon } from '../../../scripts/test-clients.mjs';
import { clientEnvironment } from '../../harness/clients.ts';
import { eventually } from '../../harness/eventually.ts';
import { newSegment } from '../../harness/segments.ts';
import { startTestServer, type TestServer, temporaryDirectory } from '../../harness/server.ts';

const daemonPort = 21_347;
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(async () => {
  await server?.stop();
});

it("hands on a datagram's segment, and the sampling rules", async () => {
  const address = `127.0.0.1:${daemonPort}`;
  // Its command line has no endpoint, its configuration file has.
  const directory = temporaryDirectory();
  const configuration = join(directory.path, 'cfg.yaml');
  const socketLines = `Socket:\n  UDPAddress: "${address}"\n  TCPAddress: "${address}"\n`;
  writeFileSync(configuration, `Version: 2\nLocalMode: true\nRegion: us-east-1\nEndpoint: "${server.apiUrl}"\n${socketLines}`);
  const daemon = spawn(xrayDaemon, ['--config', configuration], {
    env: clientEnvironment(server),
    cwd: tmpdir(),
    stdio: 'ignore',
  });
  const client = new XRayClient({
    endpoint: server.apiUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const socket = createSocket('udp4');
  try {
    const segment = newSegment({ name: 'behind-the-daemon' });
    const datagram = `{"format": "json", "version": 1}\n${JSON.stringify(segment)}`;
    // The daemon says nothing when it is ready, so the same segment is sent until it arrives.
    const document = await eventually('the segment', async () => {
      socket.send(datagram, daemonPort, '127.0.0.1');
      const { Traces } = await client.send(new BatchGetTracesCommand({ TraceIds: [segment.trace_id] }));
      return Traces?.[0]?.Segments?.[0]?.Document;
    });
    expect(JSON.parse(document)).toMatchObject({ name: 'behind-the-daemon' });
    await client.send(new UpdateSamplingRuleCommand({ SamplingRuleUpdate: { RuleName: 'Default', FixedRate: 0.75 } }));
    const rules = await fetch(`http://${address}/GetSamplingRules`, { method: 'POST', body: '{}' });
    expect(await rules.json()).toMatchObject({
      SamplingRuleRecords: [{ SamplingRule: { RuleName: 'Default', FixedRate: 0.75 } }],
    });
    const report = {
      RuleName: 'Default',
      ClientID: 'c'.repeat(24),
      Timestamp: Date.now() / 1000,
      RequestCount: 1,
      SampledCount: 1,
    };
    const body = JSON.stringify({ SamplingStatisticsDocuments: [report] });
    const targets = await fetch(`http://${address}/SamplingTargets`, { method: 'POST', body });
    expect(await targets.json()).toMatchObject({ SamplingTargetDocuments: [{ RuleName: 'Default', FixedRate: 0.75 }] });
  } finally {
    socket.close();
    daemon.kill();
    directory.remove();
  }
});
