/**
 * Turns what a function returned to an HTTP API into an HTTP response, or says why it is none.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response
 */
import type { PayloadFormat } from '../../http-api.ts';
import type { ApiResponse } from '../api-response.ts';
import { readHeaders, readStatus } from '../proxy-response.ts';
import { httpErrors } from './gateway-errors.ts';

/** @throws GatewayError 500 for what is no response in this format. */
export function httpResponse(payload: Uint8Array, format: PayloadFormat): ApiResponse {
  const text = Buffer.from(payload).toString();
  let output: unknown;
  try {
    output = JSON.parse(text);
  } catch {
    if (format === '1.0') throw malformed('it is not JSON');
    return inferred(text);
  }
  const isObject = typeof output === 'object' && output !== null && !Array.isArray(output);
  const described = isObject ? (output as Readonly<Record<string, unknown>>) : undefined;
  if (described && described['statusCode'] !== undefined) return describedResponse(described, format);
  if (format === '1.0') throw malformed('payload format 1.0 needs a statusCode');
  return inferred(typeof output === 'string' ? output : text);
}

/** Format 2.0 infers the response: a text is the body as it stands, as is what is no JSON; all else is the body as JSON. */
function inferred(body: string): ApiResponse {
  return { statusCode: 200, headers: [['content-type', 'application/json']], body: Buffer.from(body) };
}

function describedResponse(output: Readonly<Record<string, unknown>>, format: PayloadFormat): ApiResponse {
  const body = output['body'] ?? '';
  if (typeof body !== 'string') throw malformed('body is not a string');
  const encoded = output['isBase64Encoded'] ?? false;
  if (typeof encoded !== 'boolean') throw malformed('isBase64Encoded is not true or false');
  const cookies = format === '2.0' ? (output['cookies'] ?? []) : [];
  if (!Array.isArray(cookies)) throw malformed('cookies is not a list');
  const { multiValueHeaders: several, ...others } = output;
  const headers = readHeaders(format === '1.0' ? { ...others, multiValueHeaders: several } : others, malformed);
  for (const cookie of readHeaders({ multiValueHeaders: { 'set-cookie': cookies } }, malformed)) headers.push(cookie);
  if (!headers.some(([name]) => name.toLowerCase() === 'content-type'))
    headers.push(['content-type', 'text/plain;charset=UTF-8']);
  return {
    statusCode: readStatus(output['statusCode'], malformed),
    headers,
    body: Buffer.from(body, encoded ? 'base64' : 'utf8'),
  };
}

const malformed = (why: string) => httpErrors.failed(`Malformed Lambda response: ${why}`);
