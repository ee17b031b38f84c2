/** A web page of another origin cannot make the API port act: real Chromium, every way a page has of sending. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../console/browser.ts';
import { newSegment } from '../harness/segments.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

interface Health {
  readonly calls: { readonly total: number };
  readonly xray: { readonly documents: { readonly accepted: number } };
}

let server: TestServer;
let browser: Browser;
let page: Server;
let origin: string;

beforeAll(async () => {
  server = await startTestServer();
  browser = await launchBrowser();
  page = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<title>page</title>'));
  await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser.close();
  page.closeAllConnections();
  page.close();
  await server.stop();
});

const health = async (): Promise<Health> => (await (await fetch(`${server.apiUrl}/_radiograph/health`)).json()) as Health;
const authorization = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/xray/aws4_request, SignedHeaders=host, Signature=0';

/** Runs in the page, hence a text: the tests are not compiled for a browser. */
const everyWayOfSending = `async ({ api, text, query, header }) => {
  const attempt = (what) => what.then((answer) => (answer.type === 'opaque' ? 'opaque' : 'read ' + answer.status), () => 'refused');
  const results = [
    await attempt(fetch(api + '/TraceSegments?' + query, { method: 'POST', mode: 'no-cors', body: text })),
    await attempt(fetch(api + '/TraceSegments', { method: 'POST', headers: { authorization: header, 'content-type': 'application/json' }, body: text })),
    await attempt(fetch(api + '/_radiograph/health')),
  ];
  navigator.sendBeacon(api + '/TraceSegments?' + query, text);
  const image = new Image();
  image.src = api + '/2015-03-31/functions/?' + query;
  const frame = document.body.appendChild(document.createElement('iframe'));
  frame.name = 'target';
  const form = document.body.appendChild(document.createElement('form'));
  Object.assign(form, { method: 'POST', enctype: 'text/plain', action: api + '/TraceSegments?' + query, target: 'target' });
  const field = form.appendChild(document.createElement('input'));
  field.name = text.slice(0, -1);
  field.value = '}';
  form.submit();
  await new Promise((resolve) => {
    const socket = new WebSocket(api.replace('http', 'ws'));
    socket.onerror = resolve;
    socket.onopen = () => resolve(results.push('socket open'));
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  return results;
}`;

it('takes the segment from a client but from no page, whatever the page sends', async () => {
  const body = JSON.stringify({ TraceSegmentDocuments: [JSON.stringify(newSegment())] });
  const put = await fetch(`${server.apiUrl}/TraceSegments`, { method: 'POST', headers: { authorization }, body });
  expect(put.status).toBe(200);
  const before = await health();
  expect(before.xray.documents.accepted).toBe(1);

  const tab = await browser.newPage();
  await tab.goto(origin);
  const presigned = `X-Amz-Credential=${encodeURIComponent('test/20260101/us-east-1/xray/aws4_request')}&X-Amz-Signature=0`;
  const words = JSON.stringify({ api: server.apiUrl, text: body, query: presigned, header: authorization });
  const tries = await tab.evaluate(`(${everyWayOfSending})(${words})`);
  // The opaque answer is a 403 that the page cannot read; nothing was stored and no operation ran.
  expect(tries).toEqual(['opaque', 'refused', 'refused']);
  const after = await health();
  expect(after.xray.documents.accepted).toBe(1);
  expect(after.calls.total).toBe(before.calls.total);
});

it('answers to no host name but its own, so that a rebound name reaches nothing', async () => {
  const rebound = await launchBrowser(['--host-resolver-rules=MAP evil.example 127.0.0.1']);
  const { port } = new URL(server.apiUrl);
  const tab = await rebound.newPage();
  const answer = await tab.goto(`http://evil.example:${port}/_radiograph/health`);
  expect(answer?.status()).not.toBe(200);
  const sent = await tab.evaluate(
    async ({ header, text }) => {
      const response = await fetch('/TraceSegments', { method: 'POST', headers: { authorization: header }, body: text });
      return response.status;
    },
    { header: authorization, text: JSON.stringify({ TraceSegmentDocuments: [JSON.stringify(newSegment())] }) },
  );
  expect(sent).toBe(421);
  expect((await health()).xray.documents.accepted).toBe(1);
  await rebound.close();
});
