import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { explainFailure } from './failure.ts';
import { portHolder } from './port-holder.ts';

const open: Server[] = [];

function listening(answers: string | undefined): Promise<number> {
  const server = createServer((request, response) => {
    response.statusCode = request.url === answers ? 200 : 404;
    response.end('{}');
  });
  open.push(server);
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}

afterEach(() => {
  for (const server of open.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

it('knows another Radiograph by its health answer', async () => {
  expect(await portHolder(await listening('/_radiograph/health'))).toContain('another Radiograph');
});

it('knows LocalStack by its health answer', async () => {
  expect(await portHolder(await listening('/_localstack/health'))).toContain('LocalStack');
});

it.runIf(process.platform === 'linux')('names the process that holds a port', async () => {
  expect(await portHolder(await listening(undefined))).toContain(`process ${process.pid} (`);
});

it('says which port is taken and how to choose another', async () => {
  const text = await explainFailure(
    Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE', port: await listening(undefined) }),
  );
  expect(text).toMatch(/^Port \d+ is taken by .*choose another port.*--port/);
  expect(text).not.toContain('Error');
});

it('names the flag when the port is a default', async () => {
  const text = await explainFailure(Object.assign(new Error('x'), { code: 'EACCES', port: 4567 }));
  expect(text).toContain('--console-port or RADIOGRAPH_CONSOLE_PORT');
});
