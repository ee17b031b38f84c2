/**
 * MOCK: the request template names a status, and the integration response that it selects is the answer. What it is for, mostly, is
 * the OPTIONS method of CORS.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
import type { RestIntegration } from '../../rest-api.ts';
import type { ApiResponse } from '../api-response.ts';
import type { Exchange } from '../exchange.ts';
import { gatewayErrors } from '../gateway-errors.ts';
import { integrationRequest } from '../mapping/integration-request.ts';
import { integrationResponse } from '../mapping/integration-response.ts';

/** @throws GatewayError 500 when no status, or no response for it, is configured. */
export function mock(exchange: Exchange, integration: RestIntegration): ApiResponse {
  const request = integrationRequest(exchange, integration);
  const selection = statusIn(Buffer.from(request.body).toString());
  if (selection === undefined)
    throw gatewayErrors.configuration(
      'Unable to parse statusCode. It should be an integer that is defined in the request template.',
    );
  return integrationResponse(exchange, integration, { headers: [], body: new Uint8Array(), selection }, request.overrides);
}

/** AWS reads the text leniently: `{ statusCode: 200 }`, as the CDK writes it, is fine. A number in quotes is none. */
function statusIn(text: string): string | undefined {
  return /(?:^|[{,\s])["']?statusCode["']?\s*:\s*(\d{3})\s*(?=[,}]|$)/.exec(text)?.[1];
}
