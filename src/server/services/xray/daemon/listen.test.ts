import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openControlPlane } from '../../../store/control-plane.ts';
import { getSamplingRules } from '../operations/get-sampling-rules.ts';
import { getSamplingTargets } from '../operations/get-sampling-targets.ts';
import { centralSampling } from '../sampling/central-sampling.ts';
import { daemonHttp } from './http.ts';
import { listenDaemon } from './listen.ts';

const tenant = { account: '000000000000', region: 'us-east-1' };
const directory = mkdtempSync(join(tmpdir(), 'radiograph-daemon-'));
const controlPlane = openControlPlane(directory);
const sampling = centralSampling(controlPlane, Date.now);
const answer = daemonHttp({ rules: getSamplingRules(sampling.rules), targets: getSamplingTargets(sampling) }, tenant);
afterAll(async () => {
  await controlPlane.close();
  rmSync(directory, { recursive: true });
});
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function open(onDatagram: (bytes: Uint8Array) => void = () => undefined) {
  const listener = await listenDaemon({ host: '127.0.0.1', port: 0 }, onDatagram, answer);
  closers.push(() => listener.close());
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${listener.tcpPort}${path}`, { method: 'POST', body, headers });
  return { listener, post };
}

describe('port 2000', () => {
  it('hears datagrams on the UDP port of the same number', async () => {
    const heard = new Promise<string>((resolve) => {
      void open((bytes) => resolve(Buffer.from(bytes).toString())).then(({ listener }) => {
        expect(listener.udpPort).toBe(listener.tcpPort);
        const socket = createSocket('udp4');
        socket.send('hello', listener.udpPort, '127.0.0.1', () => socket.close());
      });
    });
    expect(await heard).toBe('hello');
  });

  it('answers unsigned calls for sampling rules with the Default rule, times in epoch seconds', async () => {
    const { post } = await open();
    const response = await post('/GetSamplingRules', '{}');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      SamplingRuleRecords: [{ SamplingRule: { RuleName: 'Default', Priority: 10_000, FixedRate: 0.05 }, CreatedAt: 0 }],
      NextToken: null,
    });
  });

  it('answers unsigned calls for sampling targets', async () => {
    const { post } = await open();
    const body = JSON.stringify({
      SamplingStatisticsDocuments: [{ RuleName: 'Default', ClientID: 'c'.repeat(24), Timestamp: 1 }],
    });
    await post('/SamplingTargets', body);
    expect(await (await post('/SamplingTargets', body)).json()).toMatchObject({
      SamplingTargetDocuments: [{ ReservoirQuota: 1, Interval: 10 }],
      LastRuleModification: 0,
    });
  });

  it('takes nothing else: other paths, what is not JSON, and calls from web pages', async () => {
    const { post } = await open();
    expect((await post('/TraceSegments', '{}')).status).toBe(403);
    expect((await post('/GetSamplingRules', '{}', { origin: 'https://evil.example' })).status).toBe(403);
    const bad = await post('/SamplingTargets', '[1]');
    expect(bad.status).toBe(400);
    expect(bad.headers.get('x-amzn-errortype')).toBe('SerializationException');
    expect((await post('/SamplingTargets', '{"SamplingStatisticsDocuments":[1]}')).status).toBe(400);
  });

  it('says EADDRINUSE when the TCP or the UDP port is taken, and holds neither', async () => {
    const tcp = createServer();
    tcp.listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    closers.push(() => tcp.close());
    const taken = (tcp.address() as AddressInfo).port;
    await expect(listenDaemon({ host: '127.0.0.1', port: taken }, () => undefined, answer)).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });

    const udp = createSocket('udp4');
    udp.bind(0, '127.0.0.1');
    await once(udp, 'listening');
    closers.push(() => udp.close());
    const port = udp.address().port;
    await expect(listenDaemon({ host: '127.0.0.1', port }, () => undefined, answer)).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    const again = createServer();
    again.listen(port, '127.0.0.1');
    await once(again, 'listening');
    closers.push(() => again.close());
  });
});
