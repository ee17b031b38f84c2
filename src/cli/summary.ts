/**
 * The box that says a server is ready: where it listens, how functions are isolated, and the lines to export.
 *
 * Who calls it: `start`, `demo` and `run`, with the real ports of the started server.
 */
import type { Config } from '../server/config.ts';
import type { RunningServer } from '../server/main.ts';
import { clientVariables, exportLines } from './environment.ts';
import { addressOf } from './running-server.ts';

type Summarised = Pick<RunningServer, 'apiUrl' | 'consoleUrl' | 'ports' | 'sandbox' | 'warnings' | 'dataDir'>;

/** Several lines, without a final newline. Warnings follow the box, since they may be long. */
export function readySummary(server: Summarised, config: Config, version: string): string {
  const rows: [string, string][] = [
    ['Console', server.consoleUrl],
    ['AWS APIs', `${server.apiUrl}  (also execute-api and function URLs)`],
    ['X-Ray daemon', daemonRow(server, config)],
    ['OpenTelemetry', otlpRow(server, config)],
    ['Functions', server.sandbox.kind === 'none' ? 'run as plain processes, NOT isolated' : `isolated by ${server.sandbox.kind}`],
    ['Data', config.ephemeral ? `${server.dataDir}  (removed at the end)` : server.dataDir],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const exports = exportLines(clientVariables(addressOf(server, config.region)));
  const box = boxed([
    `Radiograph ${version} is ready`,
    '',
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
    '',
    ...exports.split('\n'),
  ]);
  const warnings = [server.sandbox.notice, ...server.warnings].filter((line) => line !== undefined && line !== '');
  return [box, ...new Set(warnings.map((line) => `! ${line}`))].join('\n');
}

function daemonRow(server: Summarised, config: Config): string {
  const { xrayUdp, xrayTcp } = server.ports;
  if (xrayUdp === undefined && xrayTcp === undefined) return `not listening (port ${config.xrayPort} is taken)`;
  const host = new URL(server.apiUrl).hostname;
  if (xrayUdp === xrayTcp) return `${host}:${xrayUdp}  (UDP and TCP)`;
  return [xrayUdp && `udp:${host}:${xrayUdp}`, xrayTcp && `tcp:${host}:${xrayTcp}`].filter(Boolean).join(' ');
}

function otlpRow(server: Summarised, config: Config): string {
  const { otlpHttp, otlpGrpc } = server.ports;
  const host = new URL(server.apiUrl).host.replace(/:\d+$/, '');
  const http =
    otlpHttp === undefined
      ? `${server.apiUrl}/v1/traces  (port ${config.otlpHttpPort} is taken)`
      : `http://${host}:${otlpHttp}  (OTLP over HTTP)`;
  return otlpGrpc === undefined ? http : `${http}, ${host}:${otlpGrpc}  (gRPC)`;
}

/** Draws a frame that is as wide as its longest line. */
function boxed(lines: readonly string[]): string {
  const width = Math.max(...lines.map((line) => line.length));
  const rule = '─'.repeat(width + 2);
  return [`╭${rule}╮`, ...lines.map((line) => `│ ${line.padEnd(width)} │`), `╰${rule}╯`].join('\n');
}
