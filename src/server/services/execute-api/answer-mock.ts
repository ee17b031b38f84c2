/**
 * The MOCK integration: the request template names a status, and the integration response of that status is the answer.
 * What it is for, mostly, is the OPTIONS method of CORS.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
import type { RestIntegration } from '../rest-api.ts';
import type { ApiRequest } from './api-request.ts';
import { headerOf } from './api-request.ts';
import type { ApiResponse } from './api-response.ts';
import { gatewayErrors } from './api-response.ts';

/** @throws GatewayError 500 when no status, or no response of that status, is configured. */
export function answerMock(integration: RestIntegration, request: ApiRequest): ApiResponse {
  const contentType = headerOf(request, 'content-type')?.split(';')[0]?.trim() || 'application/json';
  const template = integration.requestTemplates?.[contentType] ?? integration.requestTemplates?.['application/json'] ?? '';
  // AWS reads the template leniently: `{ statusCode: 200 }`, as the CDK writes it, is fine.
  const status = /["']?statusCode["']?\s*:\s*["']?(\d{3})\b/.exec(template)?.[1];
  if (!status) throw gatewayErrors.configuration('The request template of the MOCK integration names no statusCode');
  const response = integration.responses[status];
  if (!response) throw gatewayErrors.configuration(`The MOCK integration has no response for status ${status}`);
  const headers: [string, string][] = [];
  for (const [target, mapping] of Object.entries(response.responseParameters ?? {})) {
    const name = /^method\.response\.header\.(.+)$/.exec(target)?.[1];
    const value = /^'(.*)'$/s.exec(mapping)?.[1];
    if (name && value !== undefined) headers.push([name, value]);
  }
  const [type, text] = Object.entries(response.responseTemplates ?? {})[0] ?? ['application/json', ''];
  if (!headers.some(([name]) => name.toLowerCase() === 'content-type')) headers.push(['Content-Type', type]);
  return { statusCode: Number(response.statusCode), headers, body: Buffer.from(text) };
}
