/**
 * The event that an authorizer's function gets.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
import type { RestAuthorizer } from '../../rest-api.ts';
import type { Exchange } from '../exchange.ts';
import { collect, forwardedHeaders } from '../proxy-event.ts';
import { requestContext } from '../request-context.ts';

export function authorizerEvent(
  exchange: Exchange,
  authorizer: RestAuthorizer,
  methodArn: string,
  identity: readonly string[],
): object {
  if (authorizer.type === 'TOKEN') return { type: 'TOKEN', methodArn, authorizationToken: identity[0] ?? '' };
  const { request, route, served, trace } = exchange;
  const headers = collect(forwardedHeaders(request, trace.downstream));
  const query = collect(request.query);
  return {
    type: 'REQUEST',
    methodArn,
    resource: route.resource.path,
    path: request.address.path,
    httpMethod: request.method,
    headers: headers.last,
    multiValueHeaders: headers.all,
    queryStringParameters: query.last,
    multiValueQueryStringParameters: query.all,
    pathParameters: route.pathParameters,
    stageVariables: served.stage.variables,
    requestContext: requestContext(exchange),
  };
}
