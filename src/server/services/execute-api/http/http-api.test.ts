/** Requests to HTTP APIs: the events of both formats, what is answered, and CORS. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../door.fixture.ts';
import type { HttpCors, HttpIntegration } from '../../http-api.ts';
import { openHttpApiStore } from '../../http-api.ts';
import { ownerScope } from '../../rest-api.ts';
import { tenant } from '../../service.fixture.ts';
import { TestExecuteApi } from '../service.fixture.ts';

const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:hello';
const root = '1-5759e988-bd862e3fe1be46a994272793';
const integration: HttpIntegration = {
  id: 'two',
  uri: functionArn,
  method: 'POST',
  payloadFormatVersion: '2.0',
  timeoutInMillis: 30_000,
};

/** One HTTP API with a `$default` and a `dev` stage. */
class TestHttpApi extends TestExecuteApi {
  readonly store = openHttpApiStore(this.controlPlane);

  constructor() {
    super();
    const { apis, owners, stages } = this.store;
    apis.put(tenant, 'api123', { id: 'api123', name: 'a', createdDate: 0, disableExecuteApiEndpoint: false, tags: {} });
    owners.put(ownerScope, 'api123', tenant);
    for (const stageName of ['$default', 'dev'])
      stages.put(tenant, `api123/${stageName}`, {
        stageName,
        deploymentId: 'dep1',
        autoDeploy: true,
        variables: stageName === 'dev' ? { color: 'red' } : {},
        tags: {},
        createdDate: 0,
        lastUpdatedDate: 0,
      });
    this.deploy();
  }

  /** Under its own id, as deployments never change. */
  deploy(id = 'dep1', cors?: HttpCors): void {
    const route = (routeKey: string, integrationId = 'two') => ({ id: routeKey, routeKey, integrationId });
    this.store.deployments.put(tenant, `api123/${id}`, {
      id,
      createdDate: 0,
      autoDeployed: true,
      cors,
      routes: [route('GET /items/{id}'), route('ANY /files/{path+}'), route('POST /old/{id}', 'one'), route('GET /slow', 'slow')],
      integrations: [
        integration,
        { ...integration, id: 'one', payloadFormatVersion: '1.0' },
        { ...integration, id: 'slow', timeoutInMillis: 50 },
      ],
    });
    for (const name of ['$default', 'dev']) {
      const stage = this.store.stages.get(tenant, `api123/${name}`);
      if (stage) this.store.stages.put(tenant, `api123/${name}`, { ...stage, deploymentId: id });
    }
  }

  send(method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> {
    return this.door.send(method, path, { host: 'api123.execute-api.localhost', ...headers }, body);
  }
}

let api: TestHttpApi;

beforeEach(async () => {
  api = new TestHttpApi();
  await api.door.open();
});

afterEach(async () => {
  await api.close();
  expect(api.segments).toEqual([]);
});

describe('a request to an HTTP API', () => {
  it('reaches the function as an event of format 2.0, without what is empty', async () => {
    await api.send('GET', '/items/7?a=1&a=2&b=x%20y', { 'X-Two': 'v', cookie: 'c1=1; c2=2', 'X-Amzn-Trace-Id': `Root=${root}` });
    expect(api.event()).toEqual({
      version: '2.0',
      routeKey: 'GET /items/{id}',
      rawPath: '/items/7',
      rawQueryString: 'a=1&a=2&b=x%20y',
      cookies: ['c1=1', 'c2=2'],
      headers: expect.objectContaining({ 'x-two': 'v', 'x-amzn-trace-id': `Root=${root}`, 'x-forwarded-for': '127.0.0.1' }),
      queryStringParameters: { a: '1,2', b: 'x y' },
      requestContext: {
        accountId: '123456789012',
        apiId: 'api123',
        domainName: 'api123.execute-api.eu-west-1.amazonaws.com',
        domainPrefix: 'api123',
        http: { method: 'GET', path: '/items/7', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
        requestId: expect.any(String),
        routeKey: 'GET /items/{id}',
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
      pathParameters: { id: '7' },
      isBase64Encoded: false,
    });
    expect(api.event()['headers']).not.toHaveProperty('cookie');
    expect(api.asked).toEqual([
      [functionArn, 'apigateway.amazonaws.com', 'arn:aws:execute-api:eu-west-1:123456789012:api123/$default/GET/items/{id}'],
    ]);
  });

  it('is decoded but for its query, and has a length without a body', async () => {
    await api.send('GET', '/items/a%2Bb%20%40?q=%40');
    expect(api.event()).toMatchObject({
      rawPath: '/items/a+b @',
      rawQueryString: 'q=%40',
      headers: { 'content-length': '0' },
      requestContext: { http: { path: '/items/a+b @' } },
      pathParameters: { id: 'a+b @' },
    });
    await api.send('POST', '/old/a%20b', {}, 'text');
    expect(api.event()).toMatchObject({
      path: '/old/a b',
      headers: { 'content-length': '4' },
      requestContext: { path: '/old/a b' },
      pathParameters: { id: 'a b' },
    });
  });

  it.each([
    ['/files/question%3Fvalue', '/files/question'],
    ['/files/hash%23value', '/files/hash#value'],
    ['/files/slash%2Fvalue', '/files/slash/value'],
    ['/files/unicode-%CE%BB', '/files/unicode-λ'],
    ['/files/literal%252Fvalue', '/files/literal/value'],
    ['/files/literal%253Fvalue', '/files/literal?value'],
    ['/files/literal%2525value', '/files/literal%value'],
  ])('%s reaches the function as %s', async (sent, rawPath) => {
    await api.send('GET', sent);
    expect(api.event()).toMatchObject({ rawPath, pathParameters: { path: rawPath.replace('/files/', '') } });
  });

  it('is refused when its event is larger than Lambda takes', async () => {
    const response = await api.send('POST', '/old/7', {}, 'x'.repeat(6_291_556));
    expect([response.status, response.text]).toEqual([413, '{"message":"Request Entity Too Large"}']);
    expect(api.invocations).toEqual([]);
  });

  it('is refused with a path that cannot be decoded twice', async () => {
    const response = await api.send('GET', '/files/percent%25done');
    expect([response.status, response.text]).toEqual([400, '{"message":"Bad Request"}']);
    expect(response.headers).not.toHaveProperty('x-amzn-errortype');
    expect(api.invocations).toEqual([]);
  });

  it('makes a trace that has a Root only, so that the function decides', async () => {
    await api.send('GET', '/items/7');
    expect(api.invocations[0]?.traceHeader).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(api.event()['headers']).toMatchObject({ 'x-amzn-trace-id': api.invocations[0]?.traceHeader });
  });

  it('names the stage in the path where there is such a stage', async () => {
    await api.send('DELETE', '/dev/files/a/b');
    expect(api.event()).toMatchObject({
      routeKey: 'ANY /files/{path+}',
      rawPath: '/dev/files/a/b',
      pathParameters: { path: 'a/b' },
      stageVariables: { color: 'red' },
    });
    await api.send('GET', '/restapis/api123/$default/_user_request_/items/1', { host: '127.0.0.1' });
    expect(api.event()).toMatchObject({ rawPath: '/items/1', requestContext: { stage: '$default' } });
  });

  it('reaches the function as an event of format 1.0, with bytes as base64', async () => {
    await api.send('POST', '/old/7', { 'Content-Type': 'image/png' }, 'bytes');
    expect(api.event()).toMatchObject({
      version: '1.0',
      resource: '/old/{id}',
      path: '/old/7',
      httpMethod: 'POST',
      queryStringParameters: null,
      pathParameters: { id: '7' },
      requestContext: { resourceId: 'POST /old/{id}', stage: '$default' },
      body: Buffer.from('bytes').toString('base64'),
      isBase64Encoded: true,
    });
  });

  it.each([
    ['GET', '/nothing'],
    ['POST', '/items/7'],
  ])('that no route takes is not found: %s %s', async (method, path) => {
    const answer = await api.send(method, path);
    expect([answer.status, answer.text]).toEqual([404, '{"message":"Not Found"}']);
    expect(answer.headers['apigw-requestid']).toBeDefined();
  });
});

describe("an HTTP API's answer", () => {
  it.each([
    ['a text', 'hi', 200, 'hi', 'application/json'],
    ['an object', { a: 1 }, 200, '{"a":1}', 'application/json'],
    ['a described response', { statusCode: 201, body: 'made' }, 201, 'made', 'text/plain;charset=UTF-8'],
    ['base64', { statusCode: 200, body: 'aGk=', isBase64Encoded: true }, 200, 'hi', 'text/plain;charset=UTF-8'],
  ])('is made from %s', async (_, output, status, body, type) => {
    api.answer = () => output;
    const answer = await api.send('GET', '/items/7');
    expect([answer.status, answer.text, answer.headers['content-type']]).toEqual([status, body, type]);
  });

  it('sets every cookie of format 2.0', async () => {
    api.answer = () => ({ statusCode: 200, cookies: ['a=1', 'b=2'] });
    expect((await api.send('GET', '/items/7')).headers['set-cookie']).toEqual(['a=1', 'b=2']);
  });

  it.each([
    ['a failed function', '/items/7', () => ({ errorMessage: 'x' }), true],
    ['a missing permission', '/items/7', () => 'x', false],
    ['a response without status in format 1.0', '/old/7', () => 'x', true],
    ['a status that is none', '/items/7', () => ({ statusCode: 'no' }), true],
  ])('is an error for %s', async (_, path, answerOf, allowed) => {
    api.answer = answerOf;
    api.allowed = allowed;
    const answer = await api.send(path.startsWith('/old') ? 'POST' : 'GET', path);
    expect([answer.status, answer.text]).toEqual([500, '{"message":"Internal Server Error"}']);
  });

  it('is Service Unavailable when the function takes longer than the integration may', async () => {
    api.answer = () => new Promise(() => undefined);
    const answer = await api.send('GET', '/slow');
    expect([answer.status, answer.text]).toEqual([503, '{"message":"Service Unavailable"}']);
  });
});

describe('CORS of an HTTP API', () => {
  const preflight = { origin: 'https://a.example', 'access-control-request-method': 'GET' };

  it('answers a preflight request without a route', async () => {
    api.deploy('dep2', { allowOrigins: ['https://a.example'], allowMethods: ['GET'], allowHeaders: ['X-A'], maxAge: 9 });
    const answer = await api.send('OPTIONS', '/anything', preflight);
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': 'https://a.example',
      'access-control-allow-methods': 'GET',
      'access-control-allow-headers': 'x-a',
      'access-control-max-age': '9',
    });
    const refused = await api.send('OPTIONS', '/anything', { ...preflight, origin: 'https://b.example' });
    expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([204, undefined]);
    expect(api.invocations).toEqual([]);
  });

  it("wins over the function's headers, which stand where the API has none", async () => {
    api.answer = () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': 'https://function' } });
    const before = await api.send('GET', '/items/7', preflight);
    expect(before.headers['access-control-allow-origin']).toBe('https://function');
    api.deploy('dep2', { allowOrigins: ['*'], exposeHeaders: ['x-b'] });
    const after = await api.send('GET', '/items/7', preflight);
    expect(after.headers).toMatchObject({ 'access-control-allow-origin': '*', 'access-control-expose-headers': 'x-b' });
  });
});

it('tells in the access log what the function answers apart from what Lambda does', async () => {
  const format =
    '$context.status $context.integration.status $context.integration.integrationStatus $context.integrationStatus $context.integration.requestId';
  const stage = api.store.stages.get(tenant, 'api123/$default');
  if (!stage) throw new Error('no stage');
  const destinationArn = 'arn:aws:logs:eu-west-1:123456789012:log-group:access';
  api.store.stages.put(tenant, 'api123/$default', { ...stage, accessLog: { destinationArn, format } });
  api.answer = () => ({ statusCode: 404 });
  await api.send('GET', '/items/1');
  const id = api.invocations.at(-1)?.requestId;
  expect(api.logged).toEqual([`access/$default: 404 404 200 200 ${id}`]);
});
