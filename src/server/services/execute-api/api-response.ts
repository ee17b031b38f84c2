/**
 * What API Gateway answers: an integration's response, or one of its own ("gateway responses").
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
import type { ServerResponse } from 'node:http';
import type { Pairs } from './api-request.ts';

export interface ApiResponse {
  readonly statusCode: number;
  /** Names may repeat. */
  readonly headers: Pairs;
  readonly body: Uint8Array;
}

/** Ends a request with API Gateway's own words. `explanation` is ours: it says why, and is sent in a header of its own. */
export class GatewayError extends Error {
  readonly response: ApiResponse;

  constructor(statusCode: number, errorType: string, body: string, explanation?: string) {
    super(explanation ?? body);
    const headers: [string, string][] = [
      ['Content-Type', 'application/json'],
      ['x-amzn-ErrorType', errorType],
    ];
    // Header text is Latin-1 on one line.
    if (explanation) headers.push(['x-radiograph-cause', explanation.replace(/[^\x20-\x7e]/g, ' ').slice(0, 1000)]);
    this.response = { statusCode, headers, body: Buffer.from(body) };
  }
}

// The blank behind the colon is AWS's: some of its texts have it, some do not.
export const gatewayErrors = {
  forbidden: () => new GatewayError(403, 'ForbiddenException', '{"message":"Forbidden"}'),
  noRoute: () => new GatewayError(403, 'MissingAuthenticationTokenException', '{"message":"Missing Authentication Token"}'),
  configuration: (why: string) =>
    new GatewayError(500, 'InternalServerErrorException', '{"message": "Internal server error"}', why),
  integrationFailed: (why: string) =>
    new GatewayError(502, 'InternalServerErrorException', '{"message": "Internal server error"}', why),
  timedOut: (why: string) =>
    new GatewayError(504, 'InternalServerErrorException', '{"message": "Endpoint request timed out"}', why),
} as const;

/** Writes the response; names that repeat become several headers. */
export function sendResponse(response: ServerResponse, answer: ApiResponse): void {
  const byName = new Map<string, { name: string; values: string[] }>();
  for (const [name, value] of answer.headers) {
    const key = name.toLowerCase();
    const entry = byName.get(key) ?? { name, values: [] };
    entry.values.push(value);
    byName.set(key, entry);
  }
  for (const { name, values } of byName.values()) response.setHeader(name, values.length === 1 ? (values[0] ?? '') : values);
  response.statusCode = answer.statusCode;
  if (answer.statusCode !== 204 && answer.statusCode !== 304) response.setHeader('Content-Length', answer.body.length);
  response.end(answer.body);
}
