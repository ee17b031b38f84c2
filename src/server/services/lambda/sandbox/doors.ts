/**
 * The environment's own doors: Runtime API, Radiograph's API, the X-Ray daemon, OTLP. Inside a network namespace they have Lambda's ports and
 * the holder opened them; without one they are loopback ports that the server opens here. Called by environment/start.ts.
 */
import { createSocket, type Socket as Datagrams } from 'node:dgram';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server as NetServer } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { CertificateAuthority } from '../../../tls/authority.ts';
import type { Handle } from './holder.ts';
import { type Forward, serveNames } from './name-server.ts';

/** Inside the namespace. */
export const doorPorts = [
  ['runtime', 'tcp', 9001],
  ['api', 'tcp', 4566],
  ['daemon', 'tcp', 2000],
  ['xray', 'udp', 2000],
  ['otlp', 'tcp', 4318],
  ['otlpGrpc', 'tcp', 4317],
] as const;

export interface DoorListeners {
  readonly runtime: RequestListener;
  readonly api: RequestListener;
  readonly daemon: RequestListener;
  readonly xray: (datagram: Uint8Array) => void;
  /** OTLP over HTTP. */
  readonly otlp: RequestListener;
  /** Makes the server of OTLP over gRPC, which listens nowhere yet. */
  readonly otlpGrpc: () => { readonly server: NetServer; close(): Promise<void> };
}

/** What `*.amazonaws.com` is inside an environment. */
export interface OwnNames {
  readonly authority: CertificateAuthority;
  readonly forward: Forward | undefined;
}

export interface OpenDoors {
  /** host:port as the function reaches them. */
  readonly runtime: string;
  readonly api: string;
  readonly daemon: string;
  /** Undefined where the port was left to the function's extensions. */
  readonly otlp: string | undefined;
  close(): void;
}

/** No time limits: a frozen function may hold its connections for minutes. */
const patient = {
  requestTimeout: 0,
  headersTimeout: 0,
  keepAliveTimeout: 0,
  connectionsCheckingInterval: 60_000,
  noDelay: true,
} as const;
const httpDoors = ['runtime', 'api', 'daemon'] as const;

/**
 * Doors on the sockets that were handed over. Names and TLS are left out where the network could not be prepared.
 * An address of AWS's that a client insists on (old SDKs, Node's cfn-response) reaches the API too, over TLS on 443.
 */
export function openHandedDoors(handles: ReadonlyMap<string, Handle>, listeners: DoorListeners, own: OwnNames): OpenDoors {
  const servers: Server[] = httpDoors.map((name) => createServer(patient, listeners[name]).listen(required(handles, name)));
  const otlp = handles.get('otlp');
  if (otlp !== undefined) servers.push(createServer(patient, listeners.otlp).listen(otlp));
  const grpcHandle = handles.get('otlpGrpc');
  const grpc = grpcHandle === undefined ? undefined : listeners.otlpGrpc();
  grpc?.server.listen(grpcHandle);
  const tls = handles.get('tls');
  if (tls !== undefined) servers.push(createTlsServer(tlsOptions(own.authority), listeners.api).listen(tls));
  const datagrams = createSocket('udp4');
  datagrams.bind(required(handles, 'xray') as never);
  hear(datagrams, listeners);
  const open = [datagrams];
  const names = handles.get('names');
  if (names !== undefined) {
    const socket = createSocket('udp4');
    socket.bind(names as never);
    serveNames(socket, own.forward);
    open.push(socket);
  }
  return {
    runtime: '127.0.0.1:9001',
    api: '127.0.0.1:4566',
    daemon: '127.0.0.1:2000',
    otlp: otlp === undefined ? undefined : '127.0.0.1:4318',
    close: () => {
      closeAll(servers, open);
      void grpc?.close();
    },
  };
}

function tlsOptions(authority: CertificateAuthority) {
  return {
    ...patient,
    SNICallback: (name: string, answer: (error: Error | null, context?: SecureContext) => void): void => {
      authority.contextFor(name).then(
        (context) => answer(null, context),
        (error: Error) => answer(error),
      );
    },
  };
}

/** Doors on free loopback ports of the host. The daemon has one number for UDP and TCP. */
export async function openLoopbackDoors(listeners: DoorListeners): Promise<OpenDoors> {
  const runtime = await listen(createServer(patient, listeners.runtime), 0);
  const api = await listen(createServer(patient, listeners.api), 0);
  const otlp = await listen(createServer(patient, listeners.otlp), 0);
  for (let attempt = 0; ; attempt += 1) {
    const daemon = await listen(createServer(patient, listeners.daemon), 0);
    const datagrams = createSocket('udp4');
    try {
      await new Promise<void>((resolve, reject) => {
        datagrams.once('error', reject);
        datagrams.bind(portOf(daemon), '127.0.0.1', resolve);
      });
      hear(datagrams, listeners);
      const at = (server: Server): string => `127.0.0.1:${portOf(server)}`;
      return {
        runtime: at(runtime),
        api: at(api),
        daemon: at(daemon),
        otlp: at(otlp),
        close: () => closeAll([runtime, api, daemon, otlp], [datagrams]),
      };
    } catch (error) {
      daemon.close();
      datagrams.close();
      if (attempt > 20) throw error;
    }
  }
}

function hear(datagrams: Datagrams, listeners: DoorListeners): void {
  datagrams.removeAllListeners('error');
  datagrams.on('error', () => undefined);
  datagrams.on('message', (bytes) => listeners.xray(bytes));
}

function listen(server: Server, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

function required(handles: ReadonlyMap<string, Handle>, name: string): Handle {
  const handle = handles.get(name);
  if (handle === undefined) throw new Error(`The sandbox did not hand over its ${name} door.`);
  return handle;
}

function closeAll(servers: readonly Server[], datagrams: readonly Datagrams[]): void {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  for (const socket of datagrams) socket.close();
}
