/**
 * What API Gateway answers: an integration's response, or one of its own ("gateway responses").
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
import type { ServerResponse } from 'node:http';
import type { GatewayResponseType } from '../gateway-response-types.ts';
import type { Pairs } from './api-request.ts';

export interface ApiResponse {
  readonly statusCode: number;
  /** Names may repeat. */
  readonly headers: Pairs;
  readonly body: Uint8Array;
}

export interface GatewayProblem {
  /** Which of the API's gateway responses it is. */
  readonly type: GatewayResponseType;
  readonly statusCode: number;
  /** `x-amzn-ErrorType`, which HTTP APIs do not send. */
  readonly errorType?: string | undefined;
  /** `$context.error.message`. */
  readonly message: string | null;
  /** The answer unless the API has one of its own. */
  readonly body: string;
  /** `$context.error.validationErrorString`. */
  readonly validation?: string | undefined;
}

/** Ends a request with API Gateway's own words. `explanation` is ours: it says why, and is sent in a header of its own. */
export class GatewayError extends Error {
  readonly problem: GatewayProblem;
  readonly explanation: string | undefined;

  constructor(problem: GatewayProblem, explanation?: string) {
    super(explanation ?? problem.body);
    this.problem = problem;
    this.explanation = explanation;
  }

  /** The answer of an API that has no gateway responses of its own. */
  get response(): ApiResponse {
    const { statusCode, body } = this.problem;
    return { statusCode, headers: [['Content-Type', 'application/json'], ...this.headers], body: Buffer.from(body) };
  }

  /** The headers that every such answer has. */
  get headers(): [string, string][] {
    const { errorType } = this.problem;
    const headers: [string, string][] = errorType ? [['x-amzn-ErrorType', errorType]] : [];
    // Header text is Latin-1 on one line.
    if (this.explanation) headers.push(['x-radiograph-cause', this.explanation.replace(/[^\x20-\x7e]/g, ' ').slice(0, 1000)]);
    return headers;
  }
}

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
