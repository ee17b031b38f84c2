/**
 * Port 2000: what the X-Ray daemon offers to SDKs. Segments come by UDP, sampling is asked for over TCP at the same port.
 *
 * Who calls it: `service.ts`, for `listen()`. AWS page: "AWS X-Ray daemon". X-Ray SDKs know no endpoint variable: they send here.
 */
import { createSocket, type Socket } from 'node:dgram';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Asked of the kernel, which may grant less (`net.core.rmem_max`). */
const RECEIVE_BUFFER_BYTES = 8 * 1024 * 1024;

export interface ListenOptions {
  readonly host: string;
  /** 0 takes a free port, the same for both if it can be had. */
  readonly port: number;
}

export interface DaemonListener {
  readonly udpPort: number;
  readonly tcpPort: number;
  close(): Promise<void>;
}

/** @throws an error with code EADDRINUSE when either port is taken; then neither is held. */
export async function listenDaemon(
  { host, port }: ListenOptions,
  onDatagram: (bytes: Uint8Array) => void,
  answer: RequestListener,
): Promise<DaemonListener> {
  const tcp = createServer({ keepAliveTimeout: 30_000 }, answer);
  const tcpPort = await listenTcp(tcp, host, port);
  try {
    const udp = await listenUdp(host, tcpPort, onDatagram).catch((error: NodeJS.ErrnoException) => {
      if (port !== 0 || error.code !== 'EADDRINUSE') throw error;
      return listenUdp(host, 0, onDatagram);
    });
    return { udpPort: udp.address().port, tcpPort, close: () => close(tcp, udp) };
  } catch (error) {
    tcp.close();
    throw error;
  }
}

function listenTcp(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function listenUdp(host: string, port: number, onDatagram: (bytes: Uint8Array) => void): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4', recvBufferSize: RECEIVE_BUFFER_BYTES });
    const refuse = (error: Error): void => {
      socket.close();
      reject(error);
    };
    socket.once('error', refuse);
    socket.on('message', onDatagram);
    socket.bind({ address: host, port, exclusive: true }, () => {
      socket.off('error', refuse);
      // Errors of a bound socket concern single datagrams; the next one may be fine.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}

async function close(tcp: Server, udp: Socket): Promise<void> {
  const closed = [new Promise<void>((done) => tcp.close(() => done())), new Promise<void>((done) => udp.close(() => done()))];
  tcp.closeAllConnections();
  await Promise.all(closed);
}
