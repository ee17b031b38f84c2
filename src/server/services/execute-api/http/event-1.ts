/**
 * The event of payload format 1.0: nearly that of a REST API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
import { headerOf } from '../api-request.ts';
import { collect, nullIfEmpty } from '../proxy-event.ts';
import { clfTime } from '../request-context.ts';
import { eventBody, eventHeaders, eventPath, type HttpExchange, httpDomainName } from './exchange.ts';

export function eventFormat1(exchange: HttpExchange): object {
  const { request, served, matched, requestId } = exchange;
  const { tenant, api, stage } = served;
  const headers = collect(eventHeaders(exchange));
  const query = collect(request.query);
  const path = eventPath(served);
  const resourcePath = matched.template ?? '$default';
  const caller = exchange.authorization?.kind === 'iam' ? exchange.authorization.caller : undefined;
  const { body, isBase64Encoded } = eventBody(request);
  return {
    version: '1.0',
    resource: resourcePath,
    path,
    httpMethod: request.method,
    headers: headers.last,
    multiValueHeaders: headers.all,
    queryStringParameters: request.query.length > 0 ? query.last : null,
    multiValueQueryStringParameters: request.query.length > 0 ? query.all : null,
    requestContext: {
      accountId: tenant.account,
      apiId: api.id,
      ...authorizerOf(exchange),
      domainName: httpDomainName(served),
      domainPrefix: api.id,
      extendedRequestId: requestId,
      httpMethod: request.method,
      identity: {
        accessKey: caller?.accessKeyId ?? null,
        accountId: caller?.account ?? null,
        caller: caller?.userId ?? null,
        cognitoAmr: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: request.sourceIp,
        user: caller?.userId ?? null,
        userAgent: headerOf(request, 'user-agent') ?? '',
        userArn: caller?.arn ?? null,
      },
      path,
      protocol: request.protocol,
      requestId,
      requestTime: clfTime(request.receivedAt),
      requestTimeEpoch: request.receivedAt,
      resourceId: matched.route.routeKey,
      resourcePath,
      stage: stage.stageName,
    },
    pathParameters: nullIfEmpty(matched.pathParameters),
    stageVariables: nullIfEmpty(stage.variables),
    body: body ?? null,
    isBase64Encoded,
  };
}

function authorizerOf({ authorization }: HttpExchange): object {
  if (authorization?.kind === 'jwt') return { authorizer: { claims: authorization.claims, scopes: authorization.scopes } };
  if (authorization?.kind !== 'lambda') return {};
  return { authorizer: { principalId: authorization.principalId, ...authorization.context } };
}
