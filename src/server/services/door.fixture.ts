/**
 * A port on this machine before something that answers HTTP requests once it has their body.
 *
 * Who calls it: the tests of doors: APIs and functions' URLs.
 */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body. */
  readonly text: string;
}

export class TestDoor {
  readonly #server;

  constructor(answer: (request: IncomingMessage, response: ServerResponse, body: Uint8Array) => Promise<void>) {
    this.#server = createServer((message, response) => {
      const parts: Buffer[] = [];
      message.on('data', (part: Buffer) => parts.push(part));
      message.on('end', () => void answer(message, response, Buffer.concat(parts)));
    });
  }

  open(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  send(method: string, path: string, headers: OutgoingHttpHeaders = {}, body?: Uint8Array | string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request({ port: this.port, host: '127.0.0.1', method, path, headers, agent: false }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const whole = Buffer.concat(parts);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: whole, text: whole.toString() });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
