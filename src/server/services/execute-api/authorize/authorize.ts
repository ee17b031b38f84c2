/**
 * Asks the method's Lambda authorizer whether the caller may call it. Answers are kept for as long as the authorizer says.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
import { BoundedMap } from '../../../bounded-map.ts';
import { AwsError } from '../../../wire/aws-error.ts';
import type { FunctionInvoker } from '../../ports.ts';
import type { RestAuthorizer } from '../../rest-api.ts';
import type { Exchange } from '../exchange.ts';
import { functionArnOf, invokeFunction, within } from '../function-invocation.ts';
import { gatewayErrors } from '../gateway-errors.ts';
import { methodArn } from '../integrations/lambda.ts';
import { authorizerEvent } from './authorizer-event.ts';
import { identityOf } from './identity.ts';
import { decide } from './policy.ts';

/** `$context.authorizer`, and the key to meter by where the API takes it from the authorizer. */
export interface Authorization {
  readonly context: Readonly<Record<string, unknown>>;
  readonly usageIdentifierKey?: string | undefined;
}

interface Verdict {
  readonly policy: unknown;
  readonly authorization: Authorization;
}

const limit = 30_000;
const mostKept = 10_000;

/** @returns a step that gives undefined for methods without an authorizer. It throws GatewayError 401, 403 or 500. */
export function createAuthorize(invoker: FunctionInvoker, now: () => number = Date.now) {
  const kept = new BoundedMap<string, { readonly verdict: Verdict; readonly until: number }>(mostKept);

  return async (exchange: Exchange): Promise<Authorization | undefined> => {
    const { method } = exchange.route;
    if (method.authorizationType !== 'CUSTOM') return undefined;
    const { deployment } = exchange.served;
    const authorizer = deployment.authorizers?.find(({ id }) => id === method.authorizerId);
    if (!authorizer) throw gatewayErrors.authorizerMisconfigured(`Authorizer ${method.authorizerId} is not in the deployment`);
    const identity = identityOf(exchange, authorizer);
    const arn = methodArn(exchange, exchange.request.address.path);
    const key = JSON.stringify([exchange.served.api.id, exchange.served.stage.stageName, deployment.id, authorizer.id, identity]);
    const known = kept.get(key);
    let verdict = known && known.until > now() ? known.verdict : undefined;
    if (!verdict) {
      verdict = await ask(invoker, exchange, authorizer, arn, identity);
      const seconds = identity.length > 0 ? (authorizer.authorizerResultTtlInSeconds ?? 300) : 0;
      kept.delete(key);
      if (seconds > 0) kept.set(key, { verdict, until: now() + seconds * 1000 });
    }
    const decision = decide(verdict.policy, arn);
    if (decision === 'deny') throw gatewayErrors.deniedExplicitly();
    if (decision === 'none') throw gatewayErrors.denied();
    return verdict.authorization;
  };
}

async function ask(
  invoker: FunctionInvoker,
  exchange: Exchange,
  authorizer: RestAuthorizer,
  arn: string,
  identity: readonly string[],
): Promise<Verdict> {
  const { tenant, api, stage } = exchange.served;
  const functionArn = functionArnOf(authorizer.authorizerUri, stage.variables);
  if (!functionArn) throw gatewayErrors.authorizerMisconfigured(`No function in authorizer URI ${authorizer.authorizerUri}`);
  const invocation = invokeFunction(invoker, {
    functionArn,
    tenant,
    sourceArn: `arn:aws:execute-api:${tenant.region}:${tenant.account}:${api.id}/authorizers/${authorizer.id}`,
    credentials: authorizer.authorizerCredentials,
    payload: Buffer.from(JSON.stringify(authorizerEvent(exchange, authorizer, arn, identity))),
    traceHeader: exchange.trace.downstream,
    requestId: crypto.randomUUID(),
  });
  const result = await within(limit, invocation, () => gatewayErrors.authorizerFailed('The authorizer took too long')).catch(
    (error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
      throw gatewayErrors.authorizerFailed(`${error.code}: ${error.message}`);
    },
  );
  const output = parse(result.payload);
  if (result.functionError) {
    // A function refuses by failing with just this word.
    if (output?.['errorMessage'] === 'Unauthorized') throw gatewayErrors.unauthorized();
    throw gatewayErrors.authorizerMisconfigured(`The authorizer failed: ${String(output?.['errorMessage'])}`);
  }
  return readVerdict(output, authorizer);
}

function readVerdict(output: Readonly<Record<string, unknown>> | undefined, authorizer: RestAuthorizer): Verdict {
  const malformed = (why: string) => gatewayErrors.authorizerMisconfigured(`Authorizer ${authorizer.name}: ${why}`);
  if (!output) throw malformed('the answer is no object');
  const { principalId, policyDocument, context, usageIdentifierKey } = output;
  if (typeof principalId !== 'string') throw malformed('principalId is missing');
  if (typeof policyDocument !== 'object' || policyDocument === null) throw malformed('policyDocument is missing');
  const values: Record<string, unknown> = { principalId };
  if (context !== undefined && context !== null) {
    if (typeof context !== 'object' || Array.isArray(context)) throw malformed('context is no object');
    for (const [name, value] of Object.entries(context)) {
      if (typeof value === 'object' && value !== null) throw malformed(`context.${name} is neither text, number nor boolean`);
      // Functions and templates get texts.
      if (value !== null) values[name] = String(value);
    }
  }
  return {
    policy: policyDocument,
    authorization: {
      context: values,
      usageIdentifierKey: typeof usageIdentifierKey === 'string' ? usageIdentifierKey : undefined,
    },
  };
}

function parse(payload: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const output: unknown = JSON.parse(Buffer.from(payload).toString());
    return typeof output === 'object' && output !== null && !Array.isArray(output)
      ? (output as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
