/**
 * The Runtime API of one environment (lambda/latest/dg/runtimes-api.html), on a socket that only this environment can reach.
 * Called by environment.ts; spoken to by whatever runs as the function's runtime. The Extensions and Telemetry APIs share the socket.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { now } from './clock.ts';

/** 6 MB and the 100 bytes that Lambda adds. */
export const maximumResponseBytes = 6_291_556;
const maximumCauseBytes = 65_536;

export interface Invocation {
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly deadline: number;
  /** As the caller qualified it. */
  readonly functionArn: string;
  readonly traceHeader: string | undefined;
  /** JSON text. */
  readonly clientContext: string | undefined;
  readonly payload: Uint8Array;
}

/** What a runtime posts: its result, or an error of the handler or of the init phase. */
export interface RuntimeAnswer {
  readonly kind: 'response' | 'error' | 'tooLarge';
  readonly body: Uint8Array;
  /** `Lambda-Runtime-Function-Error-Type`. */
  readonly errorType: string | undefined;
  /** `Lambda-Runtime-Function-XRay-Error-Cause`, JSON text. */
  readonly cause: string | undefined;
  /** Of a response: what the runtime says that it is. */
  readonly contentType?: string | undefined;
  /** Epoch milliseconds: when it began to arrive. */
  readonly startedAt?: number | undefined;
}

export interface RuntimeListeners {
  /** The runtime asks for its next invocation: init, or the previous invocation, is over. */
  ready(): void;
  answered(answer: RuntimeAnswer): void;
  initFailed(answer: RuntimeAnswer): void;
}

export interface RuntimeApi {
  readonly listener: RequestListener;
  /** Hands an invocation to the runtime that waits in `/next`. */
  dispatch(invocation: Invocation): void;
  /** The runtime is gone: forget what it waited for. */
  reset(): void;
}

type State =
  | { readonly name: 'init' }
  | { readonly name: 'waiting'; readonly response: ServerResponse }
  | { readonly name: 'invoking'; readonly requestId: string }
  | { readonly name: 'answered'; readonly requestId: string };

const prefix = '/2018-06-01/runtime/';

/** @param others the other APIs on the same socket: undefined for a path that is not theirs. */
export function createRuntimeApi(
  listeners: RuntimeListeners,
  others: (request: IncomingMessage) => RequestListener | undefined = () => undefined,
): RuntimeApi {
  let state: State = { name: 'init' };

  function next(response: ServerResponse): void {
    if (state.name === 'invoking') {
      refuse(response, 403, 'InvalidStateTransition', 'Transition from Running to Ready is not allowed.');
      return;
    }
    if (state.name === 'waiting') state.response.destroy();
    state = { name: 'waiting', response };
    listeners.ready();
  }

  async function answer(
    kind: 'response' | 'error',
    requestId: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if ((state.name !== 'invoking' && state.name !== 'answered') || state.requestId !== requestId) {
      request.resume();
      return refuse(response, 400, 'InvalidRequestID', 'Invalid request ID');
    }
    if (state.name === 'answered') {
      request.resume();
      return refuse(
        response,
        403,
        'InvalidStateTransition',
        'Transition from InvocationResponse to InvocationResponse is not allowed.',
      );
    }
    const startedAt = now();
    const body = await read(request);
    if (state.name !== 'invoking' || state.requestId !== requestId)
      return refuse(response, 400, 'InvalidRequestID', 'Invalid request ID');
    state = { name: 'answered', requestId };
    if (body === undefined) {
      const message = `Exceeded maximum allowed payload size (${maximumResponseBytes} bytes).`;
      listeners.answered({
        kind: 'tooLarge',
        body: new Uint8Array(),
        errorType: 'Function.ResponseSizeTooLarge',
        cause: undefined,
        startedAt,
      });
      return refuse(response, 413, 'RequestEntityTooLarge', message);
    }
    accept(response);
    const trailer = request.trailers['lambda-runtime-function-error-type'];
    if (kind === 'response' && trailer !== undefined) {
      const text = request.trailers['lambda-runtime-function-error-body'];
      const body = Buffer.from(text ?? '', 'base64');
      listeners.answered({ kind: 'error', body, errorType: trailer, cause: undefined, startedAt });
      return;
    }
    const contentType = request.headers['content-type'];
    listeners.answered({ kind, body, startedAt, contentType, ...errorHeaders(request) });
  }

  async function initError(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (state.name !== 'init') {
      request.resume();
      return refuse(response, 403, 'InvalidStateTransition', 'Transition from Ready to InitError is not allowed.');
    }
    const body = (await read(request)) ?? new Uint8Array();
    accept(response);
    listeners.initFailed({ kind: 'error', body, ...errorHeaders(request) });
  }

  return {
    listener: (request, response) => {
      const url = request.url ?? '';
      const path = url.startsWith(prefix) ? url.slice(prefix.length) : '';
      if (request.method === 'GET' && path === 'invocation/next') return next(response);
      const posted = request.method === 'POST' ? /^invocation\/([^/]+)\/(response|error)$/.exec(path) : null;
      if (posted?.[1] !== undefined) {
        const kind = posted[2] === 'error' ? 'error' : 'response';
        answer(kind, posted[1], request, response).catch(() => response.destroy());
        return;
      }
      if (request.method === 'POST' && path === 'init/error') {
        initError(request, response).catch(() => response.destroy());
        return;
      }
      if (url === '/2018-06-01/ping') {
        response.end('pong');
        return;
      }
      const other = others(request);
      if (other !== undefined) return other(request, response);
      request.resume();
      refuse(response, 404, 'NotFound', `No such path in the Runtime API: ${request.method} ${url}`);
    },
    dispatch: (invocation) => {
      if (state.name !== 'waiting') throw new Error(`The runtime is not waiting for an invocation but ${state.name}.`);
      const { response } = state;
      state = { name: 'invoking', requestId: invocation.requestId };
      response.writeHead(200, {
        'Content-Type': 'application/json',
        'Content-Length': invocation.payload.byteLength,
        'Lambda-Runtime-Aws-Request-Id': invocation.requestId,
        'Lambda-Runtime-Deadline-Ms': String(Math.round(invocation.deadline)),
        'Lambda-Runtime-Invoked-Function-Arn': invocation.functionArn,
        ...(invocation.traceHeader === undefined ? {} : { 'Lambda-Runtime-Trace-Id': invocation.traceHeader }),
        ...(invocation.clientContext === undefined ? {} : { 'Lambda-Runtime-Client-Context': invocation.clientContext }),
      });
      response.end(invocation.payload);
    },
    reset: () => {
      state = { name: 'init' };
    },
  };
}

/** Undefined when it is larger than Lambda allows; the rest is read and dropped, so that the runtime gets its answer. */
async function read(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size <= maximumResponseBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > maximumResponseBytes
    ? undefined
    : chunks.length === 1 && chunks[0] !== undefined
      ? chunks[0]
      : Buffer.concat(chunks);
}

function errorHeaders(request: IncomingMessage): { errorType: string | undefined; cause: string | undefined } {
  const errorType = request.headers['lambda-runtime-function-error-type'];
  const cause = request.headers['lambda-runtime-function-xray-error-cause'];
  return {
    errorType: typeof errorType === 'string' ? errorType : undefined,
    cause: typeof cause === 'string' && cause.length <= maximumCauseBytes ? cause : undefined,
  };
}

function accept(response: ServerResponse): void {
  response.writeHead(202, { 'Content-Type': 'application/json' });
  response.end('{"status":"OK"}\n');
}

function refuse(response: ServerResponse, status: number, errorType: string, errorMessage: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ errorMessage, errorType }));
}
