/**
 * Calls a function for API Gateway: finds it in an integration's URI, checks that its policy lets API Gateway in, and does not wait
 * for ever.
 *
 * Who calls it: Lambda integrations and authorizers of REST and HTTP APIs.
 */
import { AwsError } from '../../wire/aws-error.ts';
import type { FunctionInvoker, InvokeResult, Tenant } from '../ports.ts';

export interface FunctionInvocation {
  readonly functionArn: string;
  /** Of the API: a function's ARN may name another account. */
  readonly tenant: Tenant;
  /** `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH` */
  readonly sourceArn: string;
  /** With a role of its own an integration does not need the function's policy. */
  readonly credentials?: string | undefined;
  readonly invocationType?: 'RequestResponse' | 'Event' | undefined;
  readonly payload: Uint8Array;
  readonly traceHeader: string;
  /** Of the invocation. */
  readonly requestId: string;
}

/** Lambda takes no larger events of a caller that waits. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const mostPayloadBytes = 6_291_556;

/** @throws AwsError as Lambda's Invoke does, AccessDeniedException when the policy says no. */
export async function invokeFunction(invoker: FunctionInvoker, invocation: FunctionInvocation): Promise<InvokeResult> {
  const { functionArn, tenant, sourceArn, credentials } = invocation;
  const [, , , region = tenant.region, account = tenant.account] = functionArn.split(':');
  const owner = { account, region };
  if (!credentials && !invoker.allows(owner, functionArn, 'apigateway.amazonaws.com', sourceArn))
    throw new AwsError(
      'AccessDeniedException',
      `The policy of ${functionArn} does not let apigateway.amazonaws.com invoke it from ${sourceArn} (lambda add-permission)`,
      403,
    );
  return invoker.invoke({
    tenant: owner,
    functionName: functionArn,
    invocationType: invocation.invocationType ?? 'RequestResponse',
    payload: invocation.payload,
    traceHeader: invocation.traceHeader,
    requestId: invocation.requestId,
  });
}

/** API Gateway stops waiting; the function goes on until its own timeout, as in AWS. @throws what `timedOut` makes. */
export async function within<Result>(milliseconds: number, work: Promise<Result>, timedOut: () => Error): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timedOut()), milliseconds);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** `${stageVariables.name}` is replaced; a variable that is not there by nothing. */
export function withStageVariables(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{stageVariables\.(\w+)\}/g, (_, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? '') : '',
  );
}

/** The function's ARN, perhaps with a qualifier. */
export function functionArnOf(uri: string, variables: Readonly<Record<string, string>>): string | undefined {
  const filled = withStageVariables(uri, variables);
  return /:lambda:path\/2015-03-31\/functions\/(arn:aws[a-z-]*:lambda:[^/]+)\/invocations$/.exec(filled)?.[1];
}
