/** The answer of `/_radiograph/health`, and of `/_localstack/health`. Called by main.ts. */
import type { Config } from './config.ts';
import type { ListeningConsole } from './console/server.ts';
import type { FrontDoor } from './front-door/front-door.ts';
import type { RunningServer } from './main.ts';
import type { Service } from './services/service.ts';

export interface HealthParts {
  readonly config: Config;
  readonly door: FrontDoor;
  readonly started: number;
  readonly parts: object;
  readonly environments: number;
  readonly services: readonly Service[];
}

/** What `/_radiograph/health` answers; `services` has the form that LocalStack's wait scripts read. */
export function health(
  running: RunningServer,
  page: ListeningConsole,
  { config, door, started, parts, environments, services }: HealthParts,
): object {
  return {
    status: 'ready',
    version: '0.1.0',
    apiUrl: running.apiUrl,
    consoleUrl: new URL(page.url).origin,
    ports: running.ports,
    region: config.region,
    accountId: config.accountId,
    dataDir: running.dataDir,
    sandbox: running.sandbox,
    warnings: running.warnings,
    uptimeSeconds: Math.round((Date.now() - started) / 1000),
    calls: {
      total: door.counters.calls,
      errors: door.counters.errors,
      unsupported: Object.fromEntries(door.counters.unsupported),
    },
    memory: { rssBytes: process.memoryUsage.rss() },
    environments,
    ...parts,
    services: Object.fromEntries(services.map((service) => [service.id, 'running'])),
  };
}
