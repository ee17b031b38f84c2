/** Nobody but the console's own pages can make the console act. Real Chromium where a browser's rules count, raw HTTP where not. */
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';

let server: FixtureServer;
let browser: Browser;
let neighbour: Server;
let neighbourOrigin: string;

beforeAll(async () => {
  server = await startFixtureServer();
  browser = await launchBrowser();
  // As the API port is: the same host, hence the same site, but another port and so another origin.
  neighbour = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<title>neighbour</title>'),
  );
  await new Promise<void>((resolve) => neighbour.listen(0, '127.0.0.1', resolve));
  neighbourOrigin = `http://127.0.0.1:${(neighbour.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await browser.close();
  await server.close();
  neighbour.closeAllConnections();
  neighbour.close();
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** `fetch` would not send a Host of our choice. */
function send(path: string, method: string, headers: Record<string, string>, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function tokenOfPage(): Promise<string> {
  const { body } = await send('/traces', 'GET', { accept: 'text/html' });
  return /name="radiograph-token" content="([^"]+)"/.exec(body)?.[1] ?? '';
}

const path = '/_console/aws/xray/GetTraceSummaries';
const input = JSON.stringify({ StartTime: 1, EndTime: 2 });

async function ownHeaders(): Promise<Record<string, string>> {
  return {
    'content-type': 'application/json',
    origin: `http://127.0.0.1:${server.port}`,
    'sec-fetch-site': 'same-origin',
    'x-radiograph-token': await tokenOfPage(),
  };
}

test('the console’s own call is answered, with timestamps as AWS’s JSON has them', async () => {
  const { status, body } = await send(path, 'POST', await ownHeaders(), input);
  expect(status).toBe(200);
  const answer = JSON.parse(body) as { TraceSummaries: { StartTime: unknown }[] };
  expect(typeof answer.TraceSummaries[0]?.StartTime).toBe('number');
});

test.each([
  ['without a token', { 'x-radiograph-token': '' }, 401],
  ['with the token of another start', { 'x-radiograph-token': 'x'.repeat(43) }, 401],
  ['from another origin', { origin: 'https://evil.example' }, 403],
  ['from a sandboxed frame', { origin: 'null' }, 403],
  ['from another port of this host', { 'sec-fetch-site': 'same-site' }, 403],
  ['from another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ['as a form', { 'content-type': 'text/plain' }, 415],
  ['under a name that was pointed at this machine', { host: 'evil.example' }, 421],
  ['under a name that only begins like ours', { host: 'localhost.evil.example:4567' }, 421],
])('a call %s is refused and reaches no operation', async (_how, headers, expected) => {
  const before = server.calls.length;
  const { status } = await send(path, 'POST', { ...(await ownHeaders()), ...headers }, input);
  expect(status).toBe(expected);
  expect(server.calls.length).toBe(before);
});

test.each([
  ['without a token', { 'x-radiograph-token': '' }, 401],
  ['from another port of this host', { 'sec-fetch-site': 'same-site' }, 403],
  ['as a form', { 'content-type': 'text/plain' }, 415],
])('the switch of active tracing %s is refused and changes nothing', async (_how, headers, expected) => {
  const before = server.calls.length;
  const change = JSON.stringify({ FunctionName: 'thumbnail', Mode: 'Active' });
  const { status } = await send('/_console/v1/active-tracing', 'POST', { ...(await ownHeaders()), ...headers }, change);
  expect(status).toBe(expected);
  expect(server.calls.length).toBe(before);
});

test.each([{ FunctionName: 'thumbnail', Mode: 'On' }, { Mode: 'Active' }])('the switch refuses %o', async (change) => {
  const before = server.calls.length;
  const { status, body } = await send('/_console/v1/active-tracing', 'POST', await ownHeaders(), JSON.stringify(change));
  expect(status).toBe(400);
  expect(body).toContain('InvalidParameterValueException');
  expect(server.calls.length).toBe(before);
});

test.each([
  'xray/PutTraceSegments',
  'lambda/Invoke',
  'lambda/UpdateFunctionConfiguration',
  'iam/CreatePolicy',
  'xray/DeleteGroup',
  'xray/constructor',
  'iam/CreateUser',
])('%s is no call of a page', async (operation) => {
  const before = server.calls.length;
  const { status, body } = await send(`/_console/aws/${operation}`, 'POST', await ownHeaders(), '{}');
  expect(status).toBe(404);
  expect(body).toContain('UnknownOperationException');
  expect(server.calls.length).toBe(before);
});

test('an AWS error keeps its code, message and status', async () => {
  const { status, body } = await send(
    path,
    'POST',
    await ownHeaders(),
    JSON.stringify({ StartTime: 1, EndTime: 2, FilterExpression: '!!' }),
  );
  expect(status).toBe(400);
  expect(JSON.parse(body)).toEqual({
    code: 'InvalidRequestException',
    message: 'Invalid filter expression: unexpected "!!" at position 0',
  });
});

test('a body that is no JSON object, or too long, is refused', async () => {
  const headers = await ownHeaders();
  expect((await send(path, 'POST', headers, '[1]')).status).toBe(400);
  expect((await send(path, 'POST', headers, '{')).status).toBe(400);
  expect((await send(path, 'POST', headers, `"${'x'.repeat(300_000)}"`)).status).toBe(413);
});

test('no path leaves the build, and unknown files are not pages', async () => {
  for (const target of [
    '/../package.json',
    '/assets/../../../package.json',
    '/%2e%2e/package.json',
    '/assets/none.js',
    '/.vite/manifest.json',
  ])
    expect((await send(target, 'GET', {})).status).toBe(404);
});

test('every page carries the policy, and files by hash may be kept for ever', async () => {
  const page = await send('/traces', 'GET', { accept: 'text/html' });
  expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(page.headers['cache-control']).toBe('no-store');
  expect(page.headers['access-control-allow-origin']).toBeUndefined();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page.body)?.[1] ?? '';
  const file = await send(script, 'GET', {});
  expect(file.headers['cache-control']).toContain('immutable');
  expect(file.headers['x-content-type-options']).toBe('nosniff');
});

test('the page of another origin can neither read nor call nor frame the console', async () => {
  const before = server.calls.length;
  const page = await browser.newPage();
  await page.goto(neighbourOrigin);
  const attempts = await page.evaluate(`(async () => {
    const target = ${JSON.stringify(server.url)};
    const tries = {};
    const attempt = async (name, work) => { try { tries[name] = await work(); } catch (error) { tries[name] = 'refused'; } };
    await attempt('read', async () => (await fetch(target + '/traces')).status);
    await attempt('call', async () => (await fetch(target + '${path}', { method: 'POST', headers: { 'content-type': 'application/json', 'x-radiograph-token': 'x' }, body: '{}' })).status);
    await attempt('blind', async () => (await fetch(target + '${path}', { method: 'POST', mode: 'no-cors', body: '{}' })).type);
    await attempt('beacon', async () => navigator.sendBeacon(target + '${path}', '{}'));
    await attempt('socket', () => new Promise((resolve, reject) => { const socket = new WebSocket(target.replace('http', 'ws') + '/_console/v1/events'); socket.onopen = () => resolve('open'); socket.onerror = reject; }));
    await attempt('script', () => new Promise((resolve, reject) => { const script = document.createElement('script'); script.src = target + '/traces'; script.onload = () => resolve('loaded'); script.onerror = reject; document.head.append(script); }));
    await attempt('frame', () => new Promise((resolve) => { const frame = document.createElement('iframe'); frame.src = target + '/traces'; frame.onload = () => { let seen = 'refused'; try { seen = frame.contentDocument === null ? 'refused' : frame.contentDocument.title; } catch {} resolve(seen); }; document.body.append(frame); }));
    return tries;
  })()`);
  expect(attempts).toEqual({
    read: 'refused',
    call: 'refused',
    blind: 'refused',
    beacon: true,
    socket: 'refused',
    script: 'refused',
    frame: 'refused',
  });
  await page.setContent(
    `<form method="post" enctype="text/plain" action="${server.url}${path}"><input name="a" value="b"></form>`,
  );
  await Promise.all([page.waitForNavigation(), page.evaluate('document.forms[0].submit()')]);
  expect(await page.locator('body').textContent()).toContain('AccessDeniedException');
  expect(server.calls.length).toBe(before);
  await page.close();
});

test('a wider address needs the printed login, once per browser', async () => {
  const wide = await startFixtureServer(0, '0.0.0.0');
  const bare = wide.url.replace(/\/login.*/, '');
  expect((await fetch(`${bare}/traces`, { headers: { accept: 'text/html' } })).status).toBe(401);
  expect((await fetch(`${bare}/login?t=wrong`)).status).toBe(401);
  const login = await fetch(wide.url, { redirect: 'manual' });
  expect(login.status).toBe(303);
  const cookie = login.headers.get('set-cookie') ?? '';
  expect(cookie).toContain('HttpOnly; SameSite=Strict');
  const page = await fetch(`${bare}/traces`, { headers: { accept: 'text/html', cookie: cookie.split(';')[0] ?? '' } });
  expect(page.status).toBe(200);
  await wide.close();
});
