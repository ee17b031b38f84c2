import { expect, it } from 'vitest';
import { resolveConfig } from '../server/config.ts';
import { readySummary } from './summary.ts';

const server = {
  apiUrl: 'http://127.0.0.1:4566',
  consoleUrl: 'http://127.0.0.1:4567',
  ports: { api: 4566, console: 4567, xrayUdp: 2000, xrayTcp: 2000, otlpHttp: 4318, otlpGrpc: 4317 },
  sandbox: { kind: 'bubblewrap', limits: 'cgroup2', notice: undefined },
  warnings: [],
  dataDir: '/data',
} as const;

it('is a box of equal lines that ends with what to export', () => {
  const lines = readySummary(server, resolveConfig({}, {}), '1.0.0').split('\n');
  expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  expect(lines.join('\n')).toContain('export AWS_ENDPOINT_URL=http://127.0.0.1:4566');
  expect(lines.join('\n')).toContain('127.0.0.1:2000  (UDP and TCP)');
  expect(lines.join('\n')).toContain('http://127.0.0.1:4318  (OTLP over HTTP), 127.0.0.1:4317  (gRPC)');
});

it('says that functions are not isolated, and why, once', () => {
  const notice = 'bubblewrap is not installed.';
  const text = readySummary(
    { ...server, sandbox: { kind: 'none', limits: 'watchdog', notice }, warnings: [notice] },
    resolveConfig({}, {}),
    '1.0.0',
  );
  expect(text).toContain('NOT isolated');
  expect(text.split(notice)).toHaveLength(2);
});

it('says that the daemon port is taken', () => {
  const ports = { ...server.ports, xrayUdp: undefined, xrayTcp: undefined };
  expect(readySummary({ ...server, ports }, resolveConfig({}, {}), '1.0.0')).toContain('not listening (port 2000 is taken)');
});

it("says where spans go when the collector's port is taken", () => {
  const ports = { ...server.ports, otlpHttp: undefined };
  expect(readySummary({ ...server, ports }, resolveConfig({}, {}), '1.0.0')).toContain(
    'http://127.0.0.1:4566/v1/traces  (port 4318 is taken)',
  );
});
