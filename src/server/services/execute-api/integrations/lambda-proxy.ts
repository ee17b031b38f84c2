/**
 * AWS_PROXY: the function gets the whole request and answers with the whole response.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
import type { FunctionInvoker } from '../../ports.ts';
import type { RestIntegration } from '../../rest-api.ts';
import { headerOf } from '../api-request.ts';
import type { ApiResponse } from '../api-response.ts';
import { isBinary } from '../binary.ts';
import type { Exchange } from '../exchange.ts';
import { gatewayErrors } from '../gateway-errors.ts';
import { mappedParameters } from '../mapping/integration-request.ts';
import { proxyEvent } from '../proxy-event.ts';
import { proxyResponse } from '../proxy-response.ts';
import type { IntegrationCall, Report } from './integration-call.ts';
import { callLambda } from './lambda.ts';

/** @throws GatewayError 500 when Lambda refuses, 502 when the function fails or answers nonsense, 504 when it takes too long. */
export async function lambdaProxy(
  invoker: FunctionInvoker,
  exchange: Exchange,
  integration: RestIntegration,
  report: Report,
): Promise<ApiResponse> {
  // Nothing of a mapping reaches the function, but one that API Gateway refuses fails the request.
  mappedParameters(exchange, integration);
  const payload = Buffer.from(JSON.stringify(proxyEvent(exchange)));
  let call: IntegrationCall | undefined;
  const result = await callLambda(invoker, exchange, integration, { payload }, (begun) => {
    call = begun;
    report(begun);
  });
  if (result.functionError)
    throw gatewayErrors.integrationFailed(`Lambda execution failed: ${Buffer.from(result.payload).toString()}`);
  const { request, served } = exchange;
  const binary = isBinary(served.deployment.binaryMediaTypes, headerOf(request, 'accept'));
  const response = proxyResponse(result.payload, binary);
  if (call) call.proxied = { status: response.statusCode, contentLength: response.body.length };
  return response;
}
