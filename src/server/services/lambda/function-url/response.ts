/**
 * What a function at a URL returned, as an HTTP response (lambda/latest/dg/urls-invocation.html#urls-response-payload), and what Lambda
 * answers by itself.
 */
import { validateHeaderName, validateHeaderValue } from 'node:http';

export interface UrlResponse {
  readonly statusCode: number;
  /** Names may repeat. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

const json = ['Content-Type', 'application/json'] as const;

/** The function failed, or what it returned is no response. */
export function badGateway(): UrlResponse {
  return { statusCode: 502, headers: [json], body: Buffer.from('Internal Server Error') };
}

export function refused(statusCode: number, code: string, message: string | null): UrlResponse {
  return {
    statusCode,
    headers: [json, ['x-amzn-ErrorType', code]],
    body: Buffer.from(JSON.stringify({ Message: message })),
  };
}

/** A text is the body as it stands, an object with a statusCode describes the response, all else is the body as JSON. */
export function urlResponse(payload: Uint8Array): UrlResponse {
  const output = parsed(payload);
  if (output === undefined) return badGateway();
  if (isObject(output) && output['statusCode'] !== undefined) return describedResponse(output, bodyOf(output));
  return { statusCode: 200, headers: [json], body: typeof output === 'string' ? Buffer.from(output) : compact(payload) };
}

/** JSON without the spaces between its tokens, as Lambda sends it on; numbers and texts stay as they are written. */
function compact(payload: Uint8Array): Uint8Array {
  const text = Buffer.from(payload).toString();
  return Buffer.from(text.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (token) => (token.startsWith('"') ? token : '')));
}

/** What the runtime says of a stream that the function described with `awslambda.HttpResponseStream`. */
export const describedStream = 'application/vnd.awslambda.http-integration-response';
/** Ends the description. */
const endOfDescription = Buffer.alloc(8);

/** A JSON description, eight zero bytes, the body. */
export function describedStreamResponse(payload: Uint8Array): UrlResponse {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  const end = bytes.indexOf(endOfDescription);
  const description = end < 0 ? undefined : parsed(bytes.subarray(0, end));
  if (!isObject(description)) return badGateway();
  return describedResponse(description, bytes.subarray(end + endOfDescription.length), 'application/octet-stream');
}

/** A body as it stands. @param contentType as the function, or its runtime, says. */
export function rawResponse(payload: Uint8Array, contentType = 'application/octet-stream'): UrlResponse {
  return { statusCode: 200, headers: [['Content-Type', contentType]], body: payload };
}

function bodyOf(output: Readonly<Record<string, unknown>>): Uint8Array | undefined {
  const { body = '', isBase64Encoded: encoded = false } = output;
  if (typeof encoded !== 'boolean') return undefined;
  if (typeof body === 'string') return Buffer.from(body, encoded ? 'base64' : 'utf8');
  // Lambda is milder than API Gateway here: an object is sent as JSON.
  return body === null ? new Uint8Array() : Buffer.from(JSON.stringify(body));
}

function describedResponse(
  output: Readonly<Record<string, unknown>>,
  body: Uint8Array | undefined,
  contentType = 'application/json',
): UrlResponse {
  const statusCode = Number(output['statusCode'] ?? 200);
  const headers = headersOf(output['headers'], output['cookies']);
  if (!body || !headers || !Number.isInteger(statusCode) || statusCode < 100 || statusCode > 599) return badGateway();
  if (!headers.some(([name]) => name.toLowerCase() === 'content-type')) headers.push(['Content-Type', contentType]);
  return { statusCode, headers, body };
}

/** Lambda and HTTP own these. */
const reserved = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade', 'x-amzn-requestid']);

/** Undefined when they are no headers that can be sent. */
function headersOf(given: unknown, cookies: unknown): [string, string][] | undefined {
  if ((given ?? undefined) !== undefined && !isObject(given)) return undefined;
  if ((cookies ?? undefined) !== undefined && !Array.isArray(cookies)) return undefined;
  const named = isObject(given) ? Object.entries(given).filter(([, value]) => value !== null) : [];
  const headers = named
    .filter(([name]) => !reserved.has(name.toLowerCase()))
    .map(([name, value]): [string, string] => [name, Array.isArray(value) ? value.join(',') : String(value)]);
  for (const cookie of Array.isArray(cookies) ? (cookies as unknown[]) : []) headers.push(['set-cookie', String(cookie)]);
  try {
    for (const [name, value] of headers) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    }
    return headers;
  } catch {
    return undefined;
  }
}

function parsed(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString());
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
