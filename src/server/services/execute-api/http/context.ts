/**
 * `$context` of HTTP APIs, as parameter mappings and access logs see it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
import { headerOf } from '../api-request.ts';
import { clfTime } from '../request-context.ts';
import { eventPath, type HttpExchange, httpDomainName } from './exchange.ts';

export function httpContext(exchange: HttpExchange): Record<string, unknown> {
  const { request, served, matched, requestId, authorization } = exchange;
  const { tenant, api, stage } = served;
  return {
    accountId: tenant.account,
    apiId: api.id,
    domainName: httpDomainName(served),
    domainPrefix: api.id,
    extendedRequestId: requestId,
    httpMethod: request.method,
    identity: { sourceIp: request.sourceIp, userAgent: headerOf(request, 'user-agent') ?? '' },
    path: eventPath(served),
    protocol: request.protocol,
    requestId,
    requestTime: clfTime(request.receivedAt),
    requestTimeEpoch: request.receivedAt,
    routeKey: matched.route.routeKey,
    stage: stage.stageName,
    authorizer:
      authorization?.kind === 'jwt'
        ? { claims: authorization.claims }
        : authorization?.kind === 'lambda'
          ? { principalId: authorization.principalId, ...authorization.context }
          : undefined,
  };
}
