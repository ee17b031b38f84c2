/**
 * What both kinds of Lambda integration of a REST API do: call the function of the URI within the integration's time.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-integrations.html
 */
import { AwsError } from '../../../wire/aws-error.ts';
import type { FunctionInvoker, InvokeResult } from '../../ports.ts';
import type { RestIntegration } from '../../rest-api.ts';
import type { Exchange } from '../exchange.ts';
import { functionArnOf, invokeFunction, mostPayloadBytes, within } from '../function-invocation.ts';
import { gatewayErrors } from '../gateway-errors.ts';
import type { IntegrationCall, Report } from './integration-call.ts';

/** @throws GatewayError 413 for more than Lambda takes, 500 when it refuses, 504 when the function takes too long. */
export async function callLambda(
  invoker: FunctionInvoker,
  exchange: Exchange,
  integration: RestIntegration,
  given: { readonly payload: Uint8Array; readonly invocationType?: 'RequestResponse' | 'Event' | undefined },
  report: Report,
): Promise<InvokeResult> {
  if (integration.httpMethod !== 'POST')
    throw gatewayErrors.configuration(`The integration's HTTP method is ${integration.httpMethod}; Lambda takes POST only`);
  const { tenant, stage } = exchange.served;
  const functionArn = functionArnOf(integration.uri ?? '', stage.variables);
  if (!functionArn) throw gatewayErrors.configuration(`No function in integration URI ${integration.uri}`);
  if (given.payload.length > mostPayloadBytes) throw gatewayErrors.tooLarge(given.payload.length);
  const requestId = crypto.randomUUID();
  const call: IntegrationCall = { target: { kind: 'function', functionArn }, requestId, startedAt: Date.now() };
  report(call);
  try {
    const invocation = invokeFunction(invoker, {
      ...given,
      functionArn,
      tenant,
      sourceArn: methodArn(exchange, exchange.route.resource.path),
      credentials: integration.credentials,
      traceHeader: exchange.trace.downstream,
      requestId,
    });
    const limit = integration.timeoutInMillis;
    const result = await within(limit, invocation, () => gatewayErrors.timedOut(`${functionArn} took longer than ${limit} ms`));
    call.status = result.statusCode;
    call.traceHeader = result.traceHeader;
    call.contentLength = result.payload.length;
    return result;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    call.status = error.statusCode;
    throw gatewayErrors.configuration(`${error.code}: ${error.message}`);
  } finally {
    call.endedAt = Date.now();
  }
}

/** What policies of functions and authorizers name. @param path of the resource, or as requested. */
export function methodArn({ request, served }: Exchange, path: string): string {
  const { tenant, api, stage } = served;
  return `arn:aws:execute-api:${tenant.region}:${tenant.account}:${api.id}/${stage.stageName}/${request.method}${path}`;
}
