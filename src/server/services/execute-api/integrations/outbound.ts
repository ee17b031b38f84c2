/**
 * One HTTP request to a back end somewhere else: http and https only, with bounds on time and size, and no redirects followed.
 *
 * Who calls it: HTTP and HTTP_PROXY integrations of REST APIs and HTTP APIs. Addresses on this machine are allowed: they are its
 * owner's.
 */
import { request as httpRequest, type IncomingMessage, validateHeaderName, validateHeaderValue } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Pairs } from '../api-request.ts';

/** API Gateway takes no larger payloads. */
export const mostBytes = 10 * 1024 * 1024;

export interface OutboundRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Pairs;
  readonly body: Uint8Array | undefined;
  readonly timeoutInMillis: number;
  /** Certificates are not checked. */
  readonly insecure?: boolean | undefined;
}

export interface OutboundResponse {
  readonly statusCode: number;
  readonly headers: Pairs;
  readonly body: Uint8Array;
}

export class OutboundError extends Error {
  readonly reason: 'timeout' | 'network' | 'size' | 'request';

  constructor(reason: OutboundError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** @throws OutboundError */
export function send(request: OutboundRequest): Promise<OutboundResponse> {
  const { url, method, body, timeoutInMillis } = request;
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return Promise.reject(new OutboundError('request', `${url.protocol} is neither http: nor https:`));
  const headers = headersOf(request);
  if (headers instanceof OutboundError) return Promise.reject(headers);
  return new Promise((resolve, reject) => {
    const fail = (reason: OutboundError['reason'], message: string) => {
      reject(new OutboundError(reason, message));
      outgoing.destroy();
    };
    const options = { method, headers: headers.flat(), rejectUnauthorized: request.insecure !== true, agent: false } as const;
    const outgoing = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, (message) => {
      readBody(message, (reason, text) => fail(reason, text)).then(
        (bytes) => {
          resolve({ statusCode: message.statusCode ?? 502, headers: pairsOf(message), body: bytes });
          outgoing.destroy();
        },
        (error: unknown) => fail('network', String(error)),
      );
    });
    const timer = setTimeout(() => fail('timeout', `${url.host} took longer than ${timeoutInMillis} ms`), timeoutInMillis);
    outgoing.on('close', () => clearTimeout(timer));
    outgoing.on('error', (error) => fail('network', `${url.host}: ${error.message}`));
    outgoing.end(body);
  });
}

/** Names that repeat are sent several times. Host and length are written here, and no trailers follow. */
function headersOf({ url, headers, body, method }: OutboundRequest): [string, string][] | OutboundError {
  const sent: [string, string][] = [];
  for (const [name, value] of headers) {
    if (/^(?:host|content-length|transfer-encoding|connection|trailer)$/i.test(name)) continue;
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      return new OutboundError('request', `Header ${name} cannot be sent`);
    }
    sent.push([name, value]);
  }
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? url.host;
  // Without a length Node would send a body in chunks, though there is none.
  const hasLength = body !== undefined || /^(?:POST|PUT|PATCH)$/.test(method);
  const length = hasLength ? [['Content-Length', String(body?.length ?? 0)] as [string, string]] : [];
  // Back ends answer as to a client that stays, though each connection serves one request.
  return [['Host', host], ...sent, ['Connection', 'keep-alive'], ...length];
}

async function readBody(message: IncomingMessage, tooLarge: (reason: 'size', text: string) => void): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > mostBytes) tooLarge('size', `The answer is larger than ${mostBytes} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function pairsOf(message: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < message.rawHeaders.length; at += 2)
    pairs.push([message.rawHeaders[at] ?? '', message.rawHeaders[at + 1] ?? '']);
  return pairs;
}
