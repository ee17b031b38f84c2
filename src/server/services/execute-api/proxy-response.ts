/**
 * Turns what a function returned to a Lambda proxy integration into an HTTP response, or says why it is none.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { ApiResponse } from './api-response.ts';
import { decodeBase64 } from './binary.ts';
import { gatewayErrors } from './gateway-errors.ts';

const members = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/** API Gateway owns these: a function's own are renamed, as AWS does. */
const remapped = new Set([
  'authorization',
  'connection',
  'content-length',
  'date',
  'host',
  'server',
  'user-agent',
  'www-authenticate',
]);
const dropped = new Set([
  'transfer-encoding',
  'keep-alive',
  'trailer',
  'upgrade',
  'x-amzn-trace-id',
  'x-amzn-requestid',
  'x-amz-apigw-id',
]);

/**
 * @param payload of a successful invocation.
 * @param binary whether a base64 body may be decoded for this client.
 * @throws GatewayError 502 for anything but an object of the five known members, 500 for bytes that are not base64.
 */
export function proxyResponse(payload: Uint8Array, binary: boolean): ApiResponse {
  const output = parse(payload);
  const body = output['body'] ?? '';
  if (typeof body !== 'string') throw malformed('body is not a string');
  const encoded = output['isBase64Encoded'] ?? false;
  if (typeof encoded !== 'boolean') throw malformed('isBase64Encoded is not true or false');
  const headers = readHeaders(output, malformed);
  if (!headers.some(([name]) => name.toLowerCase() === 'content-type')) headers.push(['Content-Type', 'application/json']);
  return {
    statusCode: readStatus(output['statusCode'], malformed),
    headers,
    body: encoded && binary ? decodeBase64(body) : Buffer.from(body),
  };
}

function malformed(why: string) {
  return gatewayErrors.integrationFailed(`Malformed Lambda proxy response: ${why}`);
}

function parse(payload: Uint8Array): Readonly<Record<string, unknown>> {
  let output: unknown;
  try {
    output = JSON.parse(Buffer.from(payload).toString());
  } catch {
    throw malformed('it is not JSON');
  }
  if (typeof output !== 'object' || output === null || Array.isArray(output)) throw malformed('it is not an object');
  const unknown = Object.keys(output).find((name) => !members.has(name));
  if (unknown !== undefined) throw malformed(`member ${unknown} is unknown`);
  return output as Readonly<Record<string, unknown>>;
}

/** @throws what `malformed` makes of the reason. */
export function readStatus(value: unknown, malformed: (why: string) => Error): number {
  if (value === undefined || value === null) return 200;
  const status = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599)
    throw malformed(`statusCode ${JSON.stringify(value)} is no status`);
  return status;
}

/** A name in both maps has the values of both, each value once. @throws what `malformed` makes of the reason. */
export function readHeaders(output: Readonly<Record<string, unknown>>, malformed: (why: string) => Error): [string, string][] {
  const read: [string, string][] = [];
  const add = (name: string, value: unknown) => {
    if (typeof value !== 'string' && typeof value !== 'boolean' && typeof value !== 'number')
      throw malformed(`header ${name} is not a string`);
    const key = name.toLowerCase();
    if (dropped.has(key)) return;
    const sent = remapped.has(key) ? `x-amzn-Remapped-${name}` : name;
    const text = String(value);
    try {
      validateHeaderName(sent);
      validateHeaderValue(sent, text);
    } catch {
      throw malformed(`header ${name} cannot be sent`);
    }
    if (!read.some(([other, given]) => other.toLowerCase() === sent.toLowerCase() && given === text)) read.push([sent, text]);
  };
  for (const [name, values] of entriesOf(output['multiValueHeaders'], 'multiValueHeaders', malformed))
    for (const value of listOf(name, values, malformed)) add(name, value);
  for (const [name, value] of entriesOf(output['headers'], 'headers', malformed)) add(name, value);
  return read;
}

function listOf(name: string, values: unknown, malformed: (why: string) => Error): readonly unknown[] {
  if (!Array.isArray(values)) throw malformed(`multiValueHeaders ${name} is not a list`);
  return values;
}

function entriesOf(value: unknown, name: string, malformed: (why: string) => Error): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value)) throw malformed(`${name} is not an object`);
  return Object.entries(value).filter(([, given]) => given !== null);
}
