/** Calls the function of a route: checks the permission, makes the event, maps the answer. */
import { AwsError } from '../../../wire/aws-error.ts';
import type { FunctionInvoker } from '../../ports.ts';
import type { ApiResponse } from '../api-response.ts';
import { functionArnOf, invokeFunction, mostPayloadBytes, within } from '../function-invocation.ts';
import type { IntegrationCall, Report } from '../integrations/integration-call.ts';
import { eventFormat1 } from './event-1.ts';
import { eventFormat2 } from './event-2.ts';
import type { HttpExchange } from './exchange.ts';
import { httpErrors } from './gateway-errors.ts';
import { mapResponse } from './parameter-mapping.ts';
import { httpResponse } from './response.ts';

/** @throws GatewayError 413 for more than Lambda takes, 500 when Lambda refuses, or the function fails or answers nonsense; 503 when it takes too long. */
export async function callHttpFunction(invoker: FunctionInvoker, exchange: HttpExchange, report: Report): Promise<ApiResponse> {
  const { integration, served, traceHeader } = exchange;
  const functionArn = arnOf(integration.uri, served.stage.variables);
  if (!functionArn) throw httpErrors.failed(`No function in integration URI ${integration.uri}`);
  const event = integration.payloadFormatVersion === '1.0' ? eventFormat1(exchange) : eventFormat2(exchange);
  const payload = Buffer.from(JSON.stringify(event));
  if (payload.length > mostPayloadBytes) throw httpErrors.tooLarge(payload.length);
  const requestId = crypto.randomUUID();
  const call: IntegrationCall = { target: { kind: 'function', functionArn }, requestId, startedAt: Date.now() };
  report(call);
  const invocation = invokeFunction(invoker, {
    functionArn,
    tenant: served.tenant,
    sourceArn: sourceArnOf(exchange),
    credentials: integration.credentialsArn,
    payload,
    traceHeader,
    requestId,
  });
  const limit = integration.timeoutInMillis;
  try {
    const result = await within(limit, invocation, () => httpErrors.timedOut(`${functionArn} took longer than ${limit} ms`));
    call.status = result.statusCode;
    call.contentLength = result.payload.length;
    if (result.functionError) throw httpErrors.failed(`The function failed: ${Buffer.from(result.payload).toString()}`);
    const response = httpResponse(result.payload, integration.payloadFormatVersion);
    call.proxied = { status: response.statusCode, contentLength: response.body.length };
    return mapResponse(integration.responseParameters, exchange, response);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    call.status = error.statusCode;
    throw httpErrors.failed(`${error.code}: ${error.message}`);
  } finally {
    call.endedAt = Date.now();
  }
}

/** An integration names its function by ARN, or by API Gateway's URI for it, both perhaps with stage variables. */
function arnOf(uri: string, variables: Readonly<Record<string, string>>): string | undefined {
  if (!uri.includes(':lambda:path/')) return /^arn:aws[a-z-]*:lambda:/.test(uri) ? uri : undefined;
  return functionArnOf(uri, variables);
}

function sourceArnOf({ request, served, matched }: HttpExchange): string {
  const { tenant, api, stage } = served;
  const route = matched.template === undefined ? '$default' : `${request.method}${matched.template}`;
  return `arn:aws:execute-api:${tenant.region}:${tenant.account}:${api.id}/${stage.stageName}/${route}`;
}
