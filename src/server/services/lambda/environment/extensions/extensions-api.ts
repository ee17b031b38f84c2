/**
 * The Extensions API, 2020-01-01, and the doors of the Telemetry and Logs APIs beside it
 * (lambda/latest/dg/runtimes-extensions-api.html, telemetry-api.html, runtimes-logs-api.html). One environment's own: on the same
 * socket as its Runtime API. Called by environment.ts.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { SubscriptionApi } from '../telemetry/subscription-request.ts';
import {
  ExtensionError,
  emptyName,
  invalidIdentifier,
  invalidRequest,
  missingHeader,
  missingIdentifier,
  unknownIdentifier,
} from './extension-error.ts';
import type { Extension, Extensions } from './extensions.ts';

const base = '/2020-01-01/extension/';
const maximumBodyBytes = 256 * 1024;
const errorTypeHeader = 'Lambda-Extension-Function-Error-Type';

export interface FunctionIdentity {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly handler: string;
  readonly accountId: string;
}

export interface ExtensionsApiParts {
  readonly extensions: Extensions;
  readonly identity: FunctionIdentity;
  /** @throws ExtensionError */
  subscribe(api: SubscriptionApi, extension: Extension, body: unknown): void;
}

/** @returns undefined for a path that is not its own. */
export function createExtensionsApi(parts: ExtensionsApiParts): (request: IncomingMessage) => RequestListener | undefined {
  const { extensions, identity } = parts;

  async function register(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = header(request, 'Lambda-Extension-Name');
    const body = await read(request);
    if (name === '') throw emptyName();
    const { accountId, ...known } = identity;
    const features = header(request, 'Lambda-Extension-Accept-Feature').split(',');
    const extension = extensions.register(name, eventsOf(body));
    const wantsAccount = features.some((feature) => feature.trim() === 'accountId');
    answer(response, 200, wantsAccount ? { ...known, accountId } : known, { 'Lambda-Extension-Identifier': extension.id });
  }

  async function report(kind: 'initError' | 'exitError', request: IncomingMessage, response: ServerResponse): Promise<void> {
    await read(request);
    const { id } = identify(request);
    const errorType = header(request, errorTypeHeader);
    if (errorType === '') throw missingHeader(errorTypeHeader);
    extensions[kind](id, errorType);
    answer(response, 202, { status: 'OK' });
  }

  async function subscribe(api: SubscriptionApi, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    parts.subscribe(api, identify(request), parse(body, api === 'logs' ? 'Logs.ValidationError' : 'ValidationError', 400));
    answer(response, 200, 'OK');
  }

  function identify(request: IncomingMessage): Extension {
    const id = header(request, 'Lambda-Extension-Identifier');
    if (id === '') throw missingIdentifier();
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw invalidIdentifier();
    const extension = extensions.find(id.toLowerCase());
    if (extension === undefined) throw unknownIdentifier(id);
    return extension;
  }

  const routes: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void> | void>> = {
    [`POST ${base}register`]: register,
    [`GET ${base}event/next`]: (request, response) => extensions.next(identify(request).id, response),
    [`POST ${base}init/error`]: (request, response) => report('initError', request, response),
    [`POST ${base}exit/error`]: (request, response) => report('exitError', request, response),
    'PUT /2022-07-01/telemetry': (request, response) => subscribe('telemetry', request, response),
    'PUT /2020-08-15/logs': (request, response) => subscribe('logs', request, response),
  };

  return (request) => {
    const route = routes[`${request.method} ${(request.url ?? '').replace(/\/+$/, '')}`];
    if (route === undefined) return undefined;
    return (_, response) => {
      void (async () => route(request, response))().catch((error: unknown) => {
        request.resume();
        if (!(error instanceof ExtensionError)) response.destroy();
        else answer(response, error.status, { errorMessage: error.message, errorType: error.errorType });
      });
    };
  };
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name.toLowerCase()];
  return typeof value === 'string' ? value : '';
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8') as AsyncIterable<string>) {
    text += part;
    if (text.length > maximumBodyBytes) throw invalidRequest('The request body is too large');
  }
  return text;
}

function parse(body: string, errorType: string, status: number): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new ExtensionError(errorType, `Invalid JSON: ${(error as Error).message}`, status);
  }
}

/** No events are allowed: such an extension only has to be there. */
function eventsOf(body: string): readonly string[] {
  const request = parse(body, 'InvalidRequestFormat', 403);
  if (typeof request !== 'object' || request === null) throw invalidRequest('The request body is not an object');
  const { events = [], configurationKeys = [] } = request as { events?: unknown; configurationKeys?: unknown };
  if (Array.isArray(configurationKeys) && configurationKeys.length > 0)
    throw invalidRequest('configurationKeys are deprecated; use environment variables instead');
  if (!Array.isArray(events) || !events.every((event) => typeof event === 'string'))
    throw invalidRequest('events is not a list of strings');
  return events;
}

function answer(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text), ...headers });
  response.end(text);
}
