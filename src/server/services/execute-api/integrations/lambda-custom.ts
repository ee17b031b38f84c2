/**
 * AWS with a Lambda function: the function gets what the request template makes, and mappings make the response.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-custom-integrations.html
 */
import type { FunctionInvoker, InvokeResult } from '../../ports.ts';
import type { RestIntegration } from '../../rest-api.ts';
import type { ApiResponse } from '../api-response.ts';
import type { Exchange } from '../exchange.ts';
import { integrationRequest } from '../mapping/integration-request.ts';
import { integrationResponse } from '../mapping/integration-response.ts';
import type { Report } from './integration-call.ts';
import { callLambda } from './lambda.ts';

/** @throws GatewayError 415, 500 or 504. A function's own error is no failure: selection patterns are held against its message. */
export async function lambdaCustom(
  invoker: FunctionInvoker,
  exchange: Exchange,
  integration: RestIntegration,
  report: Report,
): Promise<ApiResponse> {
  const request = integrationRequest(exchange, integration);
  const isAsync = request.header.some(
    ([name, value]) => name.toLowerCase() === 'x-amz-invocation-type' && value.toLowerCase() === 'event',
  );
  const payload = request.body.length > 0 ? request.body : Buffer.from('{}');
  const result = await callLambda(
    invoker,
    exchange,
    integration,
    { payload, invocationType: isAsync ? 'Event' : 'RequestResponse' },
    report,
  );
  const answer = {
    headers: [['Content-Type', 'application/json'] as const],
    body: result.payload,
    selection: errorMessageOf(result),
  };
  return integrationResponse(exchange, integration, answer, request.overrides);
}

/** API Gateway looks into the payload, whether or not the invocation failed. */
function errorMessageOf({ payload }: InvokeResult): string | undefined {
  let output: unknown;
  try {
    output = JSON.parse(Buffer.from(payload).toString());
  } catch {
    return undefined;
  }
  if (typeof output !== 'object' || output === null || !Object.hasOwn(output, 'errorMessage')) return undefined;
  const { errorMessage } = output as { readonly errorMessage: unknown };
  return errorMessage === null ? undefined : String(errorMessage);
}
