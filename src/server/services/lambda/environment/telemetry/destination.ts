/**
 * Delivers telemetry to a listener inside an environment: an array by HTTP, or a line for each event by TCP
 * (lambda/latest/dg/telemetry-api.html). Called by telemetry.ts.
 */
import { Agent, request } from 'node:http';
import type { Socket } from 'node:net';
import type { Deliver } from './subscription.ts';
import type { DestinationAddress } from './subscription-request.ts';

/** Connects to a port of the environment's own loopback. */
export type Connect = (port: number) => Promise<Socket>;

export interface Destination {
  readonly deliver: Deliver;
  close(): void;
}

export function openDestination(address: DestinationAddress, connect: Connect): Destination {
  return address.protocol === 'HTTP' ? overHttp(address, connect) : overTcp(address.port, connect);
}

/** Node's pool of connections, on sockets that come from elsewhere. */
class InsideAgent extends Agent {
  readonly #dial: () => Promise<Socket>;

  constructor(dial: () => Promise<Socket>) {
    super({ keepAlive: true, maxSockets: 1 });
    this.#dial = dial;
  }

  override createConnection(_options: unknown, done?: (error: Error | null, stream: Socket) => void): undefined {
    this.#dial().then(
      (socket) => done?.(null, socket),
      (error: Error) => done?.(error, undefined as unknown as Socket),
    );
    return undefined;
  }
}

function overHttp({ port, path, method }: DestinationAddress & { readonly protocol: 'HTTP' }, connect: Connect): Destination {
  const agent = new InsideAgent(() => connect(port));
  const deliver: Deliver = (batch) =>
    new Promise((resolve, reject) => {
      const body = Buffer.from(`[${batch.join(',')}]`);
      const headers = { Host: `sandbox.localdomain:${port}`, 'Content-Type': 'application/json', 'Content-Length': body.length };
      const outgoing = request({ agent, method, path, headers }, (response) => {
        response.resume();
        response.once('error', reject);
        response.once('end', () => {
          const { statusCode = 0 } = response;
          if (statusCode >= 200 && statusCode < 300) resolve();
          else reject(new Error(`The listener answered ${statusCode}.`));
        });
      });
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  return { deliver, close: () => agent.destroy() };
}

function overTcp(port: number, connect: Connect): Destination {
  let open: Socket | undefined;
  const deliver: Deliver = async (batch) => {
    const socket = open !== undefined && !open.destroyed ? open : await connect(port);
    socket.on('error', () => undefined);
    socket.resume();
    open = socket;
    await new Promise<void>((resolve, reject) => {
      const failed = (): void => reject(new Error('The connection closed.'));
      socket.once('close', failed);
      socket.write(`${batch.join('\n')}\n`, (error) => {
        socket.off('close', failed);
        if (error) reject(error);
        else resolve();
      });
    });
  };
  return { deliver, close: () => open?.destroy() };
}
