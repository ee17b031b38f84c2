/** What S3 sends over the wire: status, headers and XML as they are, which SDKs hide. */
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;

const authorization = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0';
const send = (method: string, path: string, body?: string, headers: Record<string, string> = {}) =>
  fetch(`${server.apiUrl}${path}`, { method, headers: { authorization, ...headers }, ...(body === undefined ? {} : { body }) });

beforeAll(async () => {
  server = await startTestServer();
  await send('PUT', '/wired');
  await send('PUT', '/wired/k', '0123456789');
});
afterAll(() => server?.stop());

describe('S3 on the wire', () => {
  it.each(['GET', 'HEAD'])('answers %s of a part with 206', async (method) => {
    const part = await send(method, '/wired/k', undefined, { range: 'bytes=2-4' });
    expect([part.status, part.headers.get('content-range'), part.headers.get('content-length')]).toEqual([
      206,
      'bytes 2-4/10',
      '3',
    ]);
    expect((await send(method, '/wired/k')).status).toBe(200);
  });

  it('names every request in headers, and in the error it answers with', async () => {
    const found = await send('GET', '/wired/none');
    const id = found.headers.get('x-amz-request-id');
    expect(id).toBeTruthy();
    expect(found.headers.get('x-amz-id-2')).toBeTruthy();
    expect(await found.text()).toContain(`<RequestId>${id}</RequestId>`);
    expect((await send('GET', '/wired?list-type=2')).headers.get('x-amz-bucket-region')).toBe('us-east-1');
  });

  it('denies access to who does not sign, at a host of its own', async () => {
    const { hostname, port } = new URL(server.apiUrl);
    const answer = await new Promise<string>((resolve, reject) => {
      get({ hostname, port, path: '/k', headers: { host: 'wired.s3.localhost' } }, (response) =>
        text(response).then((body) => resolve(`${response.statusCode} ${body}`), reject),
      ).on('error', reject);
    });
    expect(answer).toMatch(/^403 <\?xml .*<Code>AccessDenied<\/Code><Message>Access Denied<\/Message>/s);
  });

  it('writes times with milliseconds that are none', async () => {
    expect(await (await send('GET', '/wired')).text()).toMatch(/<LastModified>[\d-]+T[\d:]+\.000Z<\/LastModified>/);
    expect(await (await send('GET', '/')).text()).toMatch(/<CreationDate>[\d-]+T[\d:]+\.000Z<\/CreationDate>/);
  });

  it('answers with a location that is empty for us-east-1', async () => {
    expect(await (await send('GET', '/wired?location')).text()).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>',
    );
  });

  it('has nothing to say of a policy or tags that were put', async () => {
    const policy = await send('PUT', '/wired?policy', JSON.stringify({ Version: '2012-10-17', Statement: [] }));
    const tags = await send('PUT', '/wired?tagging', '<Tagging><TagSet/></Tagging>');
    expect([policy.status, tags.status]).toEqual([204, 204]);
  });

  it('takes an empty number for none, and refuses what is none', async () => {
    expect(await (await send('GET', '/wired?max-keys=')).text()).toContain('<MaxKeys>1000</MaxKeys>');
    const refused = await send('GET', '/wired?max-keys=many');
    expect([refused.status, await refused.text()]).toEqual([
      400,
      expect.stringContaining('<ArgumentName>max-keys</ArgumentName>'),
    ]);
  });

  it('calls a document without what it needs malformed', async () => {
    const refused = await send('PUT', '/wired/k?tagging', '<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>');
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('<Code>MalformedXML</Code>')]);
    expect((await send('PUT', '/wired/k?tagging', '<Tagging><TagSet/></Tagging>')).status).toBe(200);
  });

  it('reads headers from the query of a presigned link, but not the checksum of the body that was not there', async () => {
    const signed = new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'test/20260101/us-east-1/s3/aws4_request',
      'X-Amz-Date': '20260101T000000Z',
      'X-Amz-Expires': '604800',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': '0',
      'x-amz-meta-colour': 'red',
      'x-amz-storage-class': 'STANDARD_IA',
      'x-amz-checksum-crc32': 'AAAAAA==',
      'x-amz-sdk-checksum-algorithm': 'CRC32',
      'If-None-Match': '*',
    });
    const put = () => fetch(`${server.apiUrl}/wired/linked?${signed}`, { method: 'PUT', body: 'bytes' });
    expect((await put()).status).toBe(200);
    const { headers } = await send('HEAD', '/wired/linked');
    expect([headers.get('x-amz-meta-colour'), headers.get('x-amz-storage-class')]).toEqual(['red', 'STANDARD_IA']);
    expect((await put()).status).toBe(412);
  });
});
