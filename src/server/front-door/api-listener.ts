/**
 * The HTTP side of the API port and of every function's own door: health, execute-api, and AWS calls.
 * Unsigned requests reach only health, execute-api and the daemon's two paths.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { AwsError } from '../wire/aws-error.ts';
import type { WireRequest, WireResponse } from '../wire/http.ts';
import type { ServiceModel } from '../wire/schema.ts';
import { answerError } from './answer-error.ts';
import { isAllowedHost } from './checks.ts';
import { exampleZip } from './example-zip.ts';
import type { FrontDoor } from './front-door.ts';
import { dropOwnCookies } from './own-cookies.ts';
import { answerAwsCall } from './pipeline.ts';
import { bodyLimit, readBody } from './read-body.ts';
import { receiveUpload } from './receive-upload.ts';

/** A door to functions' HTTP APIs. It has no origin check: CORS is the API's own business. */
export interface HttpApiDoor {
  matches(host: string, path: string): boolean;
  /** What a request is answered with whose body is larger than 10 MB. */
  tooLarge?(host: string, path: string): WireResponse;
  handle(request: IncomingMessage, response: ServerResponse, body: Uint8Array): Promise<void>;
}

export interface ApiListenerOptions {
  readonly door: FrontDoor;
  readonly httpApis: readonly HttpApiDoor[];
  /** OpenTelemetry's spans, at X-Ray's own endpoint for them. */
  readonly otlp?: { isRequest(request: IncomingMessage): boolean; readonly listener: RequestListener } | undefined;
  /** Undefined until all listeners are open. */
  readonly health: () => object | undefined;
  readonly consoleUrl: () => string | undefined;
  /** GET `/_radiograph/code/SHA256`: what `Code.Location` points to. */
  readonly codeZip: (sha256: string) => Promise<Uint8Array | undefined>;
}

export function apiListener(options: ApiListenerOptions): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    answer(options, request, response).catch((cause: unknown) => {
      options.door.log(`connection ended: ${cause instanceof Error ? cause.message : String(cause)}`);
      response.destroy();
    });
  };
}

async function answer(options: ApiListenerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { door } = options;
  const host = request.headers.host ?? '';
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);

  if (isAllowedHost(host, door.hostNames)) {
    const own = await answerOwnPath(options, request, path);
    if (own) return send(response, own);
    const httpApi = options.httpApis.find((api) => api.matches(host, path));
    if (httpApi) {
      dropOwnCookies(request);
      const body = await readBody(request, 10 * 1024 * 1024);
      if (!body)
        return send(
          response,
          httpApi.tooLarge?.(host, path) ?? {
            status: 413,
            headers: { 'content-type': 'application/json' },
            body: '{"message":"Request Too Long"}',
          },
        );
      return httpApi.handle(request, response, body);
    }
    if (options.otlp?.isRequest(request)) {
      options.otlp.listener(request, response);
      return;
    }
  }

  const headers = request.headers as Record<string, string | undefined>;
  const query = new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1));
  const scope = /Credential=[^,\s]*\/([\w-]+)\/aws4_request/.exec(headers['authorization'] ?? '')?.[1];
  const abort = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) abort.abort();
  });
  const bodiless: WireRequest = { method: request.method ?? 'GET', path, query, headers, body: new Uint8Array() };
  let upload: WireRequest['upload'];
  try {
    upload = await receiveUpload(door, bodiless, request);
  } catch (cause) {
    request.resume();
    const service = door.router.service('s3');
    return send(response, answerError(door, { service, protocol: 'rest-xml' }, cause, crypto.randomUUID()), request.method);
  }
  if (upload) {
    try {
      return send(response, await answerAwsCall(door, { ...bodiless, upload }, abort.signal));
    } finally {
      await upload.discard();
    }
  }
  const body = await readBody(request, bodyLimit(scope));
  if (!body) {
    const service =
      scope === undefined
        ? undefined
        : door.router.findService({ method: '', path, query, headers, body: new Uint8Array() }, scope);
    const limit = `Request must be smaller than ${bodyLimit(scope)} bytes`;
    const tooLarge =
      service?.id === 'lambda'
        ? new AwsError(
            'RequestEntityTooLargeException',
            `${limit} for the ${operationOf(door, bodiless, service)} operation`,
            413,
          )
        : new AwsError('RequestEntityTooLarge', limit, 413);
    const protocol = service
      ? door.router.protocolOf({ method: '', path, query, headers, body: new Uint8Array() }, service)
      : 'rest-json';
    return send(response, answerError(door, { service, protocol }, tooLarge, crypto.randomUUID()));
  }
  send(response, await answerAwsCall(door, { ...bodiless, body }, abort.signal), request.method);
}

/** Of a REST protocol, which says it in method and path. */
function operationOf(door: FrontDoor, request: WireRequest, service: ServiceModel): string {
  try {
    return door.router.route(request, service).operation.name;
  } catch {
    return 'requested';
  }
}

async function answerOwnPath(
  options: ApiListenerOptions,
  request: IncomingMessage,
  path: string,
): Promise<WireResponse | undefined> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  if (path === '/_radiograph/health' || path === '/_localstack/health') {
    const health = options.health();
    const headers = { 'content-type': 'application/json' };
    return { status: health ? 200 : 503, headers, body: JSON.stringify(health ?? { status: 'starting' }) };
  }
  const sha256 = /^\/_radiograph\/code\/([0-9a-f]{64})$/.exec(path)?.[1];
  if (sha256) return zipOf(await options.codeZip(sha256));
  const example = /^\/_radiograph\/examples\/([\w-]+)\.zip$/.exec(path)?.[1];
  if (example) return zipOf(await exampleZip(example));
  const consoleUrl = options.consoleUrl();
  if (path === '/' && consoleUrl && (request.headers.accept ?? '').includes('text/html'))
    return { status: 302, headers: { location: consoleUrl }, body: '' };
  return undefined;
}

function zipOf(zip: Uint8Array | undefined): WireResponse {
  if (zip === undefined) return { status: 404, headers: {}, body: '' };
  return { status: 200, headers: { 'content-type': 'application/zip' }, body: zip };
}

function send(response: ServerResponse, answered: WireResponse, method = ''): void {
  if (typeof answered.body === 'object' && 'pipe' in answered.body) {
    const stream = answered.body;
    response.writeHead(answered.status, answered.headers);
    // A stream that breaks off has sent its length already: the client must see a broken connection, not a short body.
    pipeline(stream, response).catch(() => response.destroy());
    return;
  }
  if (method === 'HEAD') {
    // Its headers describe the body of a GET; it has none itself, not even for an error.
    response.writeHead(answered.status, answered.headers).end();
    return;
  }
  const body = typeof answered.body === 'string' ? Buffer.from(answered.body) : answered.body;
  if (answered.status === 204 || answered.status === 304) response.writeHead(answered.status, answered.headers);
  else response.writeHead(answered.status, { ...answered.headers, 'content-length': body.length });
  response.end(body);
}
