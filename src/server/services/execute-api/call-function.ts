/**
 * The Lambda proxy integration: checks the permission, invokes the function, maps its answer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
import { AwsError } from '../../wire/aws-error.ts';
import type { FunctionInvoker, InvokeResult } from '../ports.ts';
import type { RestIntegration } from '../rest-api.ts';
import { headerOf } from './api-request.ts';
import type { ApiResponse } from './api-response.ts';
import { gatewayErrors } from './api-response.ts';
import { isBinary } from './binary.ts';
import type { Exchange } from './exchange.ts';
import { proxyEvent } from './proxy-event.ts';
import { proxyResponse } from './proxy-response.ts';

/** What the stage's segment says about the call. Filled while the call runs, so that failed calls are told as well. */
export interface FunctionCall {
  /** Epoch milliseconds. */
  startedAt: number;
  endedAt?: number | undefined;
  functionArn: string;
  /** Status of Lambda's Invoke; undefined when it did not answer in time. */
  status?: number | undefined;
  contentLength?: number | undefined;
}

/**
 * @param report is called once, before the function is.
 * @throws GatewayError 500 when Lambda refuses, 502 when the function fails or answers nonsense, 504 when it takes too long.
 */
export async function callFunction(
  invoker: FunctionInvoker,
  exchange: Exchange,
  integration: RestIntegration,
  report: (call: FunctionCall) => void,
): Promise<ApiResponse> {
  const { request, served } = exchange;
  if (integration.httpMethod !== 'POST')
    throw gatewayErrors.configuration(`The integration's HTTP method is ${integration.httpMethod}; Lambda takes POST only`);
  const functionArn = functionArnOf(integration.uri ?? '', served.stage.variables);
  if (!functionArn) throw gatewayErrors.configuration(`No function in integration URI ${integration.uri}`);
  const call: FunctionCall = { startedAt: Date.now(), functionArn };
  report(call);
  try {
    const result = await invokeWithin(integration.timeoutInMillis, call, () =>
      invoke(invoker, exchange, integration, functionArn),
    );
    call.status = result.statusCode;
    call.contentLength = result.payload.length;
    if (result.functionError)
      throw gatewayErrors.integrationFailed(`Lambda execution failed: ${Buffer.from(result.payload).toString()}`);
    return proxyResponse(result.payload, isBinary(served.deployment.binaryMediaTypes, headerOf(request, 'accept')));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    call.status = error.statusCode;
    throw gatewayErrors.configuration(`${error.code}: ${error.message}`);
  } finally {
    call.endedAt ??= Date.now();
  }
}

async function invoke(
  invoker: FunctionInvoker,
  exchange: Exchange,
  integration: RestIntegration,
  functionArn: string,
): Promise<InvokeResult> {
  const { request, route, trace } = exchange;
  const { tenant, api, stage } = exchange.served;
  const [, , , region = tenant.region, account = tenant.account] = functionArn.split(':');
  const owner = { account, region };
  const sourceArn = `arn:aws:execute-api:${tenant.region}:${tenant.account}:${api.id}/${stage.stageName}/${request.method}${route.resource.path}`;
  // With a role of its own the integration does not need the function's policy.
  if (!integration.credentials && !invoker.allows(owner, functionArn, 'apigateway.amazonaws.com', sourceArn))
    throw new AwsError(
      'AccessDeniedException',
      `The policy of ${functionArn} does not let apigateway.amazonaws.com invoke it from ${sourceArn} (lambda add-permission)`,
      403,
    );
  return invoker.invoke({
    tenant: owner,
    functionName: functionArn,
    invocationType: 'RequestResponse',
    payload: Buffer.from(JSON.stringify(proxyEvent(exchange))),
    traceHeader: trace.downstream,
    requestId: crypto.randomUUID(),
  });
}

/** API Gateway stops waiting; the function goes on until its own timeout, as in AWS. */
async function invokeWithin(milliseconds: number, call: FunctionCall, work: () => Promise<InvokeResult>): Promise<InvokeResult> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(gatewayErrors.timedOut(`${call.functionArn} took longer than ${milliseconds} ms`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([work(), deadline]);
  } finally {
    clearTimeout(timer);
    call.endedAt = Date.now();
  }
}

/** The function's ARN, perhaps with a qualifier; `${stageVariables.name}` is replaced. */
export function functionArnOf(uri: string, variables: Readonly<Record<string, string>>): string | undefined {
  const filled = uri.replace(/\$\{stageVariables\.(\w+)\}/g, (_, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? '') : '',
  );
  return /:lambda:path\/2015-03-31\/functions\/(arn:aws[a-z-]*:lambda:[^/]+)\/invocations$/.exec(filled)?.[1];
}
