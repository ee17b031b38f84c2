/** What an authorizer of an HTTP API may be. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html */
import type { Scope } from '../../store/ports.ts';
import type { HttpAuthorizer, HttpRoute } from '../http-api.ts';
import { errors } from './errors.ts';
import type { HttpApis } from './store.ts';

/** @throws BadRequestException */
export function checkAuthorizer(authorizer: HttpAuthorizer): void {
  const { name, type, identitySource, jwt } = authorizer;
  if (!name) throw errors.authorizer('Authorizer name cannot be empty');
  if (type === 'REQUEST' && !authorizer.payloadFormatVersion)
    throw errors.authorizer('AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer');
  for (const source of identitySource)
    if (!/^\$(?:request\.(?:header|querystring)|context|stageVariables)\.\S+$/.test(source))
      throw errors.authorizer(`Invalid identity source specified: ${source}`);
  if (type === 'JWT') {
    if (!jwt?.issuer || !URL.canParse(jwt.issuer) || !/^https?:/.test(jwt.issuer))
      throw errors.authorizer(
        `Invalid issuer: ${jwt?.issuer ?? 'null'}. Issuer must have a valid discovery endpoint ended with '/.well-known/openid-configuration'`,
      );
    if (identitySource.length !== 1) throw errors.authorizer('A JWT authorizer takes one identity source');
    return;
  }
  if (!/^arn:[\w-]+:apigateway:[\w-]+:lambda:path\/+2015-03-31\/functions\/.+\/invocations$/.test(authorizer.authorizerUri ?? ''))
    throw errors.authorizer(`Invalid Authorizer URI: ${authorizer.authorizerUri ?? 'null'}`);
  if (authorizer.enableSimpleResponses && authorizer.payloadFormatVersion !== '2.0')
    throw errors.authorizer('EnableSimpleResponses is only supported with AuthorizerPayloadFormatVersion 2.0');
  const seconds = authorizer.resultTtlInSeconds ?? 0;
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > 3600)
    throw errors.authorizer('AuthorizerResultTtlInSeconds must be between 0 and 3600');
  if (seconds > 0 && identitySource.length === 0)
    throw errors.authorizer('Identity sources are required when results are cached');
}

/** @throws BadRequestException for a route whose authorizer is not there, or of another type. */
export function checkRouteAuthorizer(store: HttpApis, scope: Scope, apiId: string, route: HttpRoute): void {
  if (route.authorizationType !== 'CUSTOM' && route.authorizationType !== 'JWT') return;
  const authorizer = store.authorizers.find(scope, apiId, route.authorizerId ?? '');
  const wanted = route.authorizationType === 'JWT' ? 'JWT' : 'REQUEST';
  if (authorizer?.type !== wanted) throw errors.routeAuthorizer();
}
