/**
 * Opens ports. Those that take traces beside the API's own may be taken by what they stand in for: then the server goes on without.
 *
 * Who calls it: main.ts.
 */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from './config.ts';
import type { Tenant } from './services/ports.ts';

interface PortOptions {
  readonly host: string;
  readonly port: number;
  readonly tenant: Tenant;
}

export interface CollectorOptions {
  readonly config: Config;
  /** Who sent what comes through doors that carry no account. */
  readonly tenant: Tenant;
  readonly apiUrl: string;
  readonly answerOtlp: RequestListener;
  readonly xray: {
    listen(options: PortOptions): Promise<{ readonly udpPort: number; readonly tcpPort: number; close(): Promise<void> }>;
    readonly otlp: { listenGrpc(options: PortOptions): Promise<{ readonly port: number; close(): Promise<void> }> };
  };
}

export interface OpenCollectors {
  /** Undefined where something else has the port. */
  readonly ports: Readonly<Record<'xrayUdp' | 'xrayTcp' | 'otlpHttp' | 'otlpGrpc', number | undefined>>;
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

/** X-Ray's daemon on UDP and TCP, and OTLP over HTTP and gRPC. */
export async function openCollectors({ config, tenant, apiUrl, answerOtlp, xray }: CollectorOptions): Promise<OpenCollectors> {
  const { host } = config;
  const warnings: string[] = [];
  const unlessTaken = (warning: string) => (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    warnings.push(warning);
    return undefined;
  };
  const collectorHas = (port: number, flag: string) =>
    unlessTaken(
      `Port ${port} is taken, most likely by an OpenTelemetry collector. Spans are taken at ${apiUrl}/v1/traces too; functions' own are not affected. Choose another with ${flag}.`,
    );
  const daemon = await xray
    .listen({ host, port: config.xrayPort, tenant })
    .catch(
      unlessTaken(
        `Port ${config.xrayPort} is taken, most likely by an X-Ray daemon. X-Ray SDKs outside of functions are not heard; functions are still traced. Choose another with --xray-port.`,
      ),
    );
  const otlp = createServer({ keepAliveTimeout: 65_000 }, answerOtlp);
  const otlpHttp = await listen(otlp, host, config.otlpHttpPort).catch(collectorHas(config.otlpHttpPort, '--otlp-http-port'));
  const grpc = await xray.otlp
    .listenGrpc({ host, port: config.otlpGrpcPort, tenant })
    .catch(collectorHas(config.otlpGrpcPort, '--otlp-grpc-port'));
  return {
    ports: { xrayUdp: daemon?.udpPort, xrayTcp: daemon?.tcpPort, otlpHttp, otlpGrpc: grpc?.port },
    warnings,
    async close() {
      await Promise.all([daemon?.close(), otlpHttp === undefined ? undefined : closeServer(otlp), grpc?.close()]);
    },
  };
}

/** Resolves to the port, which the system chose if it was 0. */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
