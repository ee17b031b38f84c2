/**
 * A document's `http`, from the old and the new HTTP conventions.
 *
 * Who calls it: `documents.ts`. AWS page: "Segment documents", HTTP request data; the mapping is that of OpenTelemetry's X-Ray exporter.
 */
import { isIP } from 'node:net';
import type { Http } from '../../../../model/segment-document.ts';
import { takeText, takeWhole, textOf } from './attributes.ts';
import { type Attributes, type Span, SpanKind } from './span.ts';

/** Any of these makes it an HTTP span. */
const MARKS = [
  'http.request.method',
  'http.method',
  'http.response.status_code',
  'http.status_code',
  'url.full',
  'http.url',
  'http.client_ip',
  'http.user_agent',
  'http.target',
];

/** Undefined for spans that are not of HTTP; their attributes stay. */
export function takeHttp({ attributes, kind, events }: Span): Http | undefined {
  if (!MARKS.some((mark) => attributes.has(mark))) return undefined;
  const url = takeUrl(attributes, kind);
  const method = takeText(attributes, 'http.request.method', 'http.method');
  const user_agent = takeText(attributes, 'user_agent.original', 'http.user_agent');
  const request = {
    ...(method !== undefined && { method }),
    ...(url !== undefined && { url }),
    ...(user_agent !== undefined && { user_agent }),
    ...takeClient(attributes, kind),
  };
  const status = takeWhole(attributes, 'http.response.status_code', 'http.status_code');
  const content_length =
    takeWhole(attributes, 'http.response.body.size', 'http.response_content_length') ??
    receivedBytes(attributes) ??
    events.map((event) => receivedBytes(event.attributes)).find((size) => size !== undefined);
  const response = { ...(status !== undefined && { status }), ...(content_length !== undefined && { content_length }) };
  return {
    ...(Object.keys(request).length > 0 && { request }),
    ...(Object.keys(response).length > 0 && { response }),
  };
}

/**
 * Who asked. What the peer's address is not, but some header says, can be forged: `x_forwarded_for`. On the calling side the peer is
 * the server.
 */
function takeClient(attributes: Attributes, kind: number): object {
  const forwarded = takeText(attributes, 'http.client_ip');
  if (forwarded !== undefined) return { client_ip: forwarded, x_forwarded_for: true };
  if (kind === SpanKind.client || kind === SpanKind.producer) return {};
  const peer = textOf(attributes, 'network.peer.address', 'net.sock.peer.addr', 'net.peer.ip');
  const client = textOf(attributes, 'client.address');
  if (client !== undefined && isIP(client) !== 0) {
    attributes.delete('client.address');
    return peer === undefined ? { client_ip: client, x_forwarded_for: true } : { client_ip: client };
  }
  return peer === undefined ? {} : { client_ip: peer };
}

function takeUrl(attributes: Attributes, kind: number): string | undefined {
  const whole = takeText(attributes, 'url.full', 'http.url');
  if (whole !== undefined) return whole;
  const serves = kind === SpanKind.server;
  const hostPort = textOf(attributes, 'http.host');
  const host =
    hostPort ??
    (serves
      ? textOf(attributes, 'server.address', 'http.server_name', 'net.host.name', 'host.name')
      : textOf(attributes, 'server.address', 'net.peer.name', 'net.sock.peer.name', 'net.peer.ip', 'network.peer.address'));
  if (host === undefined) return undefined;
  const scheme = takeText(attributes, 'url.scheme', 'http.scheme') ?? 'http';
  const port =
    hostPort === undefined ? (serves ? portOf(attributes, 'net.host.port') : portOf(attributes, 'net.peer.port')) : undefined;
  const path = takeText(attributes, 'url.path');
  const query = takeText(attributes, 'url.query');
  const target =
    takeText(attributes, 'http.target') ?? `${path ?? '/'}${query === undefined ? '' : `?${query.replace(/^\?/, '')}`}`;
  return `${scheme}://${host}${isDefault(scheme, port) ? '' : `:${port}`}${target}`;
}

function portOf(attributes: Attributes, old: string): number | undefined {
  const port = attributes.get('server.port') ?? attributes.get(old);
  return port === undefined || port === '' || Number.isNaN(Number(port)) ? undefined : Number(port);
}

function isDefault(scheme: string, port: number | undefined): boolean {
  return port === undefined || (scheme === 'http' && port === 80) || (scheme === 'https' && port === 443);
}

/** Older instrumentations record the answer's size as a message event. */
function receivedBytes(attributes: Attributes): number | undefined {
  if (attributes.get('message.type') !== 'RECEIVED') return undefined;
  const size = attributes.get('messaging.message_payload_size_bytes') ?? attributes.get('message.uncompressed_size');
  return typeof size === 'number' ? size : undefined;
}
