/** The sampler of AWS's distribution of OpenTelemetry for Python, which asks the daemon's port for rules and targets. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { python } from '../../harness/clients.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(async () => {
  await server?.stop();
});

it('follows rules by attributes and path, takes its quota, and samples more while requests fail', async () => {
  expect(await python(server, 'adot_sampling.py', [server.address.xrayAddress ?? ''])).toEqual({
    never: false,
    gold: true,
    failing: false,
    boosted: true,
    quota: true,
  });
});
