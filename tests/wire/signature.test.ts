/** `--auth sigv4`: requests signed by the unmodified SDK, with the right key, a wrong one, an unknown one and an expired one. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient, ListTagsCommand, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda';
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
