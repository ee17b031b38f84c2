/** Every kind of integration of a REST API, made with AWS's client and called over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { type Backend, deployFunction, startBackend, TestRestApi } from './rest-api.ts';

const code = `
def handler(event, context):
    if event.get('fail'):
        raise Exception('Bad Request: ' + event['fail'])
    return {'got': event, 'statusCode': 200, 'body': 'proxied'} if 'got' in event else event
`;

let server: TestServer;
let backend: Backend;
let api: TestRestApi;
let functionUri: string;

beforeAll(async () => {
  [server, backend] = await Promise.all([startTestServer(), startBackend()]);
  functionUri = await deployFunction(server, 'custom', code);
  api = await TestRestApi.create(server, 'integrations');

  await api.method('ANY', '/proxy/{proxy+}', {
    method: { requestParameters: { 'method.request.path.proxy': true } },
    integration: {
      type: 'HTTP_PROXY',
      integrationHttpMethod: 'ANY',
      uri: `\${stageVariables.backend}/{proxy}`,
      requestParameters: {
        'integration.request.path.proxy': 'method.request.path.proxy',
        'integration.request.header.x-stage': 'context.stage',
        'integration.request.querystring.fixed': "'1'",
      },
    },
  });
  await api.method('POST', '/http/{id}', {
    method: { requestParameters: { 'method.request.path.id': true, 'method.request.querystring.q': false } },
    responses: { 200: ['x-backend', 'x-id'], 404: ['x-backend'] },
    integration: {
      type: 'HTTP',
      integrationHttpMethod: 'PUT',
      uri: `${backend.url}/status/{id}`,
      requestParameters: {
        'integration.request.path.id': 'method.request.path.id',
        'integration.request.querystring.search': 'method.request.querystring.q',
        'integration.request.header.x-body': 'method.request.body.name',
      },
      requestTemplates: {
        'application/json': `#set($body = $input.path('$'))
{"greeting": "Hello $body.name", "first": $input.json('$.items[0]'), "agent": "$util.escapeJavaScript($context.identity.userAgent)",
 "all": [#foreach($item in $body.items)"$item.id"#if($foreach.hasNext),#end#end]}`,
      },
      passthroughBehavior: 'WHEN_NO_TEMPLATES',
    },
    integrationResponses: [
      {
        statusCode: '200',
        responseParameters: {
          'method.response.header.x-backend': 'integration.response.header.X-Backend',
          'method.response.header.x-id': 'integration.response.body.pathname',
        },
        responseTemplates: {
          'application/json': `{"sent": $input.path('$.body'), "method": "$input.path('$.method')", "search": "$input.path('$.search')", "header": "$input.path('$.headers.x-body')"}`,
        },
      },
      {
        statusCode: '404',
        selectionPattern: '4\\d{2}',
        responseParameters: { 'method.response.header.x-backend': "'static'" },
        responseTemplates: {
          'application/json': `#set($context.responseOverride.status = 410)#set($context.responseOverride.header.x-more = "set"){"gone": true}`,
        },
      },
    ],
  });
  await api.method('POST', '/custom', {
    responses: { 200: [], 400: [] },
    integration: {
      type: 'AWS',
      integrationHttpMethod: 'POST',
      uri: functionUri,
      requestTemplates: {
        'application/json': `{"name": $input.json('$.name'), "fail": "$input.params('fail')", "stage": "$context.stage", "variable": "$stageVariables.color"}`,
      },
    },
    integrationResponses: [
      { statusCode: '200' },
      {
        statusCode: '400',
        selectionPattern: '.*Bad Request.*',
        responseTemplates: { 'application/json': `{"error": $input.json('$.errorMessage')}` },
      },
    ],
  });
  await api.method('POST', '/strict', {
    responses: { 200: [] },
    integration: { type: 'AWS', integrationHttpMethod: 'POST', uri: functionUri, passthroughBehavior: 'NEVER' },
    integrationResponses: [{ statusCode: '200' }],
  });
  await api.method('GET', '/parameter', {
    responses: { 200: [] },
    integration: {
      type: 'AWS',
      integrationHttpMethod: 'POST',
      uri: 'arn:aws:apigateway:us-east-1:sts:action/GetCallerIdentity&Version=2011-06-15',
      credentials: 'arn:aws:iam::000000000000:role/api',
    },
    integrationResponses: [{ statusCode: '200' }],
  });
  await api.method('GET', '/slow', {
    integration: { type: 'HTTP_PROXY', integrationHttpMethod: 'GET', uri: `${backend.url}/slow`, timeoutInMillis: 100 },
  });
  await api.method('GET', '/nobody', {
    integration: { type: 'HTTP_PROXY', integrationHttpMethod: 'GET', uri: 'http://127.0.0.1:1/' },
  });
  await api.method('GET', '/mock', {
    responses: { 200: [], 500: [] },
    integration: {
      requestTemplates: { 'application/json': `{"statusCode": #if($input.params('bad') == 'yes')500#{else}200#end}` },
    },
    integrationResponses: [
      {
        statusCode: '200',
        responseTemplates: { 'application/json': '{"id": "$context.requestId", "q": "$input.params(\'q\')"}' },
      },
      { statusCode: '500', selectionPattern: '5\\d{2}', responseTemplates: { 'application/json': '{"bad": true}' } },
    ],
  });
  await api.deploy({ backend: backend.url, color: 'blue' });
});

afterAll(async () => {
  await Promise.all([server?.stop(), backend?.close()]);
});

const json = { 'content-type': 'application/json' };

describe('HTTP_PROXY', () => {
  it('passes the request on, with what its parameters add, and the answer back', async () => {
    const response = await api.call('PATCH', '/proxy/a/b%20c?q=1&q=2', { body: 'text', headers: { 'x-mine': 'yes' } });
    const seen = (await response.json()) as { headers: Record<string, string> };
    expect(seen).toMatchObject({
      method: 'PATCH',
      pathname: '/a/b%20c',
      search: '?q=1&q=2&fixed=1',
      body: 'text',
      headers: { 'x-mine': 'yes', 'x-stage': 'dev', 'x-amzn-apigateway-api-id': api.id, host: new URL(backend.url).host },
    });
    expect(seen.headers['x-amzn-trace-id']).toMatch(/^Root=1-/);
    expect(response.headers.get('x-backend')).toBe('here');
    expect(response.headers.get('x-amzn-remapped-date')).not.toBeNull();
    expect((await api.call('GET', '/proxy/status/418')).status).toBe(418);
  });

  it('answers 504 when the back end does not', async () => {
    const slow = await api.call('GET', '/slow');
    expect([slow.status, await slow.text()]).toEqual([504, '{"message": "Endpoint request timed out"}']);
    const nobody = await api.call('GET', '/nobody');
    expect([nobody.status, await nobody.text()]).toEqual([504, '{"message": "Network error communicating with endpoint"}']);
    expect(nobody.headers.get('x-radiograph-cause')).toContain('ECONNREFUSED');
  });
});

describe('HTTP', () => {
  const body = JSON.stringify({ name: 'Ann', items: [{ id: 1 }, { id: 2 }] });

  it('maps the request and the answer', async () => {
    const response = await api.call('POST', '/http/200?q=x', { body, headers: { ...json, 'user-agent': 'a "b"' } });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      sent: { greeting: 'Hello Ann', first: { id: 1 }, agent: 'a "b"', all: ['1', '2'] },
      method: 'PUT',
      search: '?search=x',
      header: 'Ann',
    });
    expect(response.headers.get('x-backend')).toBe('here');
    expect(response.headers.get('x-id')).toBe('/status/200');
  });

  it('chooses the response by the status, and lets the template override it', async () => {
    const response = await api.call('POST', '/http/404', { body, headers: json });
    expect([response.status, await response.json()]).toEqual([410, { gone: true }]);
    expect(response.headers.get('x-backend')).toBe('static');
    expect(response.headers.get('x-more')).toBe('set');
  });

  it('refuses a body that no template takes', async () => {
    const response = await api.call('POST', '/http/200', { body: '<a/>', headers: { 'content-type': 'text/xml' } });
    expect([response.status, await response.text()]).toEqual([415, '{"message":"Unsupported Media Type"}']);
    expect(response.headers.get('x-amzn-errortype')).toBe('BadRequestException');
  });
});

describe('AWS with a function', () => {
  it('gives the function what the template makes, and the client what the function returns', async () => {
    const response = await api.call('POST', '/custom', { body: '{"name": "Ann"}', headers: json });
    expect([response.status, await response.json()]).toEqual([200, { name: 'Ann', fail: '', stage: 'dev', variable: 'blue' }]);
  });

  it("chooses the response by the function's error message", async () => {
    const response = await api.call('POST', '/custom?fail=no', { body: '{}', headers: json });
    expect([response.status, await response.json()]).toEqual([400, { error: 'Bad Request: no' }]);
  });

  it('passes no body through when it is told never to', async () => {
    expect((await api.call('POST', '/strict', { body: '{}', headers: json })).status).toBe(415);
  });
});

describe('AWS with a service', () => {
  it('calls the service as its clients do', async () => {
    const response = await api.call('GET', '/parameter');
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('<Account>000000000000</Account>')]);
  });
});

describe('MOCK', () => {
  it('answers by its templates', async () => {
    const response = await api.call('GET', '/mock?q=x');
    expect([response.status, await response.json()]).toEqual([200, { id: response.headers.get('x-amzn-requestid'), q: 'x' }]);
    const bad = await api.call('GET', '/mock?bad=yes');
    expect([bad.status, await bad.json()]).toEqual([500, { bad: true }]);
  });
});
