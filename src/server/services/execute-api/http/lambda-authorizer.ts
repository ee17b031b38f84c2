/**
 * Asks the function of a route's authorizer, in payload format 1.0 or 2.0, for a policy or a plain yes or no.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
import { BoundedMap } from '../../../bounded-map.ts';
import { AwsError } from '../../../wire/aws-error.ts';
import type { HttpAuthorizer } from '../../http-api.ts';
import type { FunctionInvoker } from '../../ports.ts';
import { decide } from '../authorize/policy.ts';
import { functionArnOf, invokeFunction, within } from '../function-invocation.ts';
import type { HttpAuthorization } from './authorize.ts';
import { eventFormat1 } from './event-1.ts';
import { eventFormat2 } from './event-2.ts';
import type { HttpExchange } from './exchange.ts';
import { httpErrors } from './gateway-errors.ts';
import { requestValue } from './values.ts';

type Output = Readonly<Record<string, unknown>>;

const limit = 10_000;
const mostKept = 10_000;

/** @returns a step that throws GatewayError 401 without an identity, 403 for a no, 500 when the function fails. */
export function createLambdaAuthorizer(invoker: FunctionInvoker, now: () => number = Date.now) {
  const kept = new BoundedMap<string, { readonly output: Output; readonly until: number }>(mostKept);

  return async (exchange: HttpExchange, authorizer: HttpAuthorizer): Promise<HttpAuthorization> => {
    const identity = authorizer.identitySource.map((source) => {
      const value = requestValue(source.slice(1), exchange);
      if (!value) throw httpErrors.unauthorized(`Identity source ${source} is missing`);
      return value;
    });
    const routeArn = arnOf(exchange);
    // A simple yes is for the route that it was given for, a policy says itself what it is for.
    const scope = authorizer.enableSimpleResponses ? exchange.matched.route.routeKey : '';
    const { api, stage, deployment } = exchange.served;
    const key = JSON.stringify([api.id, stage.stageName, deployment.id, authorizer.id, scope, identity]);
    const known = kept.get(key);
    const output = known && known.until > now() ? known.output : await ask(invoker, exchange, authorizer, routeArn, identity);
    if (output !== known?.output) {
      kept.delete(key);
      const seconds = identity.length > 0 ? (authorizer.resultTtlInSeconds ?? 0) : 0;
      if (seconds > 0) kept.set(key, { output, until: now() + seconds * 1000 });
    }
    const isAllowed = authorizer.enableSimpleResponses
      ? output['isAuthorized'] === true
      : decide(output['policyDocument'], routeArn) === 'allow';
    if (!isAllowed) throw httpErrors.forbidden(`Authorizer ${authorizer.name} does not allow it`);
    const { context, principalId } = output;
    return {
      kind: 'lambda',
      principalId: typeof principalId === 'string' ? principalId : undefined,
      context: typeof context === 'object' && context !== null && !Array.isArray(context) ? (context as Output) : {},
    };
  };
}

async function ask(
  invoker: FunctionInvoker,
  exchange: HttpExchange,
  authorizer: HttpAuthorizer,
  routeArn: string,
  identity: readonly string[],
): Promise<Output> {
  const { tenant, api, stage } = exchange.served;
  const functionArn = functionArnOf(authorizer.authorizerUri ?? '', stage.variables);
  if (!functionArn) throw httpErrors.failed(`No function in authorizer URI ${authorizer.authorizerUri}`);
  const event =
    authorizer.payloadFormatVersion === '1.0'
      ? {
          ...eventFormat1(exchange),
          type: 'REQUEST',
          methodArn: routeArn,
          identitySource: identity.join(','),
          authorizationToken: identity.join(','),
        }
      : { ...eventFormat2(exchange), type: 'REQUEST', routeArn, identitySource: identity };
  const { body: _body, isBase64Encoded: _encoded, ...sent } = event as Output;
  try {
    const invocation = invokeFunction(invoker, {
      functionArn,
      tenant,
      sourceArn: `arn:aws:execute-api:${tenant.region}:${tenant.account}:${api.id}/authorizers/${authorizer.id}`,
      credentials: authorizer.credentialsArn,
      payload: Buffer.from(JSON.stringify(sent)),
      traceHeader: exchange.traceHeader,
      requestId: crypto.randomUUID(),
    });
    const result = await within(limit, invocation, () => httpErrors.failed('The authorizer took too long'));
    const output: unknown = JSON.parse(Buffer.from(result.payload).toString());
    if (result.functionError) {
      const failure = typeof output === 'object' && output !== null ? (output as Output)['errorMessage'] : undefined;
      if (failure === 'Unauthorized') throw httpErrors.unauthorized();
      throw httpErrors.failed(`The authorizer failed: ${String(failure)}`);
    }
    if (typeof output !== 'object' || output === null || Array.isArray(output))
      throw httpErrors.failed('The authorizer answered no object');
    return output as Output;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw httpErrors.failed(`${error.code}: ${error.message}`);
  }
}

function arnOf({ request, served }: HttpExchange): string {
  const { tenant, api, stage, path } = served;
  return `arn:aws:execute-api:${tenant.region}:${tenant.account}:${api.id}/${stage.stageName}/${request.method}${path}`;
}
