/**
 * The only file that wires. It opens the store, makes the services, hands each the ports it needs, and opens the listeners.
 *
 * Who calls it: the command line (`start`, `run`, `demo`).
 */

import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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
import { apiGatewayResources } from './services/apigateway/resources/resources.ts';
import { createApiGateway } from './services/apigateway/service.ts';
import { apiGatewayV2Resources } from './services/apigatewayv2/resources/resources.ts';
import { createApiGatewayV2 } from './services/apigatewayv2/service.ts';
import { createCloudControl } from './services/cloudcontrol/service.ts';
import { createCloudFormation } from './services/cloudformation/service.ts';
import { createCloudWatch } from './services/cloudwatch/service.ts';
import { createEcr } from './services/ecr/service.ts';
import { eventsReaders } from './services/events/resources/readers.ts';
import { eventsResources } from './services/events/resources/resources.ts';
import { createEvents } from './services/events/service.ts';
import { createExecuteApi } from './services/execute-api/service.ts';
import { iamResources } from './services/iam/resources/resources.ts';
import { createIam } from './services/iam/service.ts';
import { kmsResources } from './services/kms/resources/key.ts';
import { createExecution } from './services/lambda/execution.ts';
import { lambdaReaders } from './services/lambda/resources/readers.ts';
import { lambdaResources } from './services/lambda/resources/resources.ts';
import { createLambda } from './services/lambda/service.ts';
import { logsResources } from './services/logs/resources/resources.ts';
import { createLogs } from './services/logs/service.ts';
import { asking } from './services/resource-properties.ts';
import { createS3 } from './services/s3/service.ts';
import type { Service } from './services/service.ts';
import { createSsm } from './services/ssm/service.ts';
import { createSts } from './services/sts/service.ts';
import { isOtlpRequest } from './services/xray/otlp/receiver.ts';
import { xrayResources } from './services/xray/resources/resources.ts';
import { createXray } from './services/xray/service.ts';
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
    const { clickhouse, ingestLog, controlPlane } = store;

    const iam = createIam({ controlPlane, config });
    const sts = createSts({ roles: iam.roles, credentials: iam.credentials });
    const xray = createXray({ clickhouse, ingestLog, controlPlane, config });
    const cloudwatch = createCloudWatch({ clickhouse, ingestLog, controlPlane, config });
    let apiUrl = '';
    let isolated = false;
    const lambda = createLambda({
      controlPlane,
      roles: iam.roles,
      dataDir: directory.path,
      config,
      readObject: (...object) => s3.readObject(...object),
      apiUrl: () => apiUrl,
      metricSink: cloudwatch.metricSink,
      identifyUrlCaller: (request) => identifyUrlCaller(door, request),
      codeUrl: (sha256) => `${apiUrl}/_radiograph/code/${sha256}`,
    });
    closers.push(() => lambda.close());
    const { metricSink, takeLogEvents: onEvents } = cloudwatch;
    const logs = createLogs({ clickhouse, ingestLog, controlPlane, invoker: lambda.invoker, metricSink, onEvents });
    const apigateway = createApiGateway({ controlPlane, config, testMethod: (test) => executeApi.testMethod(test) });
    const apigatewayv2 = createApiGatewayV2({ controlPlane, config });
    const s3 = createS3({
      controlPlane,
      config,
      dataDir: directory.path,
      invoker: lambda.invoker,
      putEvent: (...event) => events.putEvent(...event),
      log,
    });
    const events = createEvents({
      controlPlane,
      invoker: lambda.invoker,
      logSink: logs.logSink,
      metricSink: cloudwatch.metricSink,
      log,
    });
    const ssm = createSsm({ controlPlane });
    const ecr = createEcr({ controlPlane });
    const executeApi = createExecuteApi({
      controlPlane,
      invoker: lambda.invoker,
      segmentSink: xray.segmentSink,
      metricSink: cloudwatch.metricSink,
      logSink: logs.logSink,
      identify: (request) => identifyUrlCaller(door, request, 'execute-api'),
      awsEndpoint: {
        url: () => apiUrl,
        authorization: ({ account, region }, service) =>
          config.auth === 'sigv4'
            ? undefined
            : `AWS4-HMAC-SHA256 Credential=${account}/20000101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
      sampler: xray.sampler,
      config,
    });
    const resources = [
      ...iamResources({ service: iam.service }),
      ...lambdaResources({ service: lambda.service }),
      ...logsResources({ service: logs.service }),
      ...xrayResources({ service: xray.service }),
      ...apiGatewayResources({ service: apigateway.service, controlPlane }),
      ...apiGatewayV2Resources({ service: apigatewayv2.service }),
      ...eventsResources({ service: events.service }),
      ...s3.resources,
      ...ssm.resources,
      ...ecr.resources,
      ...kmsResources({ controlPlane }),
    ];
    const cloudformation = createCloudFormation({
      controlPlane,
      config,
      resources,
      roles: iam.roles,
      readObject: s3.readObject,
      parameterValue: ssm.parameterValue,
      apiUrl: () => apiUrl,
      // Inside an isolated environment AWS's names lead here, over TLS; Node's cfn-response takes nothing else.
      functionApiUrl: () => (isolated ? 'https://cloudformation-custom-resource-response.s3.amazonaws.com' : apiUrl),
      invoker: lambda.invoker,
      log,
    });
    const cloudcontrol = createCloudControl({
      readers: [...lambdaReaders({ service: lambda.service }), ...eventsReaders({ service: events.service })],
      resources,
    });
    const services: Service[] = [
      xray.service,
      lambda.service,
      iam.service,
      sts.service,
      logs.service,
      cloudwatch.service,
      apigateway.service,
      apigatewayv2.service,
      cloudformation.service,
      s3.service,
      ssm.service,
      ecr.service,
      events.service,
      cloudcontrol.service,
    ];

    const bootstrap = config.auth === 'sigv4' ? withBootstrapKey(iam.credentials, controlPlane, config.accountId) : undefined;
    if (bootstrap?.created)
      log(
        `The first key, printed only now: AWS_ACCESS_KEY_ID=${bootstrap.created.accessKeyId} AWS_SECRET_ACCESS_KEY=${bootstrap.created.secretAccessKey}`,
      );
    const door: FrontDoor = {
      config,
      router: new Router(loadModels()),
      services: new Map(services.map((service) => [service.id, service])),
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
    const answerApi = apiListener({
      door,
      httpApis: [lambda.functionUrls, executeApi, cloudformation.customResourceDoor],
      otlp: { isRequest: isOtlpRequest, listener: answerOtlp },
      health: () => running.health(),
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

    const warnings: string[] = [];
    const tenant = { account: config.accountId, region: config.region };
    const daemon = await xray
      .listen({ host: config.host, port: config.xrayPort, tenant })
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EADDRINUSE') throw error;
        warnings.push(
          `Port ${config.xrayPort} is taken, most likely by an X-Ray daemon. X-Ray SDKs outside of functions are not heard; functions are still traced. Choose another with --xray-port.`,
        );
        return undefined;
      });
    if (daemon) closers.push(() => daemon.close());
    const collectorHas = (port: number, flag: string) => (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
      warnings.push(
        `Port ${port} is taken, most likely by an OpenTelemetry collector. Spans are taken at ${apiUrl}/v1/traces too; functions' own are not affected. Choose another with ${flag}.`,
      );
      return undefined;
    };
    const otlp = createServer({ keepAliveTimeout: 65_000 }, answerOtlp);
    const otlpHttp = await listen(otlp, config.host, config.otlpHttpPort).catch(
      collectorHas(config.otlpHttpPort, '--otlp-http-port'),
    );
    if (otlpHttp !== undefined) closers.push(() => closeServer(otlp));
    const grpc = await xray.otlp
      .listenGrpc({ host: config.host, port: config.otlpGrpcPort, tenant })
      .catch(collectorHas(config.otlpGrpcPort, '--otlp-grpc-port'));
    if (grpc) closers.push(() => grpc.close());
    if (execution.sandboxNotice) warnings.push(execution.sandboxNotice);
    if (!isLoopback(config.host))
      warnings.push(
        `Listening on ${config.host}: everyone who reaches this machine can read its traces and run code in its functions.`,
      );

    const page = await createConsole({
      config,
      call: directCaller(door),
      onTraces: (listener) => xray.onTraces((_tenant, traceIds) => listener(traceIds)),
      summary: () => running.health(),
      assetsDir: consoleAssets(),
    }).listen(config.host, config.consolePort);
    closers.push(() => page.close());
    // Without its login ticket: whoever reaches the API port is not thereby let into the console.
    consoleUrl = new URL(page.url).origin;

    const running: RunningServer = {
      apiUrl,
      consoleUrl: page.url,
      ports: {
        api: apiPort,
        console: page.port,
        xrayUdp: daemon?.udpPort,
        xrayTcp: daemon?.tcpPort,
        otlpHttp,
        otlpGrpc: grpc?.port,
      },
      sandbox: { kind: execution.sandboxKind, limits: execution.limits, notice: execution.sandboxNotice },
      warnings,
      dataDir: directory.path,
      health: () =>
        health(running, page, {
          config,
          door,
          started,
          parts: { store: store.stats(), xray: xray.stats() },
          environments: execution.environments().length,
          services,
        }),
      close: closeAll,
    };
    return running;
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

const reachable = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;

/** `dist/console`, seen from `dist/server` and from `src/server`. */
function consoleAssets(): string {
  const compiled = new URL('.', import.meta.url).pathname.includes('/dist/');
  return fileURLToPath(new URL(compiled ? '../console' : '../../dist/console', import.meta.url));
}
