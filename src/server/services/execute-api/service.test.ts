/** Requests to a REST API: what reaches the function, and what is answered. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AwsError } from '../../wire/aws-error.ts';
import { tenant } from '../service.fixture.ts';
import { functionArn, TestRestApi } from './rest-api.fixture.ts';

let api: TestRestApi;
beforeEach(async () => {
  api = new TestRestApi();
  await api.door.open();
});
afterEach(() => api.close());

describe('a request to a Lambda proxy integration', () => {
  it('reaches the function as the event that AWS documents', async () => {
    const response = await api.call(
      'POST',
      '/items/a%20b?q=1&q=2&empty&plus=a+b%21',
      { 'x-Custom': ['1', '2'], 'user-agent': 'test/1', 'content-type': 'text/plain', 'x-forwarded-for': '9.9.9.9' },
      'héllo',
    );
    expect(response.status).toBe(200);
    expect(response.text).toBe('ok');
    expect(response.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers['x-amz-apigw-id']).toMatch(/^.{15}=$/);
    const event = api.event();
    const trace = (event['headers'] as Record<string, string>)['X-Amzn-Trace-Id'];
    expect(trace).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(response.headers['x-amzn-trace-id']).toMatch(new RegExp(`^${trace};Parent=[0-9a-f]{16};Sampled=0$`));
    expect(api.invocations[0]).toMatchObject({ tenant, functionName: functionArn, traceHeader: trace });
    const host = `127.0.0.1:${api.door.port}`;
    const id = response.headers['x-amzn-requestid'];
    expect(event).toEqual({
      resource: '/items/{id}',
      path: '/items/a%20b',
      httpMethod: 'POST',
      headers: {
        'x-Custom': '2',
        'User-Agent': 'test/1',
        'content-type': 'text/plain',
        Host: host,
        'X-Amzn-Trace-Id': trace,
        'X-Forwarded-For': '9.9.9.9, 127.0.0.1',
        'X-Forwarded-Port': String(api.door.port),
        'X-Forwarded-Proto': 'http',
      },
      multiValueHeaders: expect.objectContaining({ 'x-Custom': ['1', '2'], Host: [host] }),
      queryStringParameters: { q: '2', empty: '', plus: 'a b!' },
      multiValueQueryStringParameters: { q: ['1', '2'], empty: [''], plus: ['a b!'] },
      pathParameters: { id: 'a%20b' },
      stageVariables: { alias: 'live' },
      requestContext: {
        accountId: tenant.account,
        apiId: 'api123',
        deploymentId: 'dep1',
        domainName: 'api123.execute-api.eu-west-1.amazonaws.com',
        domainPrefix: 'api123',
        extendedRequestId: response.headers['x-amz-apigw-id'],
        httpMethod: 'POST',
        identity: {
          accessKey: null,
          accountId: null,
          caller: null,
          cognitoAuthenticationProvider: null,
          cognitoAuthenticationType: null,
          cognitoIdentityId: null,
          cognitoIdentityPoolId: null,
          principalOrgId: null,
          sourceIp: '127.0.0.1',
          user: null,
          userAgent: 'test/1',
          userArn: null,
        },
        path: '/dev/items/a%20b',
        protocol: 'HTTP/1.1',
        requestId: id,
        requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        requestTimeEpoch: expect.any(Number),
        resourceId: 'res1',
        resourcePath: '/items/{id}',
        stage: 'dev',
      },
      body: 'héllo',
      isBase64Encoded: false,
    });
  });

  it('has null for what is not there', async () => {
    api.putStage({ variables: {} });
    api.store.deployments.put(tenant, 'api123/dep2', {
      ...(api.store.deployments.get(tenant, 'api123/dep1') ?? expect.unreachable()),
      id: 'dep2',
      resources: [
        {
          id: 'r',
          path: '/plain',
          methods: {
            GET: {
              httpMethod: 'GET',
              authorizationType: 'NONE',
              apiKeyRequired: false,
              responses: {},
              integration: {
                type: 'AWS_PROXY',
                httpMethod: 'POST',
                uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
                passthroughBehavior: 'WHEN_NO_MATCH',
                timeoutInMillis: 29_000,
                cacheNamespace: 'r',
                responses: {},
              },
            },
          },
        },
      ],
    });
    api.putStage({ variables: {}, deploymentId: 'dep2' });
    await api.call('GET', '/plain');
    expect(api.event()).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
    });
  });

  it('carries bytes both ways for the media types that the API lists', async () => {
    const bytes = Buffer.from([0xff, 0x00, 0x80]);
    api.answer = () => ({ body: bytes.toString('base64'), isBase64Encoded: true, headers: { 'Content-Type': 'image/png' } });
    const response = await api.call('PUT', '/items/1', { 'content-type': 'image/png', accept: 'image/png' }, bytes);
    expect(api.event()).toMatchObject({ body: bytes.toString('base64'), isBase64Encoded: true });
    expect(response.body).toEqual(bytes);
    expect(response.headers['content-length']).toBe('3');
  });

  it('answers several cookies as several headers', async () => {
    api.answer = () => ({ multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] } });
    const response = await api.call('GET', '/items/1');
    expect(response.headers['set-cookie']).toEqual(['a=1', 'b=2']);
  });

  it('asks for the permission with the ARN of method and resource', async () => {
    await api.call('GET', '/items/1');
    expect(api.asked).toEqual([
      [functionArn, 'apigateway.amazonaws.com', 'arn:aws:execute-api:eu-west-1:123456789012:api123/dev/GET/items/{id}'],
    ]);
  });
});

describe('a request that cannot be served', () => {
  const answerOf = async (method: string, path: string) => {
    const response = await api.call(method, path);
    return [response.status, response.headers['x-amzn-errortype'], response.text];
  };
  const internal = '{"message": "Internal server error"}';

  it('because no route matches is 403 Missing Authentication Token', async () => {
    const expected = [403, 'MissingAuthenticationTokenException', '{"message":"Missing Authentication Token"}'];
    expect(await answerOf('GET', '/nothing')).toEqual(expected);
    expect(await answerOf('GET', '/')).toEqual(expected);
  });

  it('because there is no such stage or API is 403 Forbidden', async () => {
    const expected = [403, 'ForbiddenException', '{"message":"Forbidden"}'];
    expect(await answerOf('GET', '/restapis/api123/other/_user_request_/items/1')).toEqual(expected);
    expect(await answerOf('GET', '/restapis/nothing/dev/_user_request_/items/1')).toEqual(expected);
  });

  it('because the function failed or answered nonsense is 502', async () => {
    api.answer = () => ({ errorMessage: 'boom', errorType: 'ValueError' });
    expect(await answerOf('GET', '/items/1')).toEqual([502, 'InternalServerErrorException', internal]);
    api.answer = () => 'nonsense';
    expect(await answerOf('GET', '/items/1')).toEqual([502, 'InternalServerErrorException', internal]);
  });

  it('because Lambda refused, or may not be called, is 500 and says why in a header of ours', async () => {
    api.answer = () => {
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
    };
    expect(await answerOf('GET', '/items/1')).toEqual([500, 'InternalServerErrorException', internal]);
    api.allowed = false;
    const response = await api.call('GET', '/items/1');
    expect([response.status, response.text]).toEqual([500, internal]);
    expect(response.headers['x-radiograph-cause']).toContain('lambda add-permission');
    expect(api.invocations).toHaveLength(1);
  });

  it('because the integration calls Lambda with something else than POST is 500', async () => {
    expect(await answerOf('GET', '/wrong')).toEqual([500, 'InternalServerErrorException', internal]);
  });

  it('in time is 504', async () => {
    let finish: (value: unknown) => void = () => {};
    api.answer = () => new Promise((resolve) => (finish = resolve));
    expect(await answerOf('GET', '/slow')).toEqual([
      504,
      'InternalServerErrorException',
      '{"message": "Endpoint request timed out"}',
    ]);
    finish({});
  });
});

describe('a MOCK integration', () => {
  it('answers by itself with its static headers', async () => {
    const response = await api.call('OPTIONS', '/items/1');
    expect(response.status).toBe(204);
    expect(response.headers['access-control-allow-origin']).toBe('*');
    expect(api.invocations).toEqual([]);
  });
});

it('refuses a request whose event is larger than Lambda takes', async () => {
  const response = await api.call('POST', '/items/1', {}, 'x'.repeat(6_291_556));
  expect([response.status, response.text]).toEqual([413, '{"message": "Request Too Long"}']);
  expect(response.headers['x-amzn-errortype']).toBe('BadRequestException');
  expect(response.headers['x-amzn-trace-id']).toBeUndefined();
  expect(api.invocations).toEqual([]);
});

describe('an access log', () => {
  it('tells what the function answers apart from what Lambda does', async () => {
    const format =
      '$context.status $context.integration.status $context.integration.integrationStatus $context.integrationStatus';
    api.putStage({ accessLog: { destinationArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:access', format } });
    api.answer = () => ({ statusCode: 404 });
    await api.call('GET', '/items/1');
    api.answer = () => ({ errorMessage: 'no' });
    await api.call('GET', '/items/1');
    expect(api.logged).toEqual(['access/dev: 404 404 200 200', 'access/dev: 502 200 200 200']);
    api.putStage({
      accessLog: {
        destinationArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:access',
        format: '$context.awsEndpointRequestId $context.integration.requestId',
      },
    });
    await api.call('GET', '/items/1');
    const id = api.invocations.at(-1)?.requestId;
    expect(api.logged.at(-1)).toBe(`access/dev: ${id} ${id}`);
  });
});
