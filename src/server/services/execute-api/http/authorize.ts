/**
 * Lets a caller in as the route asks: by a JWT, by a Lambda authorizer, or by a signature.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html
 */
import type { FunctionInvoker, IdentifyCaller } from '../../ports.ts';
import type { Principal } from '../../service.ts';
import { signedCaller } from '../authorize/signed-caller.ts';
import type { HttpExchange } from './exchange.ts';
import { httpErrors } from './gateway-errors.ts';
import { createJwtCheck } from './jwt.ts';
import { createLambdaAuthorizer } from './lambda-authorizer.ts';

/** What is known of the caller. Events tell it each in their own way. */
export type HttpAuthorization =
  | { readonly kind: 'jwt'; readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] | null }
  | { readonly kind: 'lambda'; readonly principalId: string | undefined; readonly context: Readonly<Record<string, unknown>> }
  | { readonly kind: 'iam'; readonly caller: Principal };

/** @throws GatewayError 401, 403 or 500. */
export type AuthorizeHttp = (exchange: HttpExchange) => Promise<HttpAuthorization | undefined>;

export function createAuthorizeHttp(deps: {
  readonly invoker: FunctionInvoker;
  readonly identify: IdentifyCaller;
}): AuthorizeHttp {
  const checkJwt = createJwtCheck();
  const askFunction = createLambdaAuthorizer(deps.invoker);
  return async (exchange) => {
    const { route } = exchange.matched;
    if (route.authorizationType === undefined || route.authorizationType === 'NONE') return undefined;
    if (route.authorizationType === 'AWS_IAM') {
      const caller = signedCaller(deps.identify, exchange.request, httpErrors.forbidden);
      if (!caller) throw httpErrors.forbidden('The request is not signed for execute-api');
      return { kind: 'iam', caller };
    }
    const authorizer = exchange.served.deployment.authorizers?.find(({ id }) => id === route.authorizerId);
    if (!authorizer) throw httpErrors.failed(`Authorizer ${route.authorizerId} is not in the deployment`);
    return authorizer.type === 'JWT'
      ? checkJwt(exchange, authorizer, route.authorizationScopes ?? [])
      : askFunction(exchange, authorizer);
  };
}
