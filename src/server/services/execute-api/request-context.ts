/**
 * The request's context, as functions get it in `requestContext` and templates in `$context`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#context-variable-reference
 */
import { headerOf } from './api-request.ts';
import type { Exchange } from './exchange.ts';
import type { ServedStage } from './find-stage.ts';

/** The API's name in AWS, whatever name it was reached by here. */
export function domainName(served: ServedStage): string {
  return `${served.api.id}.execute-api.${served.tenant.region}.amazonaws.com`;
}

export function requestContext({ request, served, route, ids, authorizer, apiKey, caller }: Exchange): Record<string, unknown> {
  const { api, stage, deployment, tenant } = served;
  return {
    resourceId: route.resource.id,
    ...(authorizer ? { authorizer } : {}),
    resourcePath: route.resource.path,
    ...(route.method.operationName ? { operationName: route.method.operationName } : {}),
    httpMethod: request.method,
    extendedRequestId: ids.extendedRequestId,
    requestTime: clfTime(request.receivedAt),
    path: `/${stage.stageName}${request.address.sentPath}`,
    accountId: tenant.account,
    protocol: request.protocol,
    stage: stage.stageName,
    domainPrefix: api.id,
    requestTimeEpoch: request.receivedAt,
    requestId: ids.requestId,
    identity: {
      cognitoIdentityPoolId: null,
      ...(apiKey ? { apiKey: apiKey.value, apiKeyId: apiKey.id } : {}),
      accountId: caller?.account ?? null,
      cognitoIdentityId: null,
      caller: caller?.userId ?? null,
      sourceIp: request.sourceIp,
      principalOrgId: null,
      accessKey: caller?.accessKeyId ?? null,
      cognitoAuthenticationType: null,
      cognitoAuthenticationProvider: null,
      userArn: caller?.arn ?? null,
      userAgent: headerOf(request, 'user-agent') ?? null,
      user: caller?.userId ?? null,
    },
    domainName: domainName(served),
    deploymentId: deployment.id,
    apiId: api.id,
  };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `09/Apr/2015:12:34:56 +0000`, the time of the Common Log Format. */
export function clfTime(epochMilliseconds: number): string {
  const time = new Date(epochMilliseconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${two(time.getUTCDate())}/${months[time.getUTCMonth()]}/${time.getUTCFullYear()}`;
  return `${date}:${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} +0000`;
}
