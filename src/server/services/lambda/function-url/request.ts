/** One HTTP request at a function's URL, read once: what the other steps see instead of Node's objects. */
import type { IncomingMessage } from 'node:http';
import { parseFunctionUrl } from '../../function-url.ts';

export interface UrlRequest {
  /** Of the URL. */
  readonly id: string;
  readonly method: string;
  /** Behind the URL, as sent. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly queryString: string;
  /** Of the request line, whole: what a signature is made over. */
  readonly target: string;
  /** By name in lower case; the values in the client's order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Uint8Array;
  readonly sourceIp: string;
  /** `HTTP/1.1` */
  readonly protocol: string;
  /** That the request came in on. */
  readonly port: number;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

export function readUrlRequest(message: IncomingMessage, body: Uint8Array): UrlRequest {
  const target = message.url ?? '/';
  const mark = target.indexOf('?');
  const found = parseFunctionUrl(message.headers.host ?? '', mark < 0 ? target : target.slice(0, mark));
  const headers = new Map<string, string[]>();
  for (let index = 0; index + 1 < message.rawHeaders.length; index += 2) {
    const name = (message.rawHeaders[index] ?? '').toLowerCase();
    const values = headers.get(name) ?? [];
    values.push(message.rawHeaders[index + 1] ?? '');
    headers.set(name, values);
  }
  return {
    id: found?.id ?? '',
    method: message.method ?? 'GET',
    path: found?.path ?? '/',
    queryString: mark < 0 ? '' : target.slice(mark + 1),
    target,
    headers,
    body,
    sourceIp: (message.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
    protocol: `HTTP/${message.httpVersion}`,
    port: message.socket.localPort ?? 80,
    receivedAt: Date.now(),
  };
}
