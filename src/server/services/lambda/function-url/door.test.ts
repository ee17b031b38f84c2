/** Function URLs over real HTTP and the real store; the function is whatever `answer` says. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openControlPlane } from '../../../store/control-plane.ts';
import { AwsError } from '../../../wire/aws-error.ts';
import { type Answer, TestDoor } from '../../door.fixture.ts';
import { openFunctionUrlStore, type StoredFunctionUrl, urlOwnerScope } from '../../function-url.ts';
import type { InvokeRequest } from '../../ports.ts';
import type { UrlCaller } from './authorize.ts';
import { createFunctionUrlDoor } from './door.ts';

const tenant = { account: '123456789012', region: 'eu-west-1' };
const id = 'abcdefghijklmnopqrstuvwxyz234567';
const caller: UrlCaller = {
  account: tenant.account,
  arn: 'arn:aws:iam::123456789012:user/u',
  userId: 'AIDA',
  accessKeyId: 'AKIA',
};

class TestUrl {
  readonly invocations: InvokeRequest[] = [];
  readonly counted: string[] = [];
  answer: () => unknown = () => ({ hello: 'world' });
  failed = false;
  contentType: string | undefined;
  allowed = true;
  signedBy: UrlCaller | undefined;
  readonly #directory = mkdtempSync(join(tmpdir(), 'radiograph-url-'));
  readonly #controlPlane = openControlPlane(this.#directory);
  readonly #store = openFunctionUrlStore(this.#controlPlane);
  readonly door: TestDoor;

  constructor() {
    this.set({});
    const door = createFunctionUrlDoor({
      store: this.#store,
      identify: () => this.signedBy,
      allows: () => this.allowed,
      metricSink: {
        put: async (_tenant, namespace, data) => {
          for (const { name, values } of data) if (values?.[0] !== 0) this.counted.push(`${namespace} ${name}`);
        },
      },
      invoke: async (given) => {
        this.invocations.push(given);
        const output = await this.answer();
        const payload = output instanceof Uint8Array ? output : Buffer.from(JSON.stringify(output));
        const functionError = this.failed ? 'Unhandled' : undefined;
        return {
          statusCode: 200,
          payload,
          executedVersion: '1',
          functionError,
          contentType: this.contentType,
          traceHeader: 'Root=1-a-b;Sampled=1',
        };
      },
    });
    this.door = new TestDoor((...given) => door.handle(...given));
  }

  set(changes: Partial<StoredFunctionUrl>): void {
    const times = { creationTime: '', lastModifiedTime: '' };
    const url = { id, functionName: 'f', alias: undefined, authType: 'NONE', invokeMode: undefined, cors: undefined } as const;
    this.#store.urls.put(tenant, 'f', { ...url, ...times, ...changes });
    this.#store.owners.put(urlOwnerScope, id, { ...tenant, key: 'f' });
  }

  async close(): Promise<void> {
    await this.door.close();
    await this.#controlPlane.close();
    rmSync(this.#directory, { recursive: true });
  }

  ask(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
    const { method = 'GET', headers = {}, body } = options;
    return this.door.send(method, path, headers, body);
  }

  get event(): Record<string, never> {
    return JSON.parse(Buffer.from(this.invocations.at(-1)?.payload ?? []).toString());
  }
}

let url: TestUrl;
const path = (rest = '/'): string => `/_aws/lambda-url/${id}${rest}`;
beforeEach(async () => {
  url = new TestUrl();
  await url.door.open();
});
afterEach(() => url.close());

describe('an event', () => {
  it('has payload format 2.0, with what is empty left out', async () => {
    await url.ask(path('/a%2Fb/c?q=1&q=2&empty'), {
      method: 'POST',
      headers: { 'content-type': 'text/plain', 'X-Own': 'V', cookie: 'a=1; b=2', 'user-agent': 'test' },
      body: 'hello',
    });
    expect(url.event).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/a%2Fb/c',
      rawQueryString: 'q=1&q=2&empty',
      cookies: ['a=1', 'b=2'],
      headers: {
        'x-own': 'V',
        host: `${id}.lambda-url.eu-west-1.on.aws`,
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-/),
        'content-length': '5',
      },
      queryStringParameters: { q: '1,2', empty: '' },
      requestContext: {
        accountId: 'anonymous',
        apiId: id,
        domainName: `${id}.lambda-url.eu-west-1.on.aws`,
        domainPrefix: id,
        http: { method: 'POST', path: '/a/b/c', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
        routeKey: '$default',
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      },
      body: 'hello',
      isBase64Encoded: false,
    });
    await url.ask(path());
    for (const member of ['cookies', 'queryStringParameters', 'body', 'pathParameters', 'stageVariables'])
      expect(url.event).not.toHaveProperty(member);
  });

  it.each([
    ['application/json', false],
    ['application/problem+json', false],
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
  ])('with a body of %s has it in base64: %s', async (type, encoded) => {
    await url.ask(path(), { method: 'POST', headers: { 'content-type': type }, body: '{}' });
    expect(url.event).toMatchObject({ isBase64Encoded: encoded, body: encoded ? 'e30=' : '{}' });
  });

  it("is invoked under the request id that the client sees, in the client's trace", async () => {
    const header = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
    const answer = await url.ask(path(), { headers: { 'x-amzn-trace-id': header } });
    expect(url.invocations[0]).toMatchObject({ requestId: answer.headers['x-amzn-requestid'], traceHeader: header });
    expect(answer.headers['x-amzn-trace-id']).toBe('Root=1-a-b;Sampled=1');
  });
});

describe('a response', () => {
  it.each([
    [{ hello: 'world' }, '{"hello":"world"}'],
    ['hello', 'hello'],
    [3.1, '3.1'],
    [true, 'true'],
    [null, 'null'],
    [['a', 1], '["a",1]'],
    [{ statusCode: 200, body: 'text' }, 'text'],
    [{ statusCode: 200, body: { a: 1 } }, '{"a":1}'],
    [{ statusCode: 200, body: 'aGk=', isBase64Encoded: true }, 'hi'],
  ])('of %j is %s, as JSON unless it says otherwise', async (output, body) => {
    url.answer = () => output;
    expect(await url.ask(path())).toMatchObject({ status: 200, text: body, headers: { 'content-type': 'application/json' } });
  });

  it('of JSON with spaces has none between the tokens; numbers and texts stay as the runtime wrote them', async () => {
    url.answer = () => Buffer.from('["a  \\" b", 3.0, {"n": 12345678901234567890, "t": true}]\n');
    expect(await url.ask(path())).toMatchObject({ text: '["a  \\" b",3.0,{"n":12345678901234567890,"t":true}]' });
  });

  it('has the status, headers and cookies that it describes', async () => {
    url.answer = () => ({
      statusCode: '201',
      headers: { 'Content-Type': 'text/html', 'X-Own': 7, 'Content-Length': 99 },
      cookies: ['a=1', 'b=2'],
      body: '<p>',
    });
    const answer = await url.ask(path());
    expect(answer).toMatchObject({ status: 201, text: '<p>', headers: { 'content-type': 'text/html', 'x-own': '7' } });
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
  });

  it.each([
    ['that is a failure', () => ({ errorMessage: 'no' }), true],
    ['with a status that is none', () => ({ statusCode: 'x' }), false],
    ['with headers that cannot be sent', () => ({ statusCode: 200, headers: { 'a b': 'c' } }), false],
    ['that is no JSON', () => Buffer.from('{'), false],
  ])('%s is 502', async (_what, output, failed) => {
    url.answer = output;
    url.failed = failed;
    expect(await url.ask(path())).toMatchObject({ status: 502, text: 'Internal Server Error' });
  });

  it('is counted by what it came to', async () => {
    url.failed = true;
    await url.ask(path());
    expect(url.counted).toEqual(expect.arrayContaining(['AWS/Lambda UrlRequestCount', 'AWS/Lambda Url5xxCount']));
    expect(url.counted).not.toContain('AWS/Lambda Url4xxCount');
  });

  it('that was streamed comes whole, behind its description or without one', async () => {
    url.set({ invokeMode: 'RESPONSE_STREAM' });
    const described = JSON.stringify({ statusCode: 202, headers: { 'Content-Type': 'text/plain' }, cookies: ['c=1'] });
    url.contentType = 'application/vnd.awslambda.http-integration-response';
    url.answer = () => Buffer.concat([Buffer.from(described), Buffer.alloc(8), Buffer.from('part 1, part 2')]);
    const answer = await url.ask(path());
    expect(answer).toMatchObject({ status: 202, text: 'part 1, part 2', headers: { 'content-type': 'text/plain' } });
    expect(answer.headers['set-cookie']).toEqual(['c=1']);
    url.contentType = 'text/event-stream';
    url.answer = () => Buffer.from('raw');
    expect(await url.ask(path())).toMatchObject({ status: 200, text: 'raw', headers: { 'content-type': 'text/event-stream' } });
    // What a function returned that does not stream is not read, either.
    url.contentType = undefined;
    url.answer = () => ({ statusCode: 404 });
    expect(await url.ask(path())).toMatchObject({ status: 200, text: '{"statusCode":404}' });
  });

  it("is Lambda's own when Lambda refuses", async () => {
    url.answer = () => {
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
    };
    const answer = await url.ask(path());
    expect(answer).toMatchObject({ status: 429, text: '{"Message":"Rate Exceeded."}' });
    expect(answer.headers['x-amzn-errortype']).toBe('TooManyRequestsException');
  });
});

describe('authorization', () => {
  const forbidden = { status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' } };

  it('NONE needs the policy that lets everyone through', async () => {
    url.allowed = false;
    const answer = await url.ask(path());
    expect(answer).toMatchObject(forbidden);
    expect(answer.text).toContain('Forbidden. For troubleshooting Function URL authorization issues');
    expect(url.invocations).toEqual([]);
  });

  it('AWS_IAM needs a signature, and tells the function whose it is', async () => {
    url.set({ authType: 'AWS_IAM' });
    expect(await url.ask(path())).toMatchObject(forbidden);
    url.signedBy = caller;
    expect(await url.ask(path())).toMatchObject({ status: 200 });
    expect(url.event).toMatchObject({
      requestContext: {
        accountId: tenant.account,
        authorizer: { iam: { accessKey: 'AKIA', accountId: tenant.account, userArn: caller.arn, userId: 'AIDA' } },
      },
    });
  });

  it('of a URL that is not there is refused without a reason', async () => {
    const answer = await url.ask('/_aws/lambda-url/0123456789abcdefghijklmnopqrstuv/');
    expect(answer).toMatchObject({ ...forbidden, text: '{"Message":null}' });
  });
});

describe('CORS', () => {
  const cors = {
    allowOrigins: ['https://a.example'],
    allowMethods: ['GET'],
    allowHeaders: ['X-A'],
    exposeHeaders: ['X-B'],
    maxAge: 60,
  };
  const preflight = (origin: string, method: string) => ({
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': method },
  });

  it('answers preflight requests itself, also those that could not be signed', async () => {
    url.set({ cors, authType: 'AWS_IAM' });
    expect(await url.ask(path(), preflight('https://a.example', 'GET'))).toMatchObject({
      status: 200,
      headers: {
        'access-control-allow-origin': 'https://a.example',
        'access-control-allow-methods': 'GET',
        'access-control-allow-headers': 'X-A',
        'access-control-max-age': '60',
      },
    });
    const refused = await url.ask(path(), preflight('https://b.example', 'GET'));
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();
    expect(url.invocations).toEqual([]);
  });

  it("takes the place of the function's own headers", async () => {
    url.set({ cors });
    url.answer = () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': 'https://c.example' }, body: '' });
    const headers = { origin: 'https://a.example' };
    expect((await url.ask(path(), { headers })).headers).toMatchObject({
      'access-control-allow-origin': 'https://a.example',
      'access-control-expose-headers': 'X-B',
    });
  });

  it("is the function's own business when the URL has none", async () => {
    url.answer = () => ({ statusCode: 204, headers: { 'Access-Control-Allow-Origin': '*' } });
    const answer = await url.ask(path(), preflight('https://a.example', 'GET'));
    expect(answer).toMatchObject({ status: 204, headers: { 'access-control-allow-origin': '*' } });
  });
});

describe('addresses', () => {
  it.each([
    ['127.0.0.1:4566', `/_aws/lambda-url/${id}`, true],
    [`${id}.lambda-url.eu-west-1.on.aws`, '/x', true],
    [`${id}.lambda-url.us-gov-west-1.localhost:4566`, '/', true],
    [`${id}.lambda-url.eu-west-1.localhost.localstack.cloud:4566`, '/', true],
    ['short.lambda-url.eu-west-1.on.aws', '/', false],
    ['127.0.0.1:4566', '/_aws/lambda-url/', false],
  ])('http://%s%s is one: %s', (host, target, expected) => {
    const door = createFunctionUrlDoor({
      store: undefined as never,
      identify: () => undefined,
      allows: () => true,
      invoke: () => Promise.reject(new Error('not invoked')),
    });
    expect(door.matches(host, target)).toBe(expected);
  });
});
