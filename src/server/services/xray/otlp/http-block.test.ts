import { describe, expect, it } from 'vitest';
import { callWith, convertOne, spanWith } from './span.fixture.ts';
import { SpanKind } from './span.ts';

type Values = Parameters<typeof callWith>[0];
const served = (attributes: Values) => convertOne(spanWith({ attributes }));
const called = (attributes: Values) => convertOne(callWith(attributes));

describe("a document's http", () => {
  it('comes from the old conventions of a server', () => {
    const document = served({
      'http.method': 'GET',
      'http.scheme': 'https',
      'http.host': 'shop.example',
      'http.target': '/orders?page=2',
      'http.status_code': 200,
      'http.user_agent': 'curl/8',
      'http.client_ip': '203.0.113.7',
      'http.route': '/orders',
    });
    expect(document['http']).toEqual({
      request: {
        method: 'GET',
        url: 'https://shop.example/orders?page=2',
        user_agent: 'curl/8',
        client_ip: '203.0.113.7',
        x_forwarded_for: true,
      },
      response: { status: 200 },
    });
    expect(document['metadata']).toMatchObject({ default: { 'http.route': '/orders' } });
    expect((document['metadata'] as { default: object }).default).not.toHaveProperty('http.method');
  });

  it('comes from the new conventions of a server', () => {
    const http = served({
      'http.request.method': 'GET',
      'url.scheme': 'http',
      'server.address': 'shop.example',
      'server.port': 8080,
      'url.path': '/orders',
      'url.query': 'page=2',
      'http.response.status_code': 404,
      'http.response.body.size': 17,
      'user_agent.original': 'curl/8',
      'client.address': '203.0.113.7',
      'network.peer.address': '10.0.0.1',
    })['http'];
    expect(http).toEqual({
      request: { method: 'GET', url: 'http://shop.example:8080/orders?page=2', user_agent: 'curl/8', client_ip: '203.0.113.7' },
      response: { status: 404, content_length: 17 },
    });
  });

  it.each([
    ['url.full', { 'url.full': 'https://a/b', 'server.address': 'c' }, 'https://a/b'],
    ['http.url', { 'http.url': 'https://a/b' }, 'https://a/b'],
    ['host and port', { 'net.peer.name': 'a', 'net.peer.port': 8080, 'http.target': '/x' }, 'http://a:8080/x'],
    ["the scheme's own port, left out", { 'http.scheme': 'https', 'net.peer.name': 'a', 'net.peer.port': '443' }, 'https://a/'],
    ['an address', { 'net.peer.ip': '10.0.0.1', 'net.peer.port': 9000 }, 'http://10.0.0.1:9000/'],
    ['nothing', {}, undefined],
  ])('of a call has the URL from %s', (_from, attributes, url) => {
    expect(called({ 'http.method': 'GET', ...(attributes as object) })['http']).toEqual({
      request: { method: 'GET', ...(url !== undefined && { url }) },
    });
  });

  it.each([
    ['its server name', { 'http.server_name': 'shop', 'net.host.port': 80 }, 'http://shop/'],
    ['its host', { 'net.host.name': 'shop', 'net.host.port': 8000 }, 'http://shop:8000/'],
  ])('of a server has the URL from %s', (_from, attributes, url) => {
    expect(served({ 'http.method': 'GET', ...(attributes as object) })['http']).toEqual({ request: { method: 'GET', url } });
  });

  it('takes the peer for the client only where it is one', () => {
    expect(served({ 'http.method': 'GET', 'net.peer.ip': '10.0.0.1' })['http']).toEqual({
      request: { method: 'GET', client_ip: '10.0.0.1' },
    });
    expect(served({ 'http.method': 'GET', 'client.address': '203.0.113.7' })['http']).toEqual({
      request: { method: 'GET', client_ip: '203.0.113.7', x_forwarded_for: true },
    });
    expect(served({ 'http.method': 'GET', 'client.address': 'proxy.example' })['http']).toEqual({ request: { method: 'GET' } });
    expect(called({ 'http.method': 'GET', 'network.peer.address': '10.0.0.1' })['http']).toEqual({
      request: { method: 'GET', url: 'http://10.0.0.1/' },
    });
  });

  it('has the size of an answer that came as an event', () => {
    const events = [
      {
        time: 1,
        name: 'message',
        attributes: new Map<string, string | number>([
          ['message.type', 'RECEIVED'],
          ['messaging.message_payload_size_bytes', 12_452],
        ]),
      },
    ];
    expect(convertOne(spanWith({ kind: SpanKind.server, events, attributes: { 'http.status_code': 200 } }))['http']).toEqual({
      response: { status: 200, content_length: 12_452 },
    });
  });

  it('is not there for other spans, whose addresses stay', () => {
    const document = called({ 'server.address': 'queue.local', 'server.port': 5672 });
    expect(document).not.toHaveProperty('http');
    expect(document['metadata']).toMatchObject({ default: { 'server.address': 'queue.local', 'server.port': 5672 } });
  });
});
