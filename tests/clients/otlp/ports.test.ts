/** Ports that somebody else has, most likely a collector: the server goes on and says so. */
import { createServer, type Server } from 'node:net';
import { expect, it } from 'vitest';
import { startTestServer } from '../../harness/server.ts';

function occupy(): Promise<{ server: Server; port: number }> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address !== null ? address.port : 0 });
    });
  });
}

it('are told, and spans are taken at the API port', async () => {
  const [http, grpc] = await Promise.all([occupy(), occupy()]);
  try {
    const flags = ['--otlp-http-port', `${http.port}`, '--otlp-grpc-port', `${grpc.port}`];
    const server = await startTestServer({ flags });
    try {
      expect([server.ports.otlpHttp, server.ports.otlpGrpc]).toEqual([undefined, undefined]);
      expect(server.output()).toContain(`${server.apiUrl}/v1/traces  (port ${http.port} is taken)`);
      expect(server.output()).toContain(`Port ${grpc.port} is taken, most likely by an OpenTelemetry collector.`);
      const response = await fetch(`${server.apiUrl}/v1/traces`, {
        method: 'POST',
        body: JSON.stringify({ resourceSpans: [] }),
        headers: { 'content-type': 'application/json' },
      });
      expect([response.status, await response.json()]).toEqual([200, {}]);
    } finally {
      await server.stop();
    }
  } finally {
    http.server.close();
    grpc.server.close();
  }
});
