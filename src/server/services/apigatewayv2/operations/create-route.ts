/**
 * CreateRoute: a route key and the integration that answers it.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html
 */
import type { CreateRouteRequest, CreateRouteResult } from '@aws-sdk/client-apigatewayv2';
import { newId } from '../../api-id.ts';
import type { Operation } from '../../service.ts';
import { checkRouteAuthorizer } from '../authorizer-rules.ts';
import { errors } from '../errors.ts';
import { checkRoute, integrationOf } from '../rules.ts';
import { routeShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

/** @throws ConflictException when the API has the key, BadRequestException, NotFoundException. */
export const createRoute =
  (store: HttpApis): Operation<CreateRouteRequest, CreateRouteResult> =>
  (input, call) => {
    const api = store.api(call, input.ApiId ?? '');
    const routeKey = input.RouteKey ?? '';
    checkRoute({ ...input, RouteKey: routeKey });
    const integrationId = integrationOf(input.Target);
    if (integrationId) store.integrations.get(call, api.id, integrationId);
    if (store.routes.list(call, api.id).some((route) => route.routeKey === routeKey)) throw errors.routeExists(routeKey);
    const route = {
      id: newId(7),
      routeKey,
      integrationId,
      operationName: input.OperationName,
      authorizationType: input.AuthorizationType,
      authorizerId: input.AuthorizerId,
      authorizationScopes: input.AuthorizationScopes,
    };
    checkRouteAuthorizer(store, call, api.id, route);
    store.change(call, api.id, () => store.routes.put(call, api.id, route));
    return routeShape(route);
  };
