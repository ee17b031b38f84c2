/** What `/_radiograph/health` answers while the last listeners are still being opened. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { resolveConfig } from '../../src/server/config.ts';
import { apiListener } from '../../src/server/front-door/api-listener.ts';
import type { FrontDoor } from '../../src/server/front-door/front-door.ts';
import { loadModels } from '../../src/server/wire/models.ts';
import { Router } from '../../src/server/wire/router.ts';

let health: object | undefined;
const door: FrontDoor = {
  config: resolveConfig({}, {}),
  router: new Router(loadModels()),
  services: new Map(),
  credentials: { find: () => undefined },
  controlPlane: { flushed: async () => {} } as FrontDoor['controlPlane'],
  fastPaths: new Map(),
  hostNames: new Set(),
  counters: { calls: 0, errors: 0, unsupported: new Map() },
  log: (line) => process.stderr.write(`${line}\n`),
};
const server = createServer(
  apiListener({ door, httpApis: [], health: () => health, consoleUrl: () => undefined, codeZip: async () => undefined }),
);

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.close();
});

it('says that it is starting, and that it is ready only once it is', async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/_radiograph/health`;
  const early = await fetch(url);
  expect([early.status, await early.json()]).toEqual([503, { status: 'starting' }]);
  health = { status: 'ready' };
  const late = await fetch(url);
  expect([late.status, await late.json()]).toEqual([200, { status: 'ready' }]);
});
