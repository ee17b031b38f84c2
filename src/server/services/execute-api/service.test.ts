import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SampledRequest } from '../../../model/sampling-rule.ts';
import type { Segment } from '../../../model/segment-document.ts';
import { validateSegmentDocument } from '../../../model/segment-validation.ts';
import { resolveConfig } from '../../config.ts';
import { openControlPlane } from '../../store/control-plane.ts';
import { AwsError } from '../../wire/aws-error.ts';
import type { InvokeRequest, InvokeResult } from '../ports.ts';
import type { RestIntegration, RestStage } from '../rest-api.ts';
import { openRestApiStore, ownerScope } from '../rest-api.ts';
import { createExecuteApi } from './service.ts';

const tenant = { account: '123456789012', region: 'eu-west-1' };
const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:hello:live';
const root = '1-5759e988-bd862e3fe1be46a994272793';

/** One API with the methods below, on a port of its own; the function is whatever `answer` says. */
class TestApi {
  readonly invocations: InvokeRequest[] = [];
  readonly asked: string[][] = [];
  readonly segments: Segment[] = [];
  readonly metrics: unknown[][] = [];
  readonly logs: string[][] = [];
  answer: (request: InvokeRequest) => unknown = () => ({ statusCode: 200, body: 'ok' });
  allowed = true;
  sample: (request: SampledRequest) => boolean = () => true;
  readonly #directory = mkdtempSync(join(tmpdir(), 'radiograph-execute-api-'));
  readonly controlPlane = openControlPlane(this.#directory);
  readonly store = openRestApiStore(this.controlPlane);
  readonly #server: Server;

  constructor() {
    const proxy: RestIntegration = {
      type: 'AWS_PROXY',
      httpMethod: 'POST',
      uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${functionArn.replace('live', '$')}{stageVariables.alias}/invocations`,
      passthroughBehavior: 'WHEN_NO_MATCH',
      timeoutInMillis: 29_000,
      cacheNamespace: 'x',
      responses: {},
    };
    const cors: RestIntegration = {
      ...proxy,
      type: 'MOCK',
      requestTemplates: { 'application/json': '{ statusCode: 204 }' },
      responses: {
        204: { statusCode: '204', responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" } },
      },
    };
    const method = (httpMethod: string, integration: RestIntegration) => ({
      [httpMethod]: { httpMethod, authorizationType: 'NONE', apiKeyRequired: false, responses: {}, integration },
    });
    const { apis, owners, deployments } = this.store;
    apis.put(tenant, 'api123', {
      id: 'api123',
      name: 'my api (test)',
      createdDate: 0,
      binaryMediaTypes: ['image/png'],
      endpointTypes: ['EDGE'],
      apiKeySource: 'HEADER',
      disableExecuteApiEndpoint: false,
      tags: {},
      rootResourceId: 'root',
    });
    owners.put(ownerScope, 'api123', tenant);
    deployments.put(tenant, 'api123/dep1', {
      id: 'dep1',
      createdDate: 0,
      apiName: 'my api',
      binaryMediaTypes: ['image/png'],
      resources: [
        { id: 'root', path: '/', methods: {} },
        { id: 'res1', path: '/items/{id}', methods: { ...method('ANY', proxy), ...method('OPTIONS', cors) } },
        { id: 'res2', path: '/slow', methods: method('GET', { ...proxy, timeoutInMillis: 50 }) },
        { id: 'res3', path: '/wrong', methods: method('GET', { ...proxy, httpMethod: 'GET' }) },
      ],
    });
    this.putStage({});
    const api = createExecuteApi({
      controlPlane: this.controlPlane,
      config: resolveConfig({}, {}),
      sampler: { sample: (_, given) => this.sample(given) },
      invoker: {
        allows: (...given) => {
          this.asked.push(given.slice(1) as string[]);
          return this.allowed;
        },
        invoke: async (given): Promise<InvokeResult> => {
          this.invocations.push(given);
          const output = await this.answer(given);
          const failed = typeof output === 'object' && output !== null && 'errorMessage' in output;
          return {
            statusCode: 200,
            payload: Buffer.from(JSON.stringify(output)),
            executedVersion: '1',
            functionError: failed ? 'Unhandled' : undefined,
          };
        },
      },
      metricSink: {
        put: async (_, namespace, data) => {
          for (const { name, values, dimensions } of data)
            this.metrics.push([namespace, name, values?.[0], dimensions.map(([key, value]) => `${key}=${value}`).join()]);
        },
      },
      logSink: {
        write: async (_, group, stream, events) => {
          this.logs.push([group, stream, ...events.map(({ message }) => message)]);
        },
      },
      identify: () => undefined,
      awsEndpoint: { url: () => '', authorization: () => undefined },
      segmentSink: {
        accept: async (_, documents) => {
          for (const document of documents.map(String)) {
            expect(validateSegmentDocument(document)).toMatchObject({ ok: true });
            this.segments.push(JSON.parse(document) as Segment);
          }
          return [];
        },
      },
    });
    this.#server = createServer((message, response) => {
      const parts: Buffer[] = [];
      message.on('data', (part: Buffer) => parts.push(part));
      message.on('end', () => void api.handle(message, response, Buffer.concat(parts)));
    });
  }

  putStage(stage: Partial<RestStage>): void {
    this.store.stages.put(tenant, 'api123/dev', {
      stageName: 'dev',
      deploymentId: 'dep1',
      variables: { alias: 'live' },
      tracingEnabled: false,
      tags: {},
      createdDate: 0,
      lastUpdatedDate: 0,
      ...stage,
    });
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.controlPlane.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** @param path behind the stage. */
  call(
    method: string,
    path: string,
    headers: Record<string, string | string[]> = {},
    body?: Uint8Array | string,
  ): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }> {
    const whole = path.startsWith('/restapis/') ? path : `/restapis/api123/dev/_user_request_${path}`;
    return new Promise((resolve, reject) => {
      const sent = request({ port: this.port, host: '127.0.0.1', method, path: whole, headers, agent: false }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  event(place = 0): Record<string, unknown> {
    return JSON.parse(Buffer.from(this.invocations[place]?.payload ?? '').toString()) as Record<string, unknown>;
  }
}

let api: TestApi;
beforeEach(async () => {
  api = new TestApi();
  await api.listen();
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
    expect(response.body.toString()).toBe('ok');
    expect(response.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers['x-amz-apigw-id']).toMatch(/^.{15}=$/);
    const event = api.event();
    const trace = (event['headers'] as Record<string, string>)['X-Amzn-Trace-Id'];
    expect(trace).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(response.headers['x-amzn-trace-id']).toBe(trace);
    expect(api.invocations[0]).toMatchObject({ tenant, functionName: functionArn, traceHeader: trace });
    const host = `127.0.0.1:${api.port}`;
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
        'X-Forwarded-Port': String(api.port),
        'X-Forwarded-Proto': 'http',
      },
      multiValueHeaders: expect.objectContaining({ 'x-Custom': ['1', '2'], Host: [host] }),
      queryStringParameters: { q: '2', empty: '', plus: 'a b!' },
      multiValueQueryStringParameters: { q: ['1', '2'], empty: [''], plus: ['a b!'] },
      pathParameters: { id: 'a b' },
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
    return [response.status, response.headers['x-amzn-errortype'], response.body.toString()];
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
    expect([response.status, response.body.toString()]).toEqual([500, internal]);
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

describe('a stage with tracing', () => {
  beforeEach(() => api.putStage({ tracingEnabled: true }));

  it('records a segment with the call of the function below it, and passes the trace on', async () => {
    const response = await api.call('GET', '/items/1?x=y', { 'user-agent': 'test/1' });
    const [segment] = api.segments;
    const [call] = segment?.subsegments ?? [];
    expect(segment).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      trace_id: expect.stringMatching(/^1-/),
      name: 'my api test/dev',
      start_time: expect.any(Number),
      end_time: expect.any(Number),
      http: {
        request: {
          url: 'https://api123.execute-api.eu-west-1.amazonaws.com/dev/items/1',
          method: 'GET',
          user_agent: 'test/1',
          client_ip: '127.0.0.1',
          x_forwarded_for: true,
        },
        response: { status: 200, content_length: 2 },
      },
      aws: {
        api_gateway: {
          account_id: tenant.account,
          rest_api_id: 'api123',
          stage: 'dev',
          request_id: response.headers['x-amzn-requestid'],
        },
      },
      annotations: { 'aws:api_id': 'api123', 'aws:api_stage': 'dev' },
      metadata: {
        default: {
          extended_request_id: response.headers['x-amz-apigw-id'],
          request_id: response.headers['x-amzn-requestid'],
        },
      },
      origin: 'AWS::ApiGateway::Stage',
      resource_arn: 'arn:aws:apigateway:eu-west-1::/restapis/api123/stages/dev',
      subsegments: [
        {
          id: expect.stringMatching(/^[0-9a-f]{16}$/),
          name: 'Lambda',
          start_time: expect.any(Number),
          end_time: expect.any(Number),
          http: {
            request: {
              url: `https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/${functionArn}/invocations`,
              method: 'POST',
            },
            response: { status: 200, content_length: 30 },
          },
          aws: { function_name: 'hello', region: 'eu-west-1', operation: 'Invoke', resource_names: ['hello'] },
          namespace: 'aws',
        },
      ],
    });
    expect(api.invocations[0]?.traceHeader).toBe(`Root=${segment?.trace_id};Parent=${call?.id};Sampled=1`);
    expect(response.headers['x-amzn-trace-id']).toBe(`Root=${segment?.trace_id};Parent=${segment?.id};Sampled=1`);
  });

  it("continues the caller's trace, and honours its decision", async () => {
    await api.call('GET', '/items/1', { 'x-amzn-trace-id': `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1` });
    expect(api.segments[0]).toMatchObject({ trace_id: root, parent_id: '53995c3f42cd8ad8' });
    const response = await api.call('GET', '/items/1', { 'x-amzn-trace-id': `Root=${root};Sampled=0` });
    expect(api.segments).toHaveLength(1);
    expect(api.invocations[1]?.traceHeader).toBe(`Root=${root};Sampled=0`);
    expect(response.headers['x-amzn-trace-id']).toBe(`Root=${root};Sampled=0`);
  });

  it('starts a trace of its own when the caller names none, or one that cannot be read', async () => {
    await api.call('GET', '/items/1', { 'x-amzn-trace-id': 'Root=1-zz;Parent=53995c3f42cd8ad8;Sampled=1;own=x' });
    const [segment] = api.segments;
    expect(segment?.trace_id).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(segment).not.toHaveProperty('parent_id');
    expect(api.invocations[0]?.traceHeader).toBe(
      `Root=${segment?.trace_id};Parent=${segment?.subsegments?.[0]?.id};Sampled=1;own=x`,
    );
  });

  it('marks faults, errors and throttles, in the stage and in the call', async () => {
    const sampled = { 'x-amzn-trace-id': `Root=${root};Sampled=1` };
    api.answer = () => ({ statusCode: 404 });
    await api.call('GET', '/items/1', sampled);
    api.answer = () => ({ statusCode: 429 });
    await api.call('GET', '/items/1', sampled);
    api.answer = () => {
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
    };
    await api.call('GET', '/items/1', sampled);
    const marks = (of: object | undefined) => {
      const { error, fault, throttle } = (of ?? {}) as Partial<Segment>;
      return { error, fault, throttle };
    };
    expect(api.segments.map((segment) => [marks(segment), marks(segment.subsegments?.[0])])).toEqual([
      [{ error: true }, {}],
      [{ error: true, throttle: true }, {}],
      [{ fault: true }, { error: true, throttle: true }],
    ]);
    expect(api.segments[2]?.cause).toMatchObject({ exceptions: [{ message: 'TooManyRequestsException: Rate Exceeded.' }] });
  });
});

describe('a stage without tracing', () => {
  it('passes the header of the caller on as it is, and records nothing', async () => {
    const header = `Self=1-67891234-12456789abcdef012345678;Root=${root};Parent=53995c3f42cd8ad8;Sampled=1;own=x`;
    await api.call('GET', '/items/1', { 'x-amzn-trace-id': header });
    expect(api.invocations[0]?.traceHeader).toBe(header);
    expect(api.segments).toEqual([]);
  });
});
