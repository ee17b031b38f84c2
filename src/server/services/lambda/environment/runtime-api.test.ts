import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRuntimeApi, maximumResponseBytes, type RuntimeAnswer, type RuntimeApi } from './runtime-api.ts';

const base = '/2018-06-01/runtime';
const invocation = {
  requestId: 'r-1',
  deadline: 1_700_000_000_123.4,
  functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
  traceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1',
  clientContext: undefined,
  payload: Buffer.from('{"a":1}'),
};

describe('the Runtime API', () => {
  let server: Server;
  let api: RuntimeApi;
  let answers: RuntimeAnswer[];
  let initErrors: RuntimeAnswer[];
  let waitReady: () => Promise<void>;

  beforeEach(async () => {
    answers = [];
    initErrors = [];
    let ready: () => void = () => undefined;
    let isReady = new Promise<void>((resolve) => {
      ready = resolve;
    });
    waitReady = async () => {
      await isReady;
      isReady = new Promise((resolve) => {
        ready = resolve;
      });
    };
    api = createRuntimeApi({
      ready: () => ready(),
      answered: (answer) => answers.push(answer),
      initFailed: (answer) => initErrors.push(answer),
    });
    server = createServer(api.listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function call(method: string, path: string, body?: string | Uint8Array, headers: Record<string, string> = {}) {
    const { port } = server.address() as AddressInfo;
    return new Promise<{ status: number | undefined; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
      const outgoing = httpRequest({ host: '127.0.0.1', port, method, path, headers }, async (response) => {
        let text = '';
        for await (const part of response.setEncoding('utf8')) text += part;
        resolve({ status: response.statusCode, headers: response.headers, body: text });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  async function begin(): Promise<Awaited<ReturnType<typeof call>>> {
    const next = call('GET', `${base}/invocation/next`);
    await waitReady();
    api.dispatch(invocation);
    return next;
  }

  it('hands over an invocation with its headers, and takes its response', async () => {
    const next = await begin();
    expect(next).toMatchObject({
      status: 200,
      body: '{"a":1}',
      headers: {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': 'r-1',
        'lambda-runtime-deadline-ms': '1700000000123',
        'lambda-runtime-invoked-function-arn': invocation.functionArn,
        'lambda-runtime-trace-id': invocation.traceHeader,
      },
    });
    expect(next.headers).not.toHaveProperty('lambda-runtime-client-context');
    expect(await call('POST', `${base}/invocation/r-1/response`, '"done"')).toMatchObject({
      status: 202,
      body: '{"status":"OK"}\n',
    });
    expect(answers).toMatchObject([{ kind: 'response', body: Buffer.from('"done"') }]);
  });

  it('refuses an answer to another request, a second answer, and a second invocation at once', async () => {
    await begin();
    expect(await call('POST', `${base}/invocation/r-2/response`, '1')).toMatchObject({
      status: 400,
      body: expect.stringContaining('InvalidRequestID'),
    });
    expect(await call('GET', `${base}/invocation/next`)).toMatchObject({
      status: 403,
      body: expect.stringContaining('InvalidStateTransition'),
    });
    await call('POST', `${base}/invocation/r-1/response`, '1');
    expect(await call('POST', `${base}/invocation/r-1/error`, '{}')).toMatchObject({
      status: 403,
      body: expect.stringContaining('InvalidStateTransition'),
    });
    expect(answers).toHaveLength(1);
  });

  it('refuses a response over 6 MB, and tells that it was too large', async () => {
    await begin();
    const body = Buffer.alloc(maximumResponseBytes + 1, 0x20);
    expect(await call('POST', `${base}/invocation/r-1/response`, body)).toMatchObject({
      status: 413,
      body: expect.stringContaining('RequestEntityTooLarge'),
    });
    expect(answers).toMatchObject([{ kind: 'tooLarge', errorType: 'Function.ResponseSizeTooLarge' }]);
  });

  it('keeps the type and the X-Ray cause of an error', async () => {
    await begin();
    const headers = {
      'Lambda-Runtime-Function-Error-Type': 'ValueError',
      'Lambda-Runtime-Function-XRay-Error-Cause': '{"paths":[]}',
    };
    expect(await call('POST', `${base}/invocation/r-1/error`, '{"errorMessage":"no"}', headers)).toMatchObject({ status: 202 });
    expect(answers).toMatchObject([{ kind: 'error', errorType: 'ValueError', cause: '{"paths":[]}' }]);
  });

  it('takes an init error before the first invocation and not after', async () => {
    expect(
      await call('POST', `${base}/init/error`, '{}', { 'Lambda-Runtime-Function-Error-Type': 'Runtime.ImportModuleError' }),
    ).toMatchObject({ status: 202 });
    expect(initErrors).toMatchObject([{ errorType: 'Runtime.ImportModuleError' }]);
    await begin();
    expect(await call('POST', `${base}/init/error`, '{}')).toMatchObject({ status: 403 });
  });

  it('answers 404 to anything else', async () => {
    expect(await call('GET', '/')).toMatchObject({ status: 404 });
    expect(await call('GET', '/2018-06-01/ping')).toMatchObject({ status: 200, body: 'pong' });
  });
});
