/** Every kind of integration of a REST API, made with AWS's client and called over HTTP. */
import { TestInvokeMethodCommand } from '@aws-sdk/client-api-gateway';
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
  await api.method('GET', '/typed', {
    responses: { 200: [] },
    integration: { type: 'HTTP', integrationHttpMethod: 'POST', uri: backend.url },
    integrationResponses: [{ statusCode: '200' }],
  });
  await api.method('POST', '/custom', {
    responses: { 200: ['Transfer-Encoding', 'Date'], 400: [] },
    integration: {
      type: 'AWS',
      integrationHttpMethod: 'POST',
      uri: functionUri,
      requestTemplates: {
        'application/json': `{"name": $input.json('$.name'), "fail": "$input.params('fail')", "stage": "$context.stage", "variable": "$stageVariables.color"}`,
      },
    },
    integrationResponses: [
      {
        statusCode: '200',
        responseParameters: { 'method.response.header.Transfer-Encoding': "'odd'", 'method.response.header.Date': "'today'" },
      },
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
  await api.method('ANY', '/owned', {
    integration: {
      type: 'HTTP_PROXY',
      integrationHttpMethod: 'POST',
      uri: backend.url,
      requestParameters: { 'integration.request.header.Content-Length': "'7'" },
    },
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
    expect(seen.headers).not.toHaveProperty('x-forwarded-for');
    expect(response.headers.get('x-amzn-trace-id')).toBeNull();
    expect(response.headers.get('x-backend')).toBe('here');
    expect(response.headers.get('x-amzn-remapped-date')).not.toBeNull();
    expect(response.headers.get('x-amzn-remapped-connection')).toBe('keep-alive');
    expect((await api.call('GET', '/proxy/status/418')).status).toBe(418);
  });

  it('keeps to itself what ends at API Gateway, and says how long a body is that is not there', async () => {
    const headers = { 'max-forwards': '2', 'content-md5': 'x', 'www-authenticate': 'Basic', via: 'p.example.net', te: 'deflate' };
    const seen = (await (await api.call('POST', '/proxy/x', { headers })).json()) as { headers: Record<string, string> };
    for (const name of Object.keys(headers)) expect(seen.headers).not.toHaveProperty(name);
    expect(seen.headers['content-length']).toBe('0');
  });

  it('fails for a mapping to a header that API Gateway writes itself', async () => {
    const response = await api.call('GET', '/owned');
    expect([response.status, await response.text()]).toEqual([500, '{"message": "Internal server error"}']);
    expect(response.headers.get('x-radiograph-cause')).toBe('Content-Length header already present');
    expect(response.headers.get('x-amzn-trace-id')).toBeNull();
  });

  it('refuses bodies of more than 10 MB as the edge of AWS does', async () => {
    const response = await api.call('POST', '/proxy/x', { body: 'x'.repeat(10 * 1024 * 1024 + 1) });
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      413,
      'text; charset=utf-8',
      'HTTP content length exceeded 10485760 bytes.',
    ]);
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

  it("does not hand on the type of a GET's body, whatever the back end's method", async () => {
    const seen = (await (await api.call('GET', '/typed', { headers: json })).json()) as { headers: Record<string, string> };
    expect(seen.headers).not.toHaveProperty('content-type');
    expect(seen.headers).toMatchObject({ accept: 'application/json', 'user-agent': `AmazonAPIGateway_${api.id}` });
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
    expect(response.headers.get('x-amzn-trace-id')).toMatch(/^Root=1-[0-9a-f-]{33};Parent=[0-9a-f]{16};Sampled=[01]/);
    expect(response.headers.get('x-amzn-remapped-date')).toBe('today');
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

describe('TestInvokeMethod', () => {
  const test = async (path: string, httpMethod: string, body: string) =>
    api.client.send(
      new TestInvokeMethodCommand({ restApiId: api.id, resourceId: await api.resource(path), httpMethod, body, headers: json }),
    );
  const linesOf = (log: string | undefined) => (log ?? '').split('\n').map((line) => line.replace(/^.* UTC \d{4} : /, ''));

  it('tells in the log what went to the function and came back', async () => {
    const { status, headers, log } = await test('/custom', 'POST', '{"name": "Ann"}');
    expect(status).toBe(200);
    const trace = headers?.['X-Amzn-Trace-Id'] ?? '';
    expect(trace).toMatch(/^Root=1-/);
    const sent = '{"name": "Ann", "fail": "", "stage": "test-invoke-stage", "variable": ""}';
    const url = expect.stringMatching(
      /https:\/\/lambda\.us-east-1\.amazonaws\.com\/2015-03-31\/functions\/arn:.*:custom\/invocations$/,
    );
    expect(linesOf(log)).toEqual([
      expect.stringMatching(/^Execution log for request /),
      expect.stringMatching(/^Starting execution for request: /),
      'HTTP Method: POST, Resource Path: /custom',
      'Method request path: {}',
      'Method request query string: {}',
      'Method request headers: {content-type=application/json}',
      'Method request body before transformations: {"name": "Ann"}',
      url,
      expect.stringMatching(/^Endpoint request headers: \{x-amzn-lambda-integration-tag=/),
      `Endpoint request body after transformations: ${sent}`,
      url,
      expect.stringMatching(/^Received response. Status: 200, Integration latency: \d+ ms$/),
      expect.stringMatching(
        /^Endpoint response headers: \{Date=.*, x-amzn-Remapped-Content-Length=0, X-Amz-Executed-Version=\$LATEST, X-Amzn-Trace-Id=/,
      ),
      `Endpoint response body before transformations: ${sent}`,
      `Method response body after transformations: ${sent}`,
      expect.stringContaining(`Method response headers: {X-Amzn-Trace-Id=${trace}, `),
      'Successfully completed execution',
      'Method completed with status: 200',
      '',
    ]);
  });

  it('tries a method for any as the one that it is asked for, and tells only why it failed', async () => {
    const { status, headers, log } = await test('/owned', 'GET', '');
    expect([status, headers]).toEqual([500, { 'x-amzn-ErrorType': 'InternalServerErrorException' }]);
    const lines = linesOf(log);
    expect(lines[2]).toBe('HTTP Method: GET, Resource Path: /owned');
    expect(lines.slice(-3)).toEqual([
      'Execution failed due to configuration error: Content-Length header already present',
      'Method completed with status: 500',
      '',
    ]);
  });
});
