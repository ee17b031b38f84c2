/** UpdateRoute: changes what is given. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html */
import type { UpdateRouteRequest, UpdateRouteResult } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { checkRouteAuthorizer } from '../authorizer-rules.ts';
import { errors } from '../errors.ts';
import { checkRoute, integrationOf } from '../rules.ts';
import { routeShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

/** @throws ConflictException when another route has the key, BadRequestException, NotFoundException. */
export const updateRoute =
  (store: HttpApis): Operation<UpdateRouteRequest, UpdateRouteResult> =>
  (input, call) => {
    const apiId = input.ApiId ?? '';
    const route = store.routes.get(call, apiId, input.RouteId ?? '');
    checkRoute(input);
    const integrationId = integrationOf(input.Target) ?? route.integrationId;
    if (integrationId) store.integrations.get(call, apiId, integrationId);
    const routeKey = input.RouteKey ?? route.routeKey;
    const isTaken = store.routes.list(call, apiId).some((other) => other.routeKey === routeKey && other.id !== route.id);
    if (isTaken) throw errors.routeExists(routeKey);
    const authorizationType = input.AuthorizationType ?? route.authorizationType;
    const updated = {
      ...route,
      routeKey,
      integrationId,
      operationName: input.OperationName ?? route.operationName,
      authorizationType,
      authorizerId: authorizationType === 'NONE' ? undefined : (input.AuthorizerId ?? route.authorizerId),
      authorizationScopes: input.AuthorizationScopes ?? route.authorizationScopes,
    };
    checkRouteAuthorizer(store, call, apiId, updated);
    store.change(call, apiId, () => store.routes.put(call, apiId, updated));
    return routeShape(updated);
  };
