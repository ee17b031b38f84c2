/**
 * One HTTP request to an API, read once: what the other steps see instead of Node's objects.
 */
import type { IncomingMessage } from 'node:http';
import type { ApiAddress } from './address.ts';
import { parseAddress } from './address.ts';

export type Pairs = readonly (readonly [name: string, value: string])[];

export interface ApiRequest {
  readonly address: ApiAddress;
  readonly method: string;
  /** Of the request line, whole: what a signature is made over. */
  readonly target: string;
  /** In the client's order and spelling. */
  readonly headers: Pairs;
  /** As sent, without the question mark. */
  readonly queryString: string;
  /** Decoded, in the client's order. */
  readonly query: Pairs;
  readonly body: Uint8Array;
  /** The peer's address. */
  readonly sourceIp: string;
  /** `HTTP/1.1`. */
  readonly protocol: string;
  /** The port that the request came in on. */
  readonly port: number;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

/** Undefined when host and path name no API. */
export function readRequest(message: IncomingMessage, body: Uint8Array, receivedAt: number): ApiRequest | undefined {
  const [path = '/', queryString = ''] = splitOnce(message.url ?? '/', '?');
  const address = parseAddress(message.headers.host ?? '', path);
  if (!address) return undefined;
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < message.rawHeaders.length; i += 2)
    headers.push([message.rawHeaders[i] ?? '', message.rawHeaders[i + 1] ?? '']);
  return {
    address,
    method: message.method ?? 'GET',
    target: message.url ?? '/',
    headers,
    queryString,
    query: parseQuery(queryString),
    body,
    sourceIp: (message.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
    protocol: `HTTP/${message.httpVersion}`,
    port: message.socket.localPort ?? 80,
    receivedAt,
  };
}

/** The first header of that name; names match in any case. */
export function headerOf(request: ApiRequest, name: string): string | undefined {
  return request.headers.find(([given]) => given.toLowerCase() === name)?.[1];
}

/** `a=1&b` is `[a, 1]` and `[b, '']`; `+` is a blank; what cannot be decoded stays as it is. */
export function parseQuery(text: string): Pairs {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', value = ''] = splitOnce(part, '=');
      return [decode(name.replaceAll('+', ' ')), decode(value.replaceAll('+', ' '))] as const;
    });
}

/** Percent-decoding that never throws. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
