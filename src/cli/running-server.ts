/**
 * A server seen from the command line: one that already runs, found by its health answer, or one that this process starts.
 *
 * Who calls it: every command. `GET /_radiograph/health` on the API port is the only thing that is asked of a foreign process.
 */
import type { Config } from '../server/config.ts';
import type { RunningServer } from '../server/main.ts';
import type { ServerAddress } from './environment.ts';

/** The part of the health answer that the command line reads. */
export interface ServerHealth {
  readonly apiUrl: string;
  readonly consoleUrl: string;
  readonly region: string;
  readonly dataDir: string;
  readonly ports: RunningServer['ports'];
}

/** Where `config` says a server listens; a wildcard address is reached through loopback. */
export function apiUrlOf(config: Config): string {
  return `http://${reachable(config.host)}:${config.port}`;
}

/** The health of the Radiograph at `apiUrl`, or undefined when nothing or something else answers there. */
export async function findServer(apiUrl: string): Promise<ServerHealth | undefined> {
  try {
    const answer = await fetch(`${apiUrl}/_radiograph/health`, { signal: AbortSignal.timeout(2_000) });
    const health = (await answer.json()) as Partial<ServerHealth>;
    return answer.ok && typeof health.apiUrl === 'string' ? (health as ServerHealth) : undefined;
  } catch {
    return undefined;
  }
}

/** Loads and starts the server in this process. @throws what the server throws; `explainFailure` words it. */
export async function launchServer(config: Config, log: (line: string) => void): Promise<RunningServer> {
  const { startServer } = await import('../server/main.ts');
  return startServer(config, log);
}

/** What a client needs, of a server found or launched. */
export function addressOf(server: { apiUrl: string; ports: RunningServer['ports'] }, region: string): ServerAddress {
  const xray = server.ports.xrayUdp ?? server.ports.xrayTcp;
  const host = new URL(server.apiUrl).hostname;
  const { otlpHttp } = server.ports;
  return {
    apiUrl: server.apiUrl,
    region,
    xrayAddress: xray === undefined ? undefined : `${host}:${xray}`,
    // The API port takes spans too.
    otlpUrl: otlpHttp === undefined ? server.apiUrl : `http://${host}:${otlpHttp}`,
  };
}

function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
