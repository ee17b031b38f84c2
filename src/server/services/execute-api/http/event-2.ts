/**
 * The event of payload format 2.0. What is empty is left out, not null.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
import type { Pairs } from '../api-request.ts';
import { headerOf } from '../api-request.ts';
import { clfTime } from '../request-context.ts';
import { eventBody, eventHeaders, eventPath, type HttpExchange, httpDomainName } from './exchange.ts';

export function eventFormat2(exchange: HttpExchange): object {
  const { request, served, matched, requestId } = exchange;
  const { tenant, api, stage } = served;
  const cookies = request.headers.filter(([name]) => name.toLowerCase() === 'cookie').flatMap(([, value]) => value.split(/;\s*/));
  const headers = joined(eventHeaders(exchange).map(([name, value]) => [name.toLowerCase(), value]));
  delete headers['cookie'];
  const { routeKey } = matched.route;
  const rawPath = eventPath(served);
  const { body, isBase64Encoded } = eventBody(request);
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: request.queryString,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers,
    ...(request.query.length > 0 ? { queryStringParameters: joined(request.query) } : {}),
    requestContext: {
      accountId: tenant.account,
      apiId: api.id,
      ...authorizerOf(exchange),
      domainName: httpDomainName(served),
      domainPrefix: api.id,
      http: {
        method: request.method,
        path: rawPath,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: headerOf(request, 'user-agent') ?? '',
      },
      requestId,
      routeKey,
      stage: stage.stageName,
      time: clfTime(request.receivedAt),
      timeEpoch: request.receivedAt,
    },
    ...(body === undefined ? {} : { body }),
    ...(Object.keys(matched.pathParameters).length > 0 ? { pathParameters: matched.pathParameters } : {}),
    isBase64Encoded,
    ...(Object.keys(stage.variables).length > 0 ? { stageVariables: stage.variables } : {}),
  };
}

/** Values of a name that repeats are joined by commas. */
function joined(pairs: Pairs): Record<string, string> {
  const values: Record<string, string> = Object.create(null);
  for (const [name, value] of pairs) values[name] = values[name] === undefined ? value : `${values[name]},${value}`;
  return values;
}

function authorizerOf({ authorization }: HttpExchange): object {
  switch (authorization?.kind) {
    case undefined:
      return {};
    case 'jwt':
      return { authorizer: { jwt: { claims: authorization.claims, scopes: authorization.scopes } } };
    case 'lambda':
      return { authorizer: { lambda: authorization.context } };
    case 'iam': {
      const { account, arn, userId, accessKeyId } = authorization.caller;
      const iam = {
        accessKey: accessKeyId ?? null,
        accountId: account,
        callerId: userId,
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: arn,
        userId,
      };
      return { authorizer: { iam } };
    }
  }
}
