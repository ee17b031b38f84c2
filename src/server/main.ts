/**
 * Wires the whole: opens the store, has the services made (services/index.ts), puts the front door before them, and opens the ports.
 *
 * Who calls it: the command line (`start`, `run`, `demo`).
 */

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from './config.ts';
import { createConsole } from './console/server.ts';
import { openDataDirectory } from './data-directory.ts';
import { apiListener } from './front-door/api-listener.ts';
import { withBootstrapKey } from './front-door/bootstrap-key.ts';
import { refusalOf } from './front-door/checks.ts';
import { directCaller } from './front-door/direct-caller.ts';
import type { FrontDoor } from './front-door/front-door.ts';
import { otlpTenant } from './front-door/otlp-tenant.ts';
import { identifyUrlCaller } from './front-door/url-caller.ts';
import { health } from './health.ts';
import { closeServer, listen, openCollectors } from './listeners.ts';
import { createServices } from './services/index.ts';
import { createExecution } from './services/lambda/execution.ts';
import { asking } from './services/resource-properties.ts';
import { isOtlpRequest } from './services/xray/otlp/receiver.ts';
import { openStore } from './store/store.ts';
import { loadModels } from './wire/models.ts';
import { Router } from './wire/router.ts';

export interface RunningServer {
  readonly apiUrl: string;
  readonly consoleUrl: string;
  readonly ports: {
    readonly api: number;
    readonly console: number;
    readonly xrayUdp: number | undefined;
    readonly xrayTcp: number | undefined;
    readonly otlpHttp: number | undefined;
    readonly otlpGrpc: number | undefined;
  };
  readonly sandbox: {
    readonly kind: 'bubblewrap' | 'none';
    /** What bounds memory and processes. */
    readonly limits: 'cgroup2' | 'cgroup1' | 'watchdog';
    readonly notice: string | undefined;
  };
  readonly warnings: readonly string[];
  readonly dataDir: string;
  /** What `/_radiograph/health` answers. */
  health(): object;
  close(): Promise<void>;
}

/**
 * Starts everything; resolves once all listeners are open.
 * @throws EADDRINUSE (with `port`) for the API and console ports; without port 2000 the server goes on and says so.
 */
export async function startServer(
  options: Config,
  log: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): Promise<RunningServer> {
  const started = Date.now();
  const directory = openDataDirectory(options);
  const config: Config = { ...options, dataDir: directory.path };
  const closers: (() => Promise<void> | void)[] = [() => directory.release()];
  const closeAll = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const store = await openStore({
      dataDir: directory.path,
      ...(config.clickhouseUrl ? { clickhouseUrl: config.clickhouseUrl } : {}),
    });
    closers.push(() => store.close());
    const { controlPlane } = store;

    let apiUrl = '';
    let isolated = false;
    const services = createServices({
      store,
      config,
      apiUrl: () => apiUrl,
      isIsolated: () => isolated,
      identifyCaller: (request, signedFor) => identifyUrlCaller(door, request, signedFor),
      log,
    });
    const { iam, xray, cloudwatch, lambda, logs, s3, events, executeApi, cloudformation } = services;
    closers.push(() => lambda.close());

    const bootstrap = config.auth === 'sigv4' ? withBootstrapKey(iam.credentials, controlPlane, config.accountId) : undefined;
    if (bootstrap?.created)
      log(
        `The first key, printed only now: AWS_ACCESS_KEY_ID=${bootstrap.created.accessKeyId} AWS_SECRET_ACCESS_KEY=${bootstrap.created.secretAccessKey}`,
      );
    const door: FrontDoor = {
      config,
      router: new Router(loadModels()),
      services: new Map(services.all.map((service) => [service.id, service])),
      credentials: bootstrap?.credentials ?? iam.credentials,
      controlPlane,
      fastPaths: new Map([['xray:PutTraceSegments', xray.fastPath]]),
      bodyReceivers: new Map([['s3', s3.receiveBody]]),
      hostNames: new Set([config.host]),
      counters: { calls: 0, errors: 0, unsupported: new Map() },
      log,
    };
    const answerOtlp = xray.otlp.http({
      tenantOf: (request, body) => otlpTenant(door, request, body),
      refusal: (request) => refusalOf(request, door.hostNames),
      corsOrigins: new Set(config.otlpCorsOrigins),
    });
    let consoleUrl: string | undefined;
    // Requests may come before the last listener is open.
    let running: RunningServer | undefined;
    const answerApi = apiListener({
      door,
      httpApis: [lambda.functionUrls, executeApi, cloudformation.customResourceDoor],
      otlp: { isRequest: isOtlpRequest, listener: answerOtlp },
      health: () => running?.health(),
      consoleUrl: () => consoleUrl,
      codeZip: (sha256) => readFile(join(directory.path, 'code', `${sha256}.zip`)).catch(() => undefined),
    });

    await store.start();
    await xray.start();
    closers.push(() => xray.close());
    await cloudwatch.start();
    closers.push(() => cloudwatch.close());
    await logs.start();
    closers.push(() => logs.close());

    const execution = createExecution({
      catalogue: lambda.catalogue,
      segmentSink: xray.segmentSink,
      logSink: logs.logSink,
      metricSink: cloudwatch.metricSink,
      destinations: {
        putEvent: events.putEvent,
        putObject: async (tenant, Bucket, Key, Body) => {
          const signal = AbortSignal.timeout(60_000);
          await asking(s3.service)({ tenant, signal }, 'PutObject', { Bucket, Key, Body });
        },
      },
      roles: iam.roles,
      config,
      doors: {
        api: answerApi,
        daemonTcp: xray.daemon.http,
        datagram: xray.daemon.datagram,
        otlp: { isRequest: isOtlpRequest, held: xray.otlp.held, heldGrpc: xray.otlp.heldGrpc },
      },
    });
    closers.push(() => execution.close());
    lambda.attachExecution(execution);
    isolated = execution.sandboxKind === 'bubblewrap';

    const api = createServer({ keepAliveTimeout: 65_000, requestTimeout: 0 }, answerApi);
    const apiPort = await listen(api, config.host, config.port);
    closers.push(() => closeServer(api));
    apiUrl = `http://${reachable(config.host)}:${apiPort}`;

    closers.push(() => events.close());
    events.start();

    closers.push(() => cloudformation.close());
    cloudformation.recover();

    const tenant = { account: config.accountId, region: config.region };
    const collectors = await openCollectors({ config, tenant, apiUrl, answerOtlp, xray });
    closers.push(() => collectors.close());
    const warnings = [...collectors.warnings];
    if (execution.sandboxNotice) warnings.push(execution.sandboxNotice);
    if (!isLoopback(config.host))
      warnings.push(
        `Listening on ${config.host}: everyone who reaches this machine can read its traces and run code in its functions.`,
      );

    const page = await createConsole({
      config,
      call: directCaller(door),
      onTraces: (listener) => xray.onTraces((_tenant, traceIds) => listener(traceIds)),
      summary: () => running?.health() ?? { status: 'starting' },
      assetsDir: consoleAssets(),
    }).listen(config.host, config.consolePort);
    closers.push(() => page.close());
    // Without its login ticket: whoever reaches the API port is not thereby let into the console.
    consoleUrl = new URL(page.url).origin;

    const server: RunningServer = {
      apiUrl,
      consoleUrl: page.url,
      ports: {
        api: apiPort,
        console: page.port,
        ...collectors.ports,
      },
      sandbox: { kind: execution.sandboxKind, limits: execution.limits, notice: execution.sandboxNotice },
      warnings,
      dataDir: directory.path,
      health: () =>
        health(server, page, {
          config,
          door,
          started,
          parts: { store: store.stats(), xray: xray.stats() },
          environments: execution.environments().length,
          services: services.all,
        }),
      close: closeAll,
    };
    running = server;
    return server;
  } catch (error) {
    await closeAll();
    throw error;
  }
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

const reachable = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;

/** `dist/console`, seen from `dist/server` and from `src/server`. */
function consoleAssets(): string {
  const compiled = new URL('.', import.meta.url).pathname.includes('/dist/');
  return fileURLToPath(new URL(compiled ? '../console' : '../../dist/console', import.meta.url));
}
