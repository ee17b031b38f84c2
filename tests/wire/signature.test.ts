/** `--auth sigv4`: requests signed by the unmodified SDK, with the right key, a wrong one, an unknown one and an expired one. */
import { createHash, createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient, ListTagsCommand, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { resolveConfig } from '../../src/server/config.ts';
import { apiListener } from '../../src/server/front-door/api-listener.ts';
import type { FrontDoor } from '../../src/server/front-door/front-door.ts';
import type { StoredCredential } from '../../src/server/services/ports.ts';
import type { Operation } from '../../src/server/services/service.ts';
import { loadModels } from '../../src/server/wire/models.ts';
import { Router } from '../../src/server/wire/router.ts';

const stored = (expiration: Date | undefined): StoredCredential => ({
  account: '111122223333',
  principalArn: 'arn:aws:iam::111122223333:user/u',
  userId: 'AIDAU',
  secretAccessKey: 'right',
  sessionToken: undefined,
  expiration,
});
const keys: Record<string, StoredCredential> = { AKIAGOOD: stored(undefined), ASIAOLD: stored(new Date(0)) };
const operation = ((_input: unknown, call) => ({
  Account: call.account,
  Arn: call.principal.arn,
  UserId: call.principal.userId,
  Versions: [],
  logGroups: [],
  Tags: {},
})) as Operation<unknown> as Operation;

let server: Server;
let endpoint: string;

beforeAll(async () => {
  const door: FrontDoor = {
    config: resolveConfig({ auth: 'sigv4' }, {}),
    router: new Router(loadModels()),
    services: new Map([
      ['sts', { id: 'sts', operations: { GetCallerIdentity: operation } }],
      ['lambda', { id: 'lambda', operations: { ListVersionsByFunction: operation, ListTags: operation } }],
      ['s3', { id: 's3', operations: { GetObject: operation, PutObject: operation, ListBuckets: operation } }],
      ['logs', { id: 'logs', operations: { DescribeLogGroups: operation } }],
    ]),
    credentials: { find: (id) => keys[id] },
    controlPlane: { flushed: async () => {} } as FrontDoor['controlPlane'],
    fastPaths: new Map(),
    hostNames: new Set(),
    counters: { calls: 0, errors: 0, unsupported: new Map() },
    log: (line) => process.stderr.write(`${line}\n`),
  };
  server = createServer(
    apiListener({ door, httpApis: [], health: () => ({}), consoleUrl: () => undefined, codeZip: async () => undefined }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const signedBy = (accessKeyId: string, secretAccessKey: string) => ({
  endpoint,
  region: 'us-east-1',
  maxAttempts: 1,
  credentials: { accessKeyId, secretAccessKey },
});

it('accepts the right signature over Query, JSON, query strings and paths that need encoding', async () => {
  const credentials = signedBy('AKIAGOOD', 'right');
  expect(await new STSClient(credentials).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '111122223333',
    Arn: 'arn:aws:iam::111122223333:user/u',
  });
  await new CloudWatchLogsClient(credentials).send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/ü' }));
  await new LambdaClient(credentials).send(
    new ListVersionsByFunctionCommand({ FunctionName: 'f', Marker: 'a b/c=&', MaxItems: 3 }),
  );
  await new LambdaClient(credentials).send(new ListTagsCommand({ Resource: 'arn:aws:lambda:us-east-1:111122223333:function:f' }));
});

it('refuses a wrong secret, an unknown key and an expired one, in the words that clients know', async () => {
  await expect(new STSClient(signedBy('AKIAGOOD', 'wrong')).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
    $metadata: { httpStatusCode: 403 },
  });
  await expect(new STSClient(signedBy('AKIANOBODY', 'x')).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  });
  await expect(
    new LambdaClient(signedBy('AKIANOBODY', 'x')).send(new ListVersionsByFunctionCommand({ FunctionName: 'f' })),
  ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  await expect(new STSClient(signedBy('ASIAOLD', 'right')).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'ExpiredToken',
  });
});

it('is refused by S3 in words of its own', async () => {
  const list = (accessKeyId: string, secret: string) => {
    const client = new S3Client(signedBy(accessKeyId, secret));
    return client.send(new ListBucketsCommand({}));
  };
  await list('AKIAGOOD', 'right');
  await expect(list('AKIAGOOD', 'wrong')).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
    message: 'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    AWSAccessKeyId: 'AKIAGOOD',
    StringToSign: expect.stringContaining('AWS4-HMAC-SHA256\n'),
    CanonicalRequest: expect.stringContaining('GET\n/\n'),
  });
  await expect(list('AKIANOBODY', 'x')).rejects.toMatchObject({ name: 'InvalidAccessKeyId', AWSAccessKeyId: 'AKIANOBODY' });
  await expect(list('ASIAOLD', 'right')).rejects.toMatchObject({ name: 'ExpiredToken', $metadata: { httpStatusCode: 400 } });
});

/** A link as an SDK makes it: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
function link(method: string, more: Readonly<Record<string, string>> = {}, time = Date.now()): string {
  const date = new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${date.slice(0, 8)}/us-east-1/s3/aws4_request`;
  const query = {
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `AKIAGOOD/${scope}`,
    'X-Amz-Date': date,
    'X-Amz-Expires': '10',
    'X-Amz-SignedHeaders': 'host',
    ...more,
  };
  const text = Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&');
  const path = '/b/a%20b%2B%C3%BC/c';
  const request = [method, path, text, `host:${new URL(endpoint).host}\n`, 'host', 'UNSIGNED-PAYLOAD'].join('\n');
  const digest = createHash('sha256').update(request).digest('hex');
  const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
  const key = scope.split('/').reduce<string | Buffer>(hmac, 'AWS4right');
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${digest}`).toString('hex');
  return `${endpoint}${path}?${text}&X-Amz-Signature=${signature}`;
}

it('is held to the rules of presigned links', async () => {
  const answer = async (url: string, init: RequestInit = {}) => {
    const response = await fetch(url, init);
    return `${response.status} ${await response.text()}`;
  };
  expect(await answer(link('GET'))).toMatch(/^200/);
  expect(await answer(link('PUT', { 'x-amz-meta-colour': 'red' }), { method: 'PUT', body: 'bytes' })).toMatch(/^200/);
  expect(await answer(link('PUT'))).toMatch(/^403 .*<Code>SignatureDoesNotMatch<\/Code>/s);
  expect(await answer(link('GET', {}, Date.now() - 60_000))).toMatch(
    /^403 .*<Message>Request has expired<\/Message><X-Amz-Expires>10<\/X-Amz-Expires><Expires>/s,
  );
  expect(await answer(link('GET'), { headers: { 'x-amz-acl': 'private' } })).toMatch(/^403 .*<HeadersNotSigned>x-amz-acl</s);
  expect(await answer(link('GET').replace(/&X-Amz-Expires=\d+/, ''))).toMatch(/^400 .*<Code>AuthorizationQueryParametersError</s);
  expect(await answer(link('GET', { 'X-Amz-Expires': '604801' }))).toContain('must be less than 604800 seconds');
});
