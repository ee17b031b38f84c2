/** HTTP APIs in front of other servers, their parameter mappings, and what guards their routes. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateIntegrationCommand,
  type CreateIntegrationCommandInput,
  CreateRouteCommand,
  type CreateRouteCommandInput,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../harness/eventually.ts';
import { sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { type Backend, deployFunction, startBackend } from '../apigateway/rest-api.ts';

const code = `
def handler(event, context):
    if event.get('type') == 'REQUEST':
        user = event['queryStringParameters'].get('user')
        if user == 'broken':
            raise Exception('Oops')
        return {'isAuthorized': user == 'ann', 'context': {'user': user, 'level': 3}}
    return {'authorizer': event['requestContext'].get('authorizer'), 'route': event['routeKey']}
`;

let server: TestServer;
let backend: Backend;
let issuer: { readonly url: string; token(claims: object): string; close(): Promise<void> };
let client: ApiGatewayV2Client;
let ApiId: string;

/** An issuer of tokens with one key, as its discovery documents tell. */
async function startIssuer() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' };
  const listener = createServer((request, response) => {
    const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
    const documents: Record<string, object> = {
      '/.well-known/openid-configuration': { issuer: url, jwks_uri: `${url}/keys` },
      '/keys': { keys: [jwk] },
    };
    response.end(JSON.stringify(documents[request.url ?? ''] ?? {}));
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    token(claims: object) {
      const signed = `${encode({ alg: 'RS256', kid: 'one' })}.${encode(claims)}`;
      return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
    },
    async close() {
      listener.closeAllConnections();
      listener.close();
      await once(listener, 'close');
    },
  };
}

async function integration(input: Partial<CreateIntegrationCommandInput>): Promise<string> {
  const made = await client.send(new CreateIntegrationCommand({ ApiId, IntegrationType: 'HTTP_PROXY', ...input }));
  return `integrations/${made.IntegrationId}`;
}

const route = (RouteKey: string, Target: string, input: Partial<CreateRouteCommandInput> = {}) =>
  client.send(new CreateRouteCommand({ ApiId, RouteKey, Target, ...input }));

beforeAll(async () => {
  [server, backend, issuer] = await Promise.all([startTestServer(), startBackend(), startIssuer()]);
  client = new ApiGatewayV2Client(sdkSettings(server));
  const functionUri = await deployFunction(server, 'both', code);
  const api = await client.send(new CreateApiCommand({ Name: 'guards', ProtocolType: 'HTTP' }));
  ApiId = api.ApiId ?? '';
  const proxy = await integration({
    IntegrationMethod: 'ANY',
    IntegrationUri: `${backend.url}/base/{proxy}`,
    PayloadFormatVersion: '1.0',
  });
  await route('ANY /proxy/{proxy+}', proxy);
  const mapped = await integration({
    IntegrationMethod: 'POST',
    IntegrationUri: backend.url,
    PayloadFormatVersion: '1.0',
    RequestParameters: {
      'overwrite:path': `/status/\${request.querystring.status}`,
      'append:header.x-user': '$request.body.user.name',
      'overwrite:header.x-stage': `stage \${context.stage} \${stageVariables.color}`,
      'remove:querystring.secret': "''",
    },
    ResponseParameters: {
      '404': { 'overwrite:statuscode': '410', 'append:header.x-was': '$response.statuscode', 'remove:header.x-backend': "''" },
    },
  });
  await route('POST /mapped', mapped);
  const target = await integration({ IntegrationType: 'AWS_PROXY', IntegrationUri: functionUri, PayloadFormatVersion: '2.0' });
  const asked = await client.send(
    new CreateAuthorizerCommand({
      ApiId,
      Name: 'function',
      AuthorizerType: 'REQUEST',
      AuthorizerUri: functionUri,
      IdentitySource: ['$request.querystring.user'],
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
    }),
  );
  await route('GET /function', target, { AuthorizationType: 'CUSTOM', AuthorizerId: asked.AuthorizerId });
  const jwt = await client.send(
    new CreateAuthorizerCommand({
      ApiId,
      Name: 'jwt',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: issuer.url, Audience: ['me'] },
    }),
  );
  await route('GET /jwt', target, { AuthorizationType: 'JWT', AuthorizerId: jwt.AuthorizerId });
  await route('GET /scoped', target, {
    AuthorizationType: 'JWT',
    AuthorizerId: jwt.AuthorizerId,
    AuthorizationScopes: ['write'],
  });
  await route('GET /signed', target, { AuthorizationType: 'AWS_IAM' });
  await client.send(
    new CreateStageCommand({
      ApiId,
      StageName: 'dev',
      AutoDeploy: true,
      StageVariables: { color: 'blue' },
      AccessLogSettings: {
        DestinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:http-access',
        Format: '{"route":"$context.routeKey","status":$context.status,"error":"$context.error.message"}',
      },
    }),
  );
});

afterAll(async () => {
  await Promise.all([server?.stop(), backend?.close(), issuer?.close()]);
});

const call = (path: string, init: RequestInit = {}) => fetch(`${server.apiUrl}/_aws/execute-api/${ApiId}/dev${path}`, init);
const answer = async (path: string, headers: Record<string, string> = {}) => {
  const response = await call(path, { headers });
  return [response.status, await response.json()];
};

describe('an integration with another server', () => {
  it('passes requests on as they are', async () => {
    const response = await call('/proxy/a/b?q=1', { method: 'PUT', body: 'text', headers: { 'x-mine': 'yes' } });
    expect(await response.json()).toMatchObject({
      method: 'PUT',
      pathname: '/base/a/b',
      search: '?q=1',
      body: 'text',
      headers: { 'x-mine': 'yes', forwarded: expect.stringContaining(`by=${ApiId}`) },
    });
    expect(response.headers.get('apigw-requestid')).not.toBeNull();
  });

  it('maps parameters of requests and answers', async () => {
    const body = '{"user": {"name": "Ann"}}';
    const response = await call('/mapped?status=404&secret=1', { method: 'POST', body });
    expect(response.status).toBe(410);
    expect(response.headers.get('x-was')).toBe('404');
    expect(response.headers.get('x-backend')).toBeNull();
    expect(await response.json()).toMatchObject({
      pathname: '/status/404',
      search: '?status=404',
      headers: { 'x-user': 'Ann', 'x-stage': 'stage dev blue' },
    });
  });
});

it('asks a function for a yes or a no', async () => {
  expect(await answer('/function?user=ann')).toEqual([
    200,
    { authorizer: { lambda: { user: 'ann', level: 3 } }, route: 'GET /function' },
  ]);
  expect(await answer('/function?user=bob')).toEqual([403, { message: 'Forbidden' }]);
  expect(await answer('/function')).toEqual([401, { message: 'Unauthorized' }]);
  expect(await answer('/function?user=broken')).toEqual([500, { message: 'Internal Server Error' }]);
});

describe('a JWT authorizer', () => {
  const now = Math.floor(Date.now() / 1000);
  const bearer = (claims: object) => ({
    authorization: `Bearer ${issuer.token({ iss: issuer.url, aud: 'me', exp: now + 60, iat: now - 1, sub: 'ann', ...claims })}`,
  });

  it('takes tokens of its issuer, and tells the function their claims', async () => {
    expect(await answer('/jwt', bearer({ groups: ['a', 'b'] }))).toEqual([
      200,
      {
        authorizer: { jwt: { claims: expect.objectContaining({ sub: 'ann', groups: '[a b]' }), scopes: null } },
        route: 'GET /jwt',
      },
    ]);
  });

  it('takes no others', async () => {
    const unauthorized = [401, { message: 'Unauthorized' }];
    expect(await answer('/jwt')).toEqual(unauthorized);
    expect(await answer('/jwt', { authorization: 'Bearer nonsense' })).toEqual(unauthorized);
    expect(await answer('/jwt', bearer({ exp: now - 1 }))).toEqual(unauthorized);
    expect(await answer('/jwt', bearer({ aud: 'you' }))).toEqual(unauthorized);
    expect(await answer('/jwt', bearer({ iss: 'http://elsewhere' }))).toEqual(unauthorized);
    const forged = bearer({}).authorization.replace(/.{10}$/, 'AAAAAAAAAA');
    expect(await answer('/jwt', { authorization: forged })).toEqual(unauthorized);
  });

  it('wants one of the scopes of the route', async () => {
    expect(await answer('/scoped', bearer({ scope: 'read' }))).toEqual([403, { message: 'Forbidden' }]);
    expect((await answer('/scoped', bearer({ scope: 'read write' })))[0]).toBe(200);
  });
});

it('takes signed requests only where AWS_IAM guards a route', async () => {
  expect(await answer('/signed')).toEqual([403, { message: 'Forbidden' }]);
  const credential = 'Credential=111111111111/20260101/us-east-1/execute-api/aws4_request';
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0`;
  expect(await answer('/signed', { authorization })).toEqual([
    200,
    { authorizer: { iam: expect.objectContaining({ accountId: '111111111111' }) }, route: 'GET /signed' },
  ]);
});

it('writes an access log in the format of the stage', async () => {
  expect((await answer('/nothing'))[0]).toBe(404);
  const logs = new CloudWatchLogsClient(sdkSettings(server));
  const line = await eventually('the access log', async () => {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: 'http-access' }));
    return events.map(({ message = '' }) => message).find((message) => message.includes('404'));
  });
  expect(JSON.parse(line)).toEqual({ route: '$default', status: 404, error: 'Not Found' });
});
