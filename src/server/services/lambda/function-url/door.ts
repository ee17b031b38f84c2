/**
 * Answers HTTP requests at functions' URLs (lambda/latest/dg/urls-invocation.html).
 *
 * Who calls it: the API port, before it looks for a signature, with every request that `matches`. The steps of one request are in
 * `answerAtUrl`, in order.
 */

import { getRandomValues } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseTraceHeader } from '../../../../model/trace-header.ts';
import { newTraceId } from '../../../../model/trace-id.ts';
import { AwsError } from '../../../wire/aws-error.ts';
import {
  type FunctionUrlOwner,
  type FunctionUrlStore,
  parseFunctionUrl,
  type StoredFunctionUrl,
  urlOwnerScope,
} from '../../function-url.ts';
import type { InvokeRequest, InvokeResult, MetricSink } from '../../ports.ts';
import { authorize, forbidden, type UrlCaller } from './authorize.ts';
import { answerPreflight, withCors } from './cors.ts';
import { urlEvent } from './event.ts';
import { countUrlRequest } from './metrics.ts';
import { readUrlRequest, type UrlRequest } from './request.ts';
import {
  badGateway,
  describedStream,
  describedStreamResponse,
  rawResponse,
  refused,
  type UrlResponse,
  urlResponse,
} from './response.ts';

export interface FunctionUrlDoor {
  /** @param path without its query. */
  matches(host: string, path: string): boolean;
  /** Answers a request that matches. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse, body: Uint8Array): Promise<void>;
}

export interface FunctionUrlDeps {
  readonly store: FunctionUrlStore;
  /** Who signed the request. @throws AwsError for a signature or key that is not accepted. */
  readonly identify: (request: UrlRequest) => UrlCaller | undefined;
  /** Does the policy of the function or alias let this caller through its URL? */
  readonly allows: Parameters<typeof authorize>[1];
  readonly invoke: (request: InvokeRequest) => Promise<InvokeResult>;
  /** Undefined: nothing is counted. */
  readonly metricSink?: MetricSink | undefined;
}

/** Bytes that Lambda takes. */
const payloadLimit = 6_291_556;

export function createFunctionUrlDoor(deps: FunctionUrlDeps): FunctionUrlDoor {
  return {
    matches: (host, path) => parseFunctionUrl(host, path) !== undefined,
    async handle(message, response, body) {
      const requestId = crypto.randomUUID();
      const request = readUrlRequest(message, body);
      const found = findUrl(deps.store, request);
      if (!found) return send(response, refused(403, 'AccessDeniedException', null), requestId);
      const answer = await answerAtUrl(deps, found, request, requestId).catch(failure);
      send(response, answer, requestId);
      const { statusCode } = answer;
      const at = request.receivedAt;
      countUrlRequest(deps.metricSink, found.owner, found.url, { statusCode, latency: Date.now() - at, at });
    },
  };
}

interface FoundUrl {
  readonly owner: FunctionUrlOwner;
  readonly url: StoredFunctionUrl;
}

function findUrl(store: FunctionUrlStore, request: UrlRequest): FoundUrl | undefined {
  const owner = store.owners.get(urlOwnerScope, request.id);
  const url = owner && store.urls.get(owner, owner.key);
  return owner && url && { owner, url };
}

async function answerAtUrl(
  deps: FunctionUrlDeps,
  { owner, url }: FoundUrl,
  request: UrlRequest,
  requestId: string,
): Promise<UrlResponse> {
  const preflight = answerPreflight(url.cors, request); //                      1 browsers ask first, unsigned
  if (preflight) return preflight;
  const caller = url.authType === 'AWS_IAM' ? deps.identify(request) : undefined; // 2 who calls
  authorize({ owner, url, caller }, deps.allows); //                            3 and whether they may
  if (request.body.byteLength > payloadLimit)
    return refused(413, 'RequestTooLargeException', `Exceeded maximum allowed payload size (${payloadLimit} bytes).`);
  const traceHeader = traceHeaderOf(request);
  const event = urlEvent({ request, owner, url, caller, requestId, traceHeader }); // 4 the event, payload format 2.0
  const result = await deps.invoke({
    tenant: { account: owner.account, region: owner.region },
    functionName: owner.key,
    invocationType: 'RequestResponse',
    payload: Buffer.from(JSON.stringify(event)),
    traceHeader,
    requestId,
  }); //                                                                        5 the function
  const answer = result.functionError === undefined ? asHttp(url, result) : badGateway(); // 6 its answer as HTTP
  const traced = { ...answer, headers: [...answer.headers, ['x-amzn-trace-id', result.traceHeader ?? traceHeader] as const] };
  return withCors(url.cors, request, traced);
}

/** What was streamed stands as it is, unless the function described it; what was returned is read as a response. */
function asHttp({ invokeMode }: StoredFunctionUrl, { payload, contentType }: InvokeResult): UrlResponse {
  if (contentType === describedStream) return describedStreamResponse(payload);
  return invokeMode === 'RESPONSE_STREAM' ? rawResponse(payload, contentType) : urlResponse(payload);
}

/** The client's, or a new Root: whether the trace is recorded is decided with the invocation. */
function traceHeaderOf(request: UrlRequest): string {
  const given = request.headers.get('x-amzn-trace-id')?.[0];
  if (given !== undefined && parseTraceHeader(given).root !== undefined) return given;
  return `Root=${newTraceId(request.receivedAt / 1_000, (bytes) => getRandomValues(bytes))}`;
}

/** What Lambda itself says: throttled, no such alias, no permission. */
function failure(error: unknown): UrlResponse {
  // The alias is gone, while its URL is still there: AWS tells nobody.
  const told = error instanceof AwsError && error.code === 'ResourceNotFoundException' ? forbidden() : error;
  if (told instanceof AwsError) return refused(told.statusCode, told.code, told.message);
  process.stderr.write(`Lambda: a function URL failed: ${String(error)}\n`);
  return refused(500, 'ServiceException', 'Internal server error');
}

function send(response: ServerResponse, { statusCode, headers, body }: UrlResponse, requestId: string): void {
  for (const [name, value] of headers) response.appendHeader(name, value);
  response.setHeader('x-amzn-RequestId', requestId);
  response.statusCode = statusCode;
  if (statusCode !== 204 && statusCode !== 304) response.setHeader('Content-Length', body.byteLength);
  response.end(body);
}
