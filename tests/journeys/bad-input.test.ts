/** What no honest client sends: each gets AWS's error or is counted as dropped, and the server lives on. */
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import { zipFiles } from '../harness/function-package.ts';
import { trustsLambda } from '../harness/function-role.ts';
import { newSegment } from '../harness/segments.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await query('iam', {
    Action: 'CreateRole',
    Version: '2010-05-08',
    RoleName: 'r',
    AssumeRolePolicyDocument: JSON.stringify(trustsLambda),
  });
});
afterAll(() => server.stop());

const authorization = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

async function post(
  service: string,
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<{ status: number; code: string; text: string }> {
  const answer = await fetch(`${server.apiUrl}${path}`, {
    method: 'POST',
    headers: { authorization: authorization(service), ...headers },
    body,
  });
  const text = await answer.text();
  const code =
    answer.headers.get('x-amzn-errortype') ?? /<Code>([^<]+)/.exec(text)?.[1] ?? /"__type":"([^"]+)"/.exec(text)?.[1] ?? '';
  return { status: answer.status, code, text };
}

const query = (service: string, parameters: Record<string, string>) =>
  post(service, '/', new URLSearchParams(parameters).toString(), { 'content-type': 'application/x-www-form-urlencoded' });

const json = (target: string) => ({ 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' });

function createFunction(zip: Uint8Array, name = 'f') {
  return post(
    'lambda',
    '/2015-03-31/functions',
    JSON.stringify({
      FunctionName: name,
      Role: 'arn:aws:iam::000000000000:role/r',
      Runtime: 'python3.12',
      Handler: 'a.b',
      Code: { ZipFile: Buffer.from(zip).toString('base64') },
    }),
  );
}

/** A zip whose one entry unpacks to `size` zero bytes. */
function bomb(size: number): Uint8Array {
  const packed = deflateRawSync(Buffer.alloc(size), { level: 9 });
  const name = Buffer.from('zeros');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  // It lies about its size: what counts is what comes out.
  local.writeUInt32LE(1000, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(20, 4);
  central.writeUInt16LE(20, 6);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(1000, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, central, name, end]);
}

it.each([
  ['xray', '/Traces', '{"TraceIds":', {}],
  ['xray', '/TraceSegments', '{"TraceSegmentDocuments":', {}],
  ['xray', '/TraceSegments', '{"TraceSegmentDocuments":"one"}', {}],
  ['xray', '/TraceSegments', '{"TraceSegmentDocuments":[{"id":1}]}', {}],
  ['xray', '/TraceSummaries', '{"StartTime":{},"EndTime":1}', {}],
  ['lambda', '/2015-03-31/functions', 'not json', {}],
  ['lambda', '/2015-03-31/functions', '{"FunctionName":7}', {}],
  ['logs', '/', '{"logGroupName":[]}', json('Logs_20140328.CreateLogGroup')],
])('refuses malformed JSON and wrong types: %s %s %s', async (service, path, body, headers) => {
  const answer = await post(service, path, body, headers);
  expect([answer.status, answer.code]).toEqual([400, 'SerializationException']);
});

it.each([
  ['xray', '/TraceSegments', {}],
  ['logs', '/', json('Logs_20140328.PutLogEvents')],
  ['iam', '/', { 'content-type': 'application/x-www-form-urlencoded' }],
])('does not keep a 20 MB body for %s', async (service, path, headers) => {
  const answer = await post(service, path, 'x'.repeat(20 * 1024 * 1024), headers);
  expect([answer.status, answer.code]).toEqual([413, 'RequestEntityTooLarge']);
});

it('names the operation that a larger package than Lambda takes was meant for', async () => {
  const answer = await post('lambda', '/2015-03-31/functions', new Uint8Array(70_167_212));
  expect([answer.status, answer.code]).toEqual([413, 'RequestEntityTooLargeException']);
  expect(answer.text).toContain('Request must be smaller than 70167211 bytes for the CreateFunction operation');
});

it('answers a 10 MB event as Lambda does', async () => {
  await createFunction(zipFiles({ 'a.py': 'def b(event, context): return 1' }));
  const answer = await eventually('the function to be active', async () => {
    const tried = await post('lambda', '/2015-03-31/functions/f/invocations', JSON.stringify('x'.repeat(10 * 1024 * 1024)));
    return tried.status === 409 ? undefined : tried;
  });
  expect([answer.status, answer.code]).toEqual([413, 'RequestEntityTooLargeException']);
});

it('refuses zips that are none, climb out of their folder, or unpack without end', async () => {
  const unzip = 'Could not unzip uploaded file. Please check your file, then try to upload again.';
  const refused = [
    await createFunction(new Uint8Array([1, 2, 3]), 'g'),
    await createFunction(zipFiles({ '../../evil.py': 'print()' }), 'g'),
    await createFunction(zipFiles({ '/etc/evil.py': 'print()' }), 'g'),
    await createFunction(bomb(600 * 1024 * 1024), 'g'),
  ];
  expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  expect(refused.slice(0, 3).map(({ text }) => text.includes(unzip))).toEqual([true, true, true]);
  expect(refused[3]?.text).toMatch(/Unzipped size must be smaller than 262144000 bytes|Could not unzip uploaded file/);
});

it('counts UDP garbage and goes on', async () => {
  const socket = createSocket('udp4');
  const port = server.ports.xrayUdp ?? 0;
  const send = (text: string | Buffer) => new Promise((resolve) => socket.send(text, port, '127.0.0.1', resolve));
  const header = '{"format":"json","version":1}\n';
  for (const garbage of [
    '',
    'hello',
    '\n',
    header,
    `${header}{"id":`,
    `{"format":"xml","version":1}\n{}`,
    `{"format":"json","version":2}\n{}`,
    Buffer.alloc(60_000, 0xff),
  ])
    await send(garbage);
  const segment = newSegment();
  await send(header + JSON.stringify(segment));
  socket.close();
  await eventually('the good segment to be found', async () => {
    const { text } = await post('xray', '/Traces', JSON.stringify({ TraceIds: [segment.trace_id] }));
    return (JSON.parse(text) as { Traces: unknown[] }).Traces.length === 1 ? true : undefined;
  });
  const health = (await (await fetch(`${server.apiUrl}/_radiograph/health`)).json()) as {
    xray: { datagrams: { garbage: number; received: number } };
  };
  expect(health.xray.datagrams.garbage).toBeGreaterThanOrEqual(6);
});

it('lives through bytes that are no HTTP, and through clients that leave', async () => {
  for (const bytes of [
    '\x16\x03\x01\x02\x00\x01',
    'GET',
    'POST /TraceSegments HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nabc',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  ]) {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(server.apiUrl).port), '127.0.0.1', () => {
        socket.write(bytes);
        setTimeout(() => {
          socket.destroy();
          resolve();
        }, 50);
      });
      socket.on('error', () => resolve());
    });
  }
  expect((await fetch(`${server.apiUrl}/_radiograph/health`)).status).toBe(200);
});

it('names what AWS does not know, and counts what AWS knows and this server does not', async () => {
  expect(await post('xray', '/NoSuchPath', '{}')).toMatchObject({ status: 404, code: 'UnknownOperationException' });
  expect(await query('iam', { Action: 'Frobnicate', Version: '2010-05-08' })).toMatchObject({
    status: 400,
    code: 'InvalidAction',
  });
  expect(await post('dynamodb', '/', '{}', json('DynamoDB_20120810.ListTables'))).toMatchObject({
    status: 501,
    code: 'NotImplemented',
  });
  const unbuilt = await post('lambda', '/2020-04-22/code-signing-configs', '{}');
  expect(unbuilt).toMatchObject({
    status: 501,
    code: 'NotImplemented',
    text: expect.stringContaining('lambda:CreateCodeSigningConfig'),
  });
  const health = (await (await fetch(`${server.apiUrl}/_radiograph/health`)).json()) as {
    calls: { unsupported: Record<string, number> };
  };
  expect(health.calls.unsupported).toMatchObject({ 'lambda:CreateCodeSigningConfig': 1, 'dynamodb:*': 1 });
});
